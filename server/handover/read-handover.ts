import type { z } from 'zod';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { namedSites } from '../duty/site-names';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { currentItems } from './current';
import { compareItems } from './rules';
import { findHandover } from './store';
import type { HandoverView, OpenItems } from './types';

/** What is open now at these sites, for whoever is about to hand it over or take it. Each name in it is read: the trace says how many. */
export async function readOpenItems(
  ctx: Context<ProfessionalActor>,
  { siteIds }: { siteIds: readonly string[] },
): Promise<Outcome<z.infer<typeof OpenItems>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  if (siteIds.some((id) => !ctx.actor.siteIds.includes(id))) return refuse('not-found');
  return ctx.transaction(async (tx) => done({ now: ctx.now(), ...(await currentItems(tx, [...new Set(siteIds)])) }));
}

/** One hand-over: while it is open, how what was offered stands to what is there now; afterwards, what was accepted and how that stood to the offer. */
export async function readHandover(
  ctx: Context<ProfessionalActor>,
  { handoverId }: { handoverId: string },
): Promise<Outcome<HandoverView, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await findHandover(tx, handoverId);
    if (!row) return refuse('not-found');
    const isOpen = row.state === 'open';
    const current = isOpen ? await currentItems(tx, row.siteIds) : { items: row.acceptedItems ?? row.items, hash: row.acceptedHash ?? row.itemsHash };
    const items = compareItems(row.items, current.items);
    if (isOpen) await append(tx, ctx, { action: 'handover.read', subjectId: row.id, detail: { items: items.length } });
    return done({
      now: ctx.now(),
      id: row.id,
      mode: row.mode as HandoverView['mode'],
      from: { id: row.fromUserId, name: row.fromName },
      to: { id: row.toUserId, name: row.toName },
      siteIds: row.siteIds,
      sites: (await namedSites(tx)).filter(({ id }) => row.siteIds.includes(id)).map(({ id, name }) => ({ id, name })),
      offeredAt: row.offeredAt,
      note: row.note,
      state: row.state as HandoverView['state'],
      answeredAt: row.answeredAt,
      reason: row.reason,
      remarks: row.remarks,
      items,
      hash: current.hash,
      changes: items.filter(({ change }) => change !== 'same').length,
    });
  });
}
