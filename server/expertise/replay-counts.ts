import { z } from 'zod';
import type { Verdict } from './evaluate';

const pair = z.object({ before: z.number(), after: z.number() });

/** What a replay has counted so far: the rules in force on one side, those of the draft on the other, over the same facts. */
export const ReplayCounts = z.object({
  dossiers: z.number(),
  /** Kept for a person by a rule: to look at, to call, not to be released. */
  holds: pair,
  extraHolds: z.number(),
  fewerHolds: z.number(),
  /** Dossiers in which a rule asks for a call. */
  calls: pair,
  extraCalls: z.number(),
  fewerCalls: z.number(),
  /** Of those, received between 20 and 8 o'clock. */
  callsAtNight: pair,
  nights: z.number(),
  /** What automatic validation would have let pass, everything that is not the rules being equal. */
  automatic: pair,
  extraAutomatic: z.number(),
  fewerAutomatic: z.number(),
  notEvaluable: pair,
  /** Dossiers of which the draft says something else. */
  changed: z.number(),
  /** Dossiers in which a rule speaks, by its code. */
  rules: z.record(z.string(), pair),
  /** By week, named by its first day. */
  weeks: z.record(z.string(), z.object({ holds: pair, calls: pair })),
});
export type ReplayCounts = z.infer<typeof ReplayCounts>;

const none = () => ({ before: 0, after: 0 });

export const noCounts = (nights: number): ReplayCounts => ({
  dossiers: 0,
  holds: none(),
  extraHolds: 0,
  fewerHolds: 0,
  calls: none(),
  extraCalls: 0,
  fewerCalls: 0,
  callsAtNight: none(),
  nights,
  automatic: none(),
  extraAutomatic: 0,
  fewerAutomatic: 0,
  notEvaluable: none(),
  changed: 0,
  rules: {},
  weeks: {},
});

/** One dossier under both sets. */
export interface Replayed {
  receivedAt: Date;
  before: Verdict;
  after: Verdict;
  beforeAuto: boolean;
  afterAuto: boolean;
}

export const isHeld = ({ effect }: Verdict): boolean => effect !== null && effect !== 'inform';
export const asksForCall = ({ findings }: Verdict): boolean => findings.some(({ outcome, effect }) => outcome === 'found' && effect === 'call');
const spoken = ({ findings }: Verdict): string[] => [...new Set(findings.flatMap((one) => (one.outcome === 'found' ? [one.ruleCode] : [])))].sort();

const hourInParis = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', hourCycle: 'h23' });
const dayInParis = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** Between 20 and 8 o'clock. */
export function isNight(at: Date): boolean {
  const hour = Number(hourInParis.format(at));
  return hour >= 20 || hour < 8;
}

/** The Monday of that week. */
export function weekOf(at: Date): string {
  const day = new Date(`${dayInParis.format(at)}T12:00:00Z`);
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}

/** What the draft says otherwise of it: rules that speak now and did not, rules that no longer do. Null = nothing. */
export function differenceOf({ before, after, beforeAuto, afterAuto }: Replayed): { appeared: string[]; vanished: string[] } | null {
  const [old, now] = [spoken(before), spoken(after)];
  const appeared = now.filter((code) => !old.includes(code));
  const vanished = old.filter((code) => !now.includes(code));
  const isSame = appeared.length + vanished.length === 0 && before.effect === after.effect && before.outcome === after.outcome && beforeAuto === afterAuto;
  return isSame ? null : { appeared, vanished };
}

/** Adds one dossier to what has been counted; in place, for a page of two hundred is counted at once. */
export function count(counts: ReplayCounts, one: Replayed): void {
  const { before, after, beforeAuto, afterAuto, receivedAt } = one;
  const held = put(counts.holds, isHeld(before), isHeld(after));
  const called = put(counts.calls, asksForCall(before), asksForCall(after));
  const auto = put(counts.automatic, beforeAuto, afterAuto);
  put(counts.notEvaluable, hasNotEvaluable(before), hasNotEvaluable(after));
  if (isNight(receivedAt)) put(counts.callsAtNight, asksForCall(before), asksForCall(after));
  counts.dossiers += 1;
  counts.extraHolds += held.extra;
  counts.fewerHolds += held.fewer;
  counts.extraCalls += called.extra;
  counts.fewerCalls += called.fewer;
  counts.extraAutomatic += auto.extra;
  counts.fewerAutomatic += auto.fewer;
  counts.changed += differenceOf(one) ? 1 : 0;
  const week = (counts.weeks[weekOf(receivedAt)] ??= { holds: none(), calls: none() });
  put(week.holds, isHeld(before), isHeld(after));
  put(week.calls, asksForCall(before), asksForCall(after));
  for (const code of spoken(before)) (counts.rules[code] ??= none()).before += 1;
  for (const code of spoken(after)) (counts.rules[code] ??= none()).after += 1;
}

const hasNotEvaluable = ({ findings }: Verdict): boolean => findings.some(({ outcome }) => outcome === 'not-evaluable');

function put(pair: { before: number; after: number }, before: boolean, after: boolean): { extra: number; fewer: number } {
  if (before) pair.before += 1;
  if (after) pair.after += 1;
  return { extra: !before && after ? 1 : 0, fewer: before && !after ? 1 : 0 };
}
