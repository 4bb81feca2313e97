/** What is known of a number: between two ends. An exact number has both the same. */
export interface Interval {
  low: number;
  high: number;
}

/** Answers of a comparison of what is not exactly known. */
export type Answer = 'yes' | 'no' | 'unknown';

/** Two computed numbers nearer than this are the same: a conversion of units moves no value over a limit. */
const SAME = 1e-9;
/** `<10` ends that much under 10. */
const JUST = 1e-6;

export const exactly = (number: number): Interval => ({ low: number, high: number });

/** What a comparator leaves open: `<10` is from the least that is possible to just under 10. */
export function intervalOf(number: number, comparator: string | null, least: number): Interval {
  const step = Math.abs(number) * JUST;
  switch (comparator) {
    case '<':
      return { low: Math.min(least, number - step), high: number - step };
    case '<=':
      return { low: Math.min(least, number), high: number };
    case '>':
      return { low: number + step, high: Number.POSITIVE_INFINITY };
    case '>=':
      return { low: number, high: Number.POSITIVE_INFINITY };
    default:
      return comparator === null || comparator === '' ? exactly(number) : { low: least, high: Number.POSITIVE_INFINITY };
  }
}

export const scaled = ({ low, high }: Interval, factor: number): Interval => ({ low: low * factor, high: high * factor });
export const add = (one: Interval, other: Interval): Interval => ({ low: one.low + other.low, high: one.high + other.high });
export const subtract = (one: Interval, other: Interval): Interval => ({ low: one.low - other.high, high: one.high - other.low });

export function multiply(one: Interval, other: Interval): Interval {
  const ends = [one.low * other.low, one.low * other.high, one.high * other.low, one.high * other.high].map((end) => (Number.isNaN(end) ? 0 : end));
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** Null when zero is among what one divides by. */
export function divide(one: Interval, other: Interval): Interval | null {
  if (other.low <= 0 && other.high >= 0) return null;
  return multiply(one, { low: 1 / other.high, high: 1 / other.low });
}

export function absolute({ low, high }: Interval): Interval {
  if (low >= 0) return { low, high };
  return high <= 0 ? { low: -high, high: -low } : { low: 0, high: Math.max(-low, high) };
}

/** Null when it may not be positive. */
export const log10 = ({ low, high }: Interval): Interval | null => (low <= 0 ? null : { low: Math.log10(low), high: Math.log10(high) });
export const exp10 = ({ low, high }: Interval): Interval => ({ low: 10 ** low, high: 10 ** high });
export const smallest = (one: Interval, other: Interval): Interval => ({ low: Math.min(one.low, other.low), high: Math.min(one.high, other.high) });
export const largest = (one: Interval, other: Interval): Interval => ({ low: Math.max(one.low, other.low), high: Math.max(one.high, other.high) });

/** Strictly above. */
export function isAbove(one: Interval, other: Interval): Answer {
  if (exceeds(one.low, other.high)) return 'yes';
  return exceeds(one.high, other.low) ? 'unknown' : 'no';
}

/** Strictly below. */
export const isBelow = (one: Interval, other: Interval): Answer => isAbove(other, one);

export const opposite = (answer: Answer): Answer => (answer === 'unknown' ? 'unknown' : answer === 'yes' ? 'no' : 'yes');

/** One no is a no; else one unknown is unknown. */
export const every = (answers: readonly Answer[]): Answer => (answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes');
export const some = (answers: readonly Answer[]): Answer => (answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no');

function exceeds(one: number, other: number): boolean {
  if (!Number.isFinite(one) || !Number.isFinite(other)) return one > other;
  return one - other > SAME * Math.max(Math.abs(one), Math.abs(other));
}
