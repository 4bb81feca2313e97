import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { clearAlarm, raiseAlarm } from '../platform/link-alarms';
import { dayAfter, startOf } from '../platform/paris-days';
import { isBalanced, mayCountAgain } from './rules';
import { countBatches, countDossiers, countMessages, countResults } from './source-store';
import { type DayRow, keepDay } from './store';
import type { Difference } from './types';

/** What changed since then is on its ordinary way, and is compared next time. */
const SETTLED_MS = 2 * 60_000;
const LISTED = 20;

/**
 * Counts one laboratory's day anew and compares the books; a day that does not balance, or of which two books differ, opens an alarm with the numbers of the
 * dossiers, and closes it once they agree again. Messages are counted each time, results as often as they are cheap.
 */
export async function countDay(ctx: Context, tx: Transaction, laboratoryId: string, day: string, known: DayRow | undefined): Promise<void> {
  const stretch = { laboratoryId, since: startOf(day), until: startOf(dayAfter(day, 1)) };
  const now = ctx.now();
  const { messages, hours } = await countMessages(tx, stretch);
  const batches = await countBatches(tx, stretch);
  const again = !known || mayCountAgain(known.tookMs, known.resultsCheckedAt, now);
  const began = performance.now();
  const books = again
    ? {
        results: await countResults(tx, stretch),
        ...(await countDossiers(tx, stretch, new Date(now.getTime() - SETTLED_MS))),
        tookMs: Math.round(performance.now() - began),
        resultsCheckedAt: now,
      }
    : {
        results: known.counts.results,
        dossiers: known.counts.dossiers,
        differences: known.differences as Difference[],
        tookMs: known.tookMs,
        resultsCheckedAt: known.resultsCheckedAt,
      };
  const { results, dossiers, ...rest } = books;
  const counts = { messages, results, dossiers };
  const balanced = isBalanced(counts, rest.differences.length);
  await keepDay(tx, { laboratoryId, day, counts, hours, batches, isBalanced: balanced, checkedAt: now, ...rest });
  const alarm = { kind: 'day-unbalanced', laboratoryId, subject: day } as const;
  if (balanced) await clearAlarm(ctx, tx, alarm);
  else await raiseAlarm(ctx, tx, { ...alarm, detail: { count: rest.differences.length, dossiers: numbersOf(rest.differences) } });
  await compareDeclared(ctx, tx, laboratoryId, day, known?.declared ?? null, messages.received);
}

/** What the LIS says against what came; nothing to say as long as the LIS says nothing. */
export async function compareDeclared(
  ctx: Context,
  tx: Transaction,
  laboratoryId: string,
  day: string,
  declared: number | null,
  received: number,
): Promise<void> {
  const alarm = { kind: 'declared-count', laboratoryId, subject: day } as const;
  if (declared === null || declared === received) await clearAlarm(ctx, tx, alarm);
  else await raiseAlarm(ctx, tx, { ...alarm, detail: { declared, received, missing: declared - received } });
}

const numbersOf = (differences: readonly { accessionNumber: string }[]): string[] =>
  [...new Set(differences.map(({ accessionNumber }) => accessionNumber))].slice(0, LISTED);
