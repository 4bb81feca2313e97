import type { Flag } from '../dossier/types';
import { isCritical } from '../dossier/values';
import { ageOn } from '../expertise/dossier-facts';
import { type Interval, intervalOf, isAbove, isBelow, scaled } from '../expertise/interval';
import type { Age } from '../expertise/types';
import { factorBetween } from '../expertise/units';
import { plain, startsWithWord } from '../expertise/words';
import { analyteOf } from './analyte-of';
import type { Known, PolicyContent, PolicyRow } from './policy';

/** A result as a policy looks at it. */
export interface Measured {
  loincCode: string;
  values: readonly string[];
  number: number | null;
  comparator: string | null;
  unit: string;
  flag: Flag;
}

/** For whom: where the patient is now. */
export interface Person {
  birthDate: string | null;
  sex: string;
  wardCode: string;
  patientClass: string;
}

export type Direction = 'high' | 'low' | 'text' | 'flag';

export interface Reason {
  code: string;
  /** « Potassium > 6,5 mmol/L ». */
  says: string;
  direction: Direction;
  minutes: number;
  known: Known | null;
  /** The codes that are the same thing, and the unit in which two of them are compared. */
  loincCodes: readonly string[];
  unit: string;
}

export interface Judgement {
  /** Null: nobody has to be called. */
  reason: Reason | null;
  /** Rows that could not be applied because of the unit: never silence. */
  unreadable: string[];
}

export const LIS_REASON = 'SIL';
type Answer = 'yes' | 'no' | 'unknown';

/**
 * Whether a result is to be announced, and why. The first row whose conditions hold decides; one whose conditions cannot be known (no date of birth) is tried too, and so is a value
 * that may lie beyond (« <3,0 » under a bound of 2,5): in doubt somebody is called. The flag of the LIS is always a reason.
 */
export function judge(content: Pick<PolicyContent, 'rows' | 'lis'>, measured: Measured, person: Person, at: Date): Judgement {
  const unreadable: string[] = [];
  for (const row of content.rows) {
    if (!row.loincCodes.includes(measured.loincCode)) continue;
    const applies = appliesTo(row, person, at);
    if (applies === 'no') continue;
    const passed = passes(row, measured);
    if (passed === 'unreadable') unreadable.push(row.code);
    else if (passed) return { reason: reasonOf(row, passed), unreadable };
    if (applies === 'yes' && passed !== 'unreadable') break;
  }
  return { reason: isCritical(measured.flag) ? lisReason(content.lis, measured) : null, unreadable };
}

const lisReason = (lis: PolicyContent['lis'], { flag, loincCode, unit }: Measured): Reason => ({
  code: LIS_REASON,
  says: 'signalé critique par le SIL',
  direction: flag === 'critical-high' ? 'high' : flag === 'critical-low' ? 'low' : 'flag',
  minutes: lis.minutes,
  known: lis.known,
  loincCodes: [loincCode],
  unit,
});

function appliesTo(row: PolicyRow, person: Person, at: Date): Answer {
  const answers: Answer[] = [];
  if (row.wards.length > 0) answers.push(person.wardCode === '' ? 'unknown' : yesIf(row.wards.some((code) => plain(code) === plain(person.wardCode))));
  if (row.patientClasses.length > 0)
    answers.push(person.patientClass === '' ? 'unknown' : yesIf(row.patientClasses.some((one) => one === person.patientClass)));
  if (row.sex !== null) answers.push(person.sex === 'F' || person.sex === 'M' ? yesIf(person.sex === row.sex) : 'unknown');
  if (row.ageFrom || row.ageBelow) {
    const age = ageOn(person.birthDate, at);
    answers.push(age ? yesIf((!row.ageFrom || reaches(age, row.ageFrom)) && (!row.ageBelow || !reaches(age, row.ageBelow))) : 'unknown');
  }
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

const yesIf = (holds: boolean): Answer => (holds ? 'yes' : 'no');
const reaches = (age: { days: number; months: number; years: number }, bound: Age): boolean =>
  'days' in bound ? age.days >= bound.days : 'months' in bound ? age.months >= bound.months : age.years >= bound.years;

interface Passed {
  direction: Direction;
  says: string;
}

function passes(row: PolicyRow, measured: Measured): Passed | 'unreadable' | null {
  if (row.texts.length > 0) {
    const isSaid = measured.values.some((value) => startsWithWord(value, row.texts));
    return isSaid ? { direction: 'text', says: `${row.label} : ${row.texts.join(', ').toLowerCase()}` } : null;
  }
  if (measured.number === null) return null;
  const value = inUnit(measured, row.unit);
  if (value === null) return 'unreadable';
  const unit = row.unit === '' || row.unit.startsWith('{') || row.unit.startsWith('[') ? '' : ` ${row.unit}`;
  const sides = [
    { limit: row.low, direction: 'low' as const, how: isBelow, sign: '<' },
    { limit: row.high, direction: 'high' as const, how: isAbove, sign: '>' },
  ];
  for (const { limit, direction, how, sign } of sides) {
    if (limit === null) continue;
    const answer = how(value, { low: limit, high: limit });
    if (answer === 'no') continue;
    const doubt = answer === 'unknown' ? ', ne peut être exclu' : '';
    return { direction, says: `${row.label} ${sign} ${decimal(limit)}${unit}${doubt}` };
  }
  return null;
}

export const decimal = (number: number): string => String(number).replace('.', ',');

const reasonOf = (row: PolicyRow, { direction, says }: Passed): Reason => ({
  code: row.code,
  says,
  direction,
  minutes: row.minutes,
  known: row.known,
  loincCodes: row.loincCodes,
  unit: row.unit,
});

/** The value as an interval in that unit; null when it is no number or the unit cannot be converted. */
export function inUnit({ loincCode, number, comparator, unit }: Measured, wanted: string): Interval | null {
  if (number === null) return null;
  const analyte = analyteOf(loincCode);
  const factor = factorBetween(unit, wanted, analyte?.molarMass);
  return factor === null ? null : scaled(intervalOf(number, comparator, analyte?.isSigned ? Number.NEGATIVE_INFINITY : 0), factor);
}

/** A critical value of the same person that somebody has repeated. */
export interface Announced extends Measured {
  callId: string;
  at: Date;
  direction: Direction;
}

/**
 * The announcement for which nobody is called again; null = call. Known counts from the announcement, never from a silence, and only as long as the patient lies where it was told.
 * What cannot be compared is told again.
 */
export function knownBy(reason: Reason, measured: Measured, announced: readonly Announced[], now: Date, movedAt: Date | null): Announced | null {
  const { known } = reason;
  if (!known) return null;
  const since = now.getTime() - known.hours * 3_600_000;
  const same = announced
    .filter(({ loincCode, direction, at }) => reason.loincCodes.includes(loincCode) && direction === reason.direction && at.getTime() >= since && at <= now)
    .filter(({ at }) => movedAt === null || at >= movedAt)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const [newest] = same;
  if (!newest) return null;
  return known.rule === 'known' || isNotWorse(reason, measured, newest) ? newest : null;
}

function isNotWorse({ direction, unit }: Reason, measured: Measured, before: Measured): boolean {
  if (direction === 'text' || direction === 'flag') return measured.values.join('\n') === before.values.join('\n');
  const [now, then] = [inUnit(measured, unit), inUnit(before, unit)];
  if (!now || !then) return false;
  return (direction === 'high' ? isAbove(now, then) : isBelow(now, then)) === 'no';
}
