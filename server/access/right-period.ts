import { dayAfter, dayOf, startOf } from '../platform/paris-days';
import type { Right } from './rights-rules';

/** From and to which instant a right lasts whose first and last day these are, both included; a right of today begins now. */
export function rightPeriod(from: string | null, to: string | null, now: Date): Pick<Right, 'validFrom' | 'validTo'> {
  return {
    validFrom: from === null || from === dayOf(now) ? now : startOf(from),
    validTo: to === null ? null : startOf(dayAfter(to, 1)),
  };
}
