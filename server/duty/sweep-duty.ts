import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { announceDuty } from './announce-duty';
import { gapsSoon } from './read-coverage';
import { namedSites } from './site-names';
import { absencesBetween, answerSwaps, pastSwaps } from './swap-store';

const AHEAD_MS = 24 * 3_600_000;

/**
 * Each minute: rings for every site where nobody answers within 24 hours, and stops ringing once somebody does; ends the requests that nobody answered in time.
 * A gap is looked for from the duties themselves, so that no missed event can hide one.
 */
export async function sweepDuty(ctx: Context): Promise<{ gaps: number; lapsed: number }> {
  const now = ctx.now();
  return ctx.transaction(async (tx) => {
    const sites = await namedSites(tx);
    const window = { startsAt: now, endsAt: new Date(now.getTime() + AHEAD_MS) };
    const gaps = await gapsSoon(tx, sites, await absencesBetween(tx, window.startsAt, window.endsAt), window);
    for (const { id, name, laboratoryId } of sites) {
      const first = gaps.find(({ siteId }) => siteId === id);
      if (!first) continue;
      // The hour of a gap that has begun would move with the clock: what is told is since when it was seen.
      const from = first.startsAt.getTime() === now.getTime() ? null : first.startsAt.toISOString();
      await raiseAlarm(ctx, tx, { kind: 'duty-gap', laboratoryId, subject: id, detail: { site: name, from } });
    }
    await clearUnseen(ctx, tx, ['duty-gap'], now);
    const lapsed = await pastSwaps(tx, now);
    if (lapsed.length > 0) {
      await answerSwaps(
        tx,
        lapsed.map(({ id }) => id),
        'lapsed',
        now,
        '',
      );
      for (const askId of new Set(lapsed.map((swap) => swap.askId)))
        await append(tx, ctx, { action: 'duty.answer-swap', subjectId: askId, detail: { answer: 'lapsed' } });
      await announceDuty(
        tx,
        lapsed.map(({ siteId }) => siteId),
      );
    }
    return { gaps: gaps.length, lapsed: lapsed.length };
  });
}
