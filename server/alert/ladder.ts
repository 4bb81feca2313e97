import type { LadderStep } from './policy';

export interface PlannedStep {
  position: number;
  who: LadderStep['who'];
  /** Minutes since the step before: for so long somebody who is calling holds it back. */
  gapMinutes: number;
  dueAt: Date;
}

const MINUTE_MS = 60_000;

/** The steps of a call that opens now, with the minute of each. */
export const plannedSteps = (ladder: readonly LadderStep[], openedAt: Date): PlannedStep[] =>
  ladder.map(({ afterMinutes, who }, position) => ({
    position,
    who,
    gapMinutes: Math.max(1, afterMinutes - (ladder[position - 1]?.afterMinutes ?? 0)),
    dueAt: new Date(openedAt.getTime() + afterMinutes * MINUTE_MS),
  }));

export type StepFate = { kind: 'over' } | { kind: 'early' } | { kind: 'later'; dueAt: Date } | { kind: 'now' };

/**
 * What becomes of a step whose hour is told: nothing once the call is over; a while later when somebody is calling right now; else it is done. Paper and alarm wait for nobody: an
 * attempt in vain is no announcement.
 */
export function fateOf(
  step: Pick<PlannedStep, 'who' | 'gapMinutes' | 'dueAt'>,
  { isOpen, lastAttemptAt, now }: { isOpen: boolean; lastAttemptAt: Date | null; now: Date },
): StepFate {
  if (!isOpen) return { kind: 'over' };
  if (step.dueAt > now) return { kind: 'early' };
  const later = lastAttemptAt && new Date(lastAttemptAt.getTime() + step.gapMinutes * MINUTE_MS);
  return step.who !== 'paper' && later && later > now ? { kind: 'later', dueAt: later } : { kind: 'now' };
}

export interface Reachable {
  userId: string;
  name: string;
}

/** Whom a step tells: everybody on duty at the site; or, one rung higher, those whom no rung has told yet: on duty elsewhere in the laboratory, else whoever comes next. */
export function toldBy(
  who: LadderStep['who'],
  duty: { here: readonly Reachable[]; laboratory: readonly Reachable[]; next: readonly Reachable[] },
  told: ReadonlySet<string>,
): Reachable[] {
  if (who === 'paper') return [];
  const fresh = (people: readonly Reachable[]) =>
    people.filter(({ userId }, index) => !told.has(userId) && people.findIndex((one) => one.userId === userId) === index);
  if (who === 'on-duty') return fresh(duty.here);
  return [duty.here, duty.laboratory, duty.next].map(fresh).find((people) => people.length > 0) ?? [];
}
