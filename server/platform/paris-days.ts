import { type ClockReading, instantOfWallClock } from '../hl7/zone';

const ZONE = 'Europe/Paris';
const DAY_MS = 86_400_000;
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE });

/** The calendar day in Paris, `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => isoDay.format(at);

/** The calendar day `count` days later (earlier when negative), whatever the clocks do in between. */
export const dayAfter = (day: string, count: number): string => new Date(Date.parse(`${day}T12:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** Midnight in Paris at the start of a calendar day. */
export const startOf = (day: string): Date => new Date(instantOfWallClock(Date.parse(`${day}T00:00:00Z`), ZONE).instantMs);

/** The instant at which clocks in Paris show `2026-11-28T20:00`; an hour that happens twice means its first time, one that is skipped says so. */
export function instantOfParis(wallClock: string): { at: Date; clock: ClockReading } {
  const { instantMs, clock } = instantOfWallClock(Date.parse(`${wallClock}:00Z`), ZONE);
  return { at: new Date(instantMs), clock };
}
