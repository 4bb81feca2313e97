import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { readResponsible } from '../duty/responsibility';
import type { Context } from '../platform/context';
import type { WakeReason } from '../wake/types';
import { wake } from '../wake/wake';

/** So long before its end an urgent delay wakes. */
const BEFORE_MS = 15 * 60_000;
/** A call that somebody is about to make anyway wakes nobody. */
const UNCALLED_MS = 2 * 60_000;
const MOST = 300;

interface Need extends Record<string, unknown> {
  reason: WakeReason;
  siteId: string;
  subjectId: string;
  dossierId: string | null;
}

/**
 * Each minute: wakes whoever answers for a site for a critical result that nobody has begun to announce, an urgent delay that runs out with its dossier undecided,
 * and a link that has gone mute. Found from what is there, so that no missed fact lets anybody sleep; once per thing and person; her written policy decides.
 * @see ideas.md 3; pain point 7
 */
export async function sweepNeeds(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    const needs = await needsNow(tx, ctx.now());
    const responsible = await readResponsible(tx, ctx.now(), [...new Set(needs.map(({ siteId }) => siteId))]);
    let woken = 0;
    for (const { reason, siteId, subjectId, dossierId } of needs) {
      const userId = responsible.get(siteId)?.userId;
      if (userId && (await wake(ctx, tx, { userId, siteId, reason, subjectId, dossierId }))) woken += 1;
    }
    return woken;
  });
}

async function needsNow(tx: Transaction, now: Date): Promise<Need[]> {
  const at = (ms: number) => sql`${new Date(now.getTime() + ms).toISOString()}::timestamptz`;
  const rows = await tx.execute<Need>(sql`
    select 'call' as reason, c.site_id as "siteId", c.id as "subjectId", c.dossier_id as "dossierId" from critical_call c
      where c.state = 'open' and c.opened_at <= ${at(-UNCALLED_MS)} and not exists (select 1 from critical_call_attempt a where a.call_id = c.id)
    union all
    select 'deadline', w.site_id, w.dossier_id, w.dossier_id from worklist_entry w
      where w.standing = 'awaiting' and w.deadline_at > ${at(0)} and w.deadline_at <= ${at(BEFORE_MS)}
    union all
    select 'link', s.id, a.id, null from link_alarm a join site s on s.laboratory_id = a.laboratory_id where a.kind = 'link-silent' and a.closed_at is null
    limit ${MOST}`);
  return [...rows];
}
