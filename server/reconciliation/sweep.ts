import type { Transaction } from '../../db/client';
import { tellNotice } from '../access/tell-notice';
import { readLaboratories } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { type AlarmKind, clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { dayAfter, dayOf } from '../platform/paris-days';
import { countDay } from './count-day';
import { dayKindOf, placeOf } from './day-kind';
import { gapsOf, isSilent, type Rhythm } from './rules';
import { islandsOf, type Link, openLinks, wrongBatches } from './source-store';
import { type DayRow, daysBetween, firstDay, takeUntold } from './store';
import { stuckThings } from './stuck-store';
import type { DayKind } from './types';

const HISTORY_DAYS = 35;
const PAGE_DAYS = 30;
/** Older days that a sweep looks at again, or counts for the first time. */
const OLDER_DAYS = 2;
const NUMBERS_LOOK_BACK_MS = 2 * 86_400_000;
/** Of two connections one may be ahead of the other. */
const OVERTAKING_MS = 60_000;
const TELL_AFTER_MS = 10 * 60_000;

/** Kinds that this sweep looks for from the ground up: what it did not find again is gone. */
const LOOKED_FOR: readonly AlarmKind[] = [
  'link-silent',
  'sequence-gap',
  'batch-count',
  'message-stuck',
  'quarantine-forgotten',
  'task-stuck',
  'outbound-late',
  'outbound-refused',
  'decision-untold',
  'report-missing',
  'availability-untold',
  'reading-untold',
];

/**
 * Each minute: counts the days anew, looks for numbers that never came, for links that are mute and for whatever stands longer than its limit. Finds and
 * tells; mends nothing, so that it can never hide what it was meant to show.
 * @see GBUI VII-3; pain point 15; threats.md 17
 */
export async function sweepReconciliation(ctx: Context): Promise<{ days: number }> {
  const began = ctx.now();
  const laboratories = await ctx.transaction((tx) => readLaboratories(tx));
  const today = dayOf(began);
  let days = 0;
  for (const { id } of laboratories) {
    const known = await ctx.transaction(async (tx) => (await daysBetween(tx, dayAfter(today, -HISTORY_DAYS), today)).filter((row) => row.laboratoryId === id));
    for (const day of await daysToCount(ctx, id, today, known)) {
      await ctx.transaction((tx) =>
        countDay(
          ctx,
          tx,
          id,
          day,
          known.find((row) => row.day === day),
        ),
      );
      days += 1;
    }
  }
  await ctx.transaction(async (tx) => {
    const links = await openLinks(tx);
    const history = await daysBetween(tx, dayAfter(today, -HISTORY_DAYS), dayAfter(today, -1));
    await lookAtSilence(ctx, tx, links, history);
    for (const link of links) await lookAtNumbers(ctx, tx, link);
    for (const { id } of laboratories) await lookAtBatches(ctx, tx, id);
    for (const alarm of await stuckThings(tx, began)) await raiseAlarm(ctx, tx, alarm);
    await clearUnseen(ctx, tx, LOOKED_FOR, began);
  });
  // Apart: an alarm stands also when nobody can be told.
  await ctx.transaction((tx) => tellReferents(ctx, tx));
  return { days };
}

/** Today and yesterday; of the older ones those not counted yet, else those not looked at for the longest time. */
async function daysToCount(ctx: Context, laboratoryId: string, today: string, known: readonly DayRow[]): Promise<string[]> {
  const first = await ctx.transaction((tx) => firstDay(tx, laboratoryId));
  if (first === null) return [today];
  const days = Array.from({ length: HISTORY_DAYS }, (_, index) => dayAfter(today, -index)).filter((day) => day >= dayOf(first));
  const [recent, older] = [days.slice(0, 2), days.slice(2)];
  const checkedAt = (day: string) => known.find((row) => row.day === day)?.checkedAt.getTime() ?? 0;
  const candidates = older.filter((day, index) => checkedAt(day) === 0 || index < PAGE_DAYS);
  const isCold = candidates.some((day) => checkedAt(day) === 0);
  return [...recent, ...candidates.toSorted((a, b) => checkedAt(a) - checkedAt(b)).slice(0, isCold ? 7 : OLDER_DAYS)];
}

/** A laboratory whose LIS speaks over several links is mute when all of them are; the shortest time that one of them allows counts. */
async function lookAtSilence(ctx: Context, tx: Transaction, links: readonly Link[], history: readonly DayRow[]): Promise<void> {
  for (const laboratoryId of new Set(links.map((link) => link.laboratoryId))) {
    const own = links.filter((link) => link.laboratoryId === laboratoryId);
    const allowed = own.map((link) => link.silentAfterMinutes).filter((minutes) => minutes !== null);
    const lastReceivedAt = own[0]?.lastReceivedAt;
    const fixed = allowed.length > 0 ? Math.min(...allowed) : null;
    if (lastReceivedAt && isSilent(lastReceivedAt, ctx.now(), rhythmOf(laboratoryId, history), fixed, placeOf))
      await raiseAlarm(ctx, tx, { kind: 'link-silent', laboratoryId, subject: '', detail: { since: lastReceivedAt.toISOString() } });
  }
}

async function lookAtNumbers(ctx: Context, tx: Transaction, link: Link): Promise<void> {
  const now = ctx.now();
  const { laboratoryId } = link;
  if (!link.countsMessages) return;
  const islands = await islandsOf(tx, link.profileId, new Date(now.getTime() - NUMBERS_LOOK_BACK_MS), new Date(now.getTime() - OVERTAKING_MS));
  for (const { from, to } of gapsOf(islands).slice(0, 50))
    await raiseAlarm(ctx, tx, {
      kind: 'sequence-gap',
      laboratoryId,
      subject: `${link.profileId}:${from}`,
      detail: { from, to, count: to - from + 1, link: link.name },
    });
}

/** A batch that announced another number of messages than came, or a file another number of batches: no message of it says so by itself, and what is missing never will. */
async function lookAtBatches(ctx: Context, tx: Transaction, laboratoryId: string): Promise<void> {
  for (const { id, ...detail } of await wrongBatches(tx, laboratoryId, new Date(ctx.now().getTime() - NUMBERS_LOOK_BACK_MS)))
    await raiseAlarm(ctx, tx, { kind: 'batch-count', laboratoryId, subject: id, detail });
}

export function rhythmOf(laboratoryId: string, history: readonly DayRow[]): Rhythm {
  const days = new Map<DayKind, number[][]>();
  for (const row of history.filter((one) => one.laboratoryId === laboratoryId)) {
    const kind = dayKindOf(row.day);
    days.set(kind, [...(days.get(kind) ?? []), row.hours]);
  }
  return { history: days };
}

/** An alarm that nobody has taken for ten minutes is told to every référent, once. */
async function tellReferents(ctx: Context, tx: Transaction): Promise<void> {
  const untold = await takeUntold(tx, new Date(ctx.now().getTime() - TELL_AFTER_MS), ctx.now());
  const [first] = untold;
  if (first)
    await tellNotice(tx, ctx, { kind: 'link-alarm', audience: { role: 'referent' }, subjectId: first.id, detail: { count: untold.length, kind: first.kind } });
}
