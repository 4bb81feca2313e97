import type { Transaction } from '../../db/client';
import { readSites } from '../directory/read-directory';
import { readLastEnd, readPresent, readResponsible } from '../duty/responsibility';
import { namedSites } from '../duty/site-names';
import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { UNANSWERED_MS } from './rules';
import { openHandovers } from './store';

/**
 * Each minute: rings for every offer that nobody has accepted within a quarter of an hour, and for every site whose holder's hours have been over for as long
 * while nobody took over. Both are found from the rows themselves and ring until somebody accepts.
 */
export async function sweepHandovers(ctx: Context): Promise<{ open: number; missing: number }> {
  const now = ctx.now();
  return ctx.transaction(async (tx) => {
    const laboratoryOf = new Map((await readSites(tx)).map(({ id, laboratoryId }) => [id, laboratoryId]));
    const late = (await openHandovers(tx)).filter(({ offeredAt }) => now.getTime() - offeredAt.getTime() >= UNANSWERED_MS);
    for (const { id, siteIds, offeredAt } of late)
      await raiseAlarm(ctx, tx, {
        kind: 'handover-open',
        laboratoryId: laboratoryOf.get(siteIds[0] ?? '') ?? null,
        subject: id,
        detail: { since: offeredAt.toISOString(), sites: siteIds.length },
      });
    const missing = await withoutHandover(tx, now);
    for (const { siteId, site, laboratoryId, since } of missing)
      await raiseAlarm(ctx, tx, { kind: 'handover-missing', laboratoryId, subject: siteId, detail: { site, since: since.toISOString() } });
    await clearUnseen(ctx, tx, ['handover-open', 'handover-missing'], now);
    return { open: late.length, missing: missing.length };
  });
}

/** Sites held by somebody whom the roster has not named for a quarter of an hour. */
async function withoutHandover(tx: Transaction, now: Date) {
  const sites = await namedSites(tx);
  const responsible = await readResponsible(
    tx,
    now,
    sites.map(({ id }) => id),
  );
  const present = await readPresent(tx, now);
  const missing = [];
  for (const { id, name, laboratoryId } of sites) {
    const holder = responsible.get(id);
    if (!holder?.since || present.some((person) => person.siteId === id && person.userId === holder.userId)) continue;
    const ended = (await readLastEnd(tx, now, holder.userId, id)) ?? holder.since;
    const since = ended > holder.since ? ended : holder.since;
    if (now.getTime() - since.getTime() >= UNANSWERED_MS) missing.push({ siteId: id, site: name, laboratoryId, since });
  }
  return missing;
}
