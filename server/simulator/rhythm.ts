import { zoneOffsetMs } from '../hl7/zone';
import { type Laboratory, laboratories } from './laboratories';
import { randomFrom } from './random';

export const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Dossiers of the whole group on a weekday at rate 1 (TDN-15). */
export const dossiersPerDay = 500;
/** Requests of each local hour; wards sample before the morning round, consultants come until ten. */
const weightOfHour = [1.2, 1, 0.9, 0.9, 1, 2, 6, 12, 13, 12, 8, 6.5, 4.5, 4.5, 5, 4.5, 4, 3.8, 3, 2.5, 2.2, 2, 1.8, 1.5];
const totalWeight = weightOfHour.reduce((sum, one) => sum + one, 0);
const weightOfDay = [0.5, 1, 1, 1, 1, 1, 0.7];
/** A dossier number holds the second of its registration; thirty a minute and laboratory is what that leaves room for. */
const highestPerMinute = 30;

/** When, and in what laboratory, a dossier is opened. */
export interface Registration {
  laboratory: Laboratory;
  at: Date;
}

/** Hour of the wall clock in Paris. */
export function localHour(at: Date): number {
  return localClock(at).getUTCHours();
}

/** True between 20 h and 7 h, when wards are on duty and consultations are closed. */
export function isNight(at: Date): boolean {
  const hour = localHour(at);
  return hour < 7 || hour >= 20;
}

/** Relative number of requests at an instant: hour of the day, day of the week. */
export function intensityAt(at: Date): number {
  const clock = localClock(at);
  return ((weightOfHour[clock.getUTCHours()] ?? 0) / totalWeight) * 24 * (weightOfDay[clock.getUTCDay()] ?? 1);
}

/**
 * Every dossier opened in one minute, a pure function of seed and minute: the stream is the same whenever a run
 * begins, and a higher rate only adds dossiers to those of a lower one.
 */
export function registrationsOfMinute(seed: string, minute: number, rate: number): Registration[] {
  const start = new Date(minute * minuteMs);
  const expected = (dossiersPerDay * rate * intensityAt(start)) / (24 * 60);
  return laboratories
    .flatMap((laboratory) => {
      const random = randomFrom(`${seed}/minute/${laboratory.code}/${minute}`);
      const firstSlot = random.integer(0, highestPerMinute - 1);
      const found: Registration[] = [];
      let mark = -Math.log(1 - random.next());
      while (mark < expected * laboratory.share && found.length < highestPerMinute) {
        const slot = (firstSlot + found.length * 7) % highestPerMinute;
        // Odd seconds: the even ones belong to the history of the demo, so their dossier numbers never meet.
        found.push({ laboratory, at: new Date(start.getTime() + (slot * 2 + 1) * 1000) });
        mark -= Math.log(1 - random.next());
      }
      return found;
    })
    .sort(inOrder);
}

/** A given number of dossiers spread over a past period by the same rhythm, on even seconds, none twice. */
export function registrationsOfPeriod(seed: string, from: Date, to: Date, count: number): Registration[] {
  const random = randomFrom(`${seed}/period/${from.getTime()}/${to.getTime()}/${count}`);
  const highest = (Math.max(...weightOfHour) / totalWeight) * 24;
  const taken = new Set<string>();
  const found: Registration[] = [];
  if (to.getTime() - from.getTime() < hourMs) throw new Error('a history needs at least an hour');
  while (found.length < count) {
    const seconds = Math.floor((from.getTime() + random.next() * (to.getTime() - from.getTime())) / 2000) * 2;
    const at = new Date(seconds * 1000);
    const laboratory = random.pickWeighted(laboratories, (one) => one.share);
    const key = `${laboratory.code}/${seconds}`;
    if (random.next() * highest > intensityAt(at) || taken.has(key)) continue;
    taken.add(key);
    found.push({ laboratory, at });
  }
  return found.sort(inOrder);
}

/** Dossier number: day and second of the registration in UTC, which no other dossier of the laboratory has. */
export function accessionNumberOf(at: Date): string {
  const day = at.toISOString().slice(2, 10).replaceAll('-', '');
  return day + String(Math.floor(at.getTime() / 1000) % 86_400).padStart(5, '0');
}

function inOrder(left: Registration, right: Registration): number {
  return left.at.getTime() - right.at.getTime() || left.laboratory.code.localeCompare(right.laboratory.code);
}

const offsets = new Map<number, number>();

function localClock(at: Date): Date {
  const hour = Math.floor(at.getTime() / hourMs);
  const offset = offsets.get(hour) ?? zoneOffsetMs(hour * hourMs, 'Europe/Paris');
  offsets.set(hour, offset);
  return new Date(at.getTime() + offset);
}
