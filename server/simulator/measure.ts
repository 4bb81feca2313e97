import { shiftOf } from './conditions';
import { deriveValues, isDerived, type Subject } from './derived-values';
import type { Person } from './patients';
import { type Random, randomFrom } from './random';
import { type Interval, type Test, testOf } from './tests';

/** A measured figure as the analyser's software rounds it. */
export interface Measured {
  test: Test;
  value: number;
}

/**
 * Measures a person: figures circle around the person's own habitual value, so that previous values make sense, and
 * none is critical unless `critical` names its code.
 */
export function measure(random: Random, person: Person, subject: Subject, codes: readonly string[], critical: string | null): Measured[] {
  const values = new Map<string, number>();
  for (const code of codes) {
    const test = testOf(code);
    const drawn = drawValue(random, person, subject, test);
    values.set(code, code === critical ? drawCritical(random, test) : withinCritical(test, drawn));
  }
  deriveValues(values, subject);
  return [...values].map(([code, value]) => {
    const test = testOf(code);
    const kept = isDerived(code) && critical === null ? withinCritical(test, value) : value;
    return { test, value: rounded(kept, test.decimals) };
  });
}

/** Codes on which a critical figure may be put. */
export function criticalCodes(codes: readonly string[]): string[] {
  return codes.filter((code) => {
    const { low, high } = testOf(code).critical;
    return !isDerived(code) && (low !== undefined || high !== undefined);
  });
}

/** OBX-8 of a figure: critical limits first, then the reference interval; empty when there is nothing to say. */
export function interpretationOf({ test, value }: Measured, interval: Interval | null): '' | 'LL' | 'L' | 'H' | 'HH' {
  if (test.critical.low !== undefined && value <= test.critical.low) return 'LL';
  if (test.critical.high !== undefined && value >= test.critical.high) return 'HH';
  if (interval?.low !== undefined && value < interval.low) return 'L';
  return interval?.high !== undefined && value > interval.high ? 'H' : '';
}

function drawValue(random: Random, person: Person, subject: Subject, test: Test): number {
  const habit = randomFrom(`habit/${person.hospital}/${person.identifier}/${test.code}`).normal() * 0.75;
  const deviation = (habit + random.normal() * 0.5) * test.spread;
  const { times = 1, plus = 0 } = shiftOf(person.condition, test.code);
  const bodily = bodilyFactor(test.code, subject);
  if (test.shape === 'log') return test.mean * bodily * times * Math.exp(deviation);
  const value = test.mean * bodily + deviation + plus;
  return test.mean > 0 ? Math.max(value, test.mean * 0.1) : value;
}

function bodilyFactor(code: string, { sex, age }: Subject): number {
  if (code === 'CREA') return (age < 14 ? 0.5 : 1) * (sex === 'M' && age >= 14 ? 1.15 : 1);
  if (code === 'PAL') return age <= 17 ? 2.6 : 1;
  if (code === 'HB') return age <= 12 ? 0.92 : sex === 'M' ? 1.07 : 0.98;
  if (code === 'NTPROBNP') return age > 65 ? 1.8 : 1;
  return 1;
}

function drawCritical(random: Random, test: Test): number {
  const { low, high } = test.critical;
  const goesLow = low !== undefined && (high === undefined || random.chance(0.4));
  const beyond = random.next();
  const limit = (goesLow ? low : high) ?? test.mean;
  if (test.shape === 'log') return limit * Math.exp(goesLow ? -1.3 * beyond : 0.35 * beyond);
  return goesLow ? limit - beyond * test.spread : limit + beyond * test.spread;
}

function withinCritical(test: Test, value: number): number {
  const step = 10 ** -test.decimals;
  const low = test.critical.low === undefined ? Number.NEGATIVE_INFINITY : test.critical.low + step;
  const high = test.critical.high === undefined ? Number.POSITIVE_INFINITY : test.critical.high - step;
  return Math.min(high, Math.max(low, value));
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
