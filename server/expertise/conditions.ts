import type { ControlState } from '../dossier/control-words';
import type { Facts } from './facts';
import { type Answer, every, type Interval, isAbove, isBelow, opposite, some } from './interval';
import type { Read, Reading } from './reading';
import type { Age, Condition, Formula, Span } from './types';
import { hasWord, plain, startsWithWord } from './words';

const MINUTE = 60_000;
export const millisecondsOf = (span: Span): number =>
  'minutes' in span ? span.minutes * MINUTE : 'hours' in span ? span.hours * 60 * MINUTE : span.days * 1440 * MINUTE;

/** Whether that is so: yes, no, or unknown. */
export function answerTo(condition: Condition, reading: Reading): Answer {
  const { facts } = reading;
  if ('all' in condition) return every(condition.all.map((part) => answerTo(part, reading)));
  if ('any' in condition) return some(condition.any.map((part) => answerTo(part, reading)));
  if ('not' in condition) return opposite(answerTo(condition.not, reading));
  if ('age' in condition) return isOfAge(condition.age, facts, reading);
  if ('sex' in condition) return facts.sex === 'U' ? reading.unknown('sexe inconnu') : yesIf(facts.sex === condition.sex);
  if ('ward' in condition) return among(facts.ward, condition.ward);
  if ('prescriber' in condition) return among(facts.prescriberRpps, condition.prescriber);
  if ('patientClass' in condition) return among(facts.patientClass, condition.patientClass);
  if ('clinicalWords' in condition) return yesIf(hasWord(facts.clinical, condition.clinicalWords));
  if ('sampleWords' in condition) return yesIf(facts.sample.some((text) => hasWord(text, condition.sampleWords)));
  if ('flagged' in condition) return isFlagged(condition.flagged, condition.among, reading);
  if ('present' in condition) return yesIf((reading.resultsOf.get(condition.present)?.length ?? 0) > 0);
  if ('missing' in condition) return yesIf(!isThere(condition.missing, reading));
  if ('text' in condition) return hasText(condition.text, condition.among, reading);
  if ('control' in condition) return isControlled(condition.control, condition.among, reading);
  if ('delayTo' in condition) return isLate(condition, reading);
  return compares(condition, reading);
}

const yesIf = (holds: boolean): Answer => (holds ? 'yes' : 'no');
const among = (value: string, list: readonly string[]): Answer => yesIf(value !== '' && list.some((item) => plain(item) === plain(value)));

function isOfAge(wanted: { from?: Age | undefined; below?: Age | undefined }, { age }: Facts, reading: Reading): Answer {
  return age ? yesIf(isAgeWithin(wanted, age)) : reading.unknown('âge inconnu');
}

/** From (included) to below (excluded). */
export function isAgeWithin({ from, below }: { from?: Age | undefined; below?: Age | undefined }, age: NonNullable<Facts['age']>): boolean {
  const has = (bound: Age): boolean => ('days' in bound ? age.days >= bound.days : 'months' in bound ? age.months >= bound.months : age.years >= bound.years);
  return (!from || has(from)) && (!below || !has(below));
}

function isFlagged(name: string, words: readonly string[], reading: Reading): Answer {
  const result = reading.resultOf(name);
  if (typeof result === 'string') return result === 'absent' ? 'no' : 'unknown';
  const flags = new Set(result.flags.map(plain));
  return yesIf(words.some((word) => flags.has(plain(word))) || result.notes.some((note) => hasWord(note, words)));
}

/** It has a result, or one is awaited: then nothing is missing. */
const isThere = (name: string, { facts, set, resultsOf }: Reading): boolean =>
  (resultsOf.get(name)?.length ?? 0) > 0 || facts.results.some((result) => result.state === 'awaited' && set.analyteOfCode.get(result.code) === name);

function hasText(name: string, words: readonly string[], reading: Reading): Answer {
  const result = reading.resultOf(name);
  if (typeof result === 'string') return result === 'absent' ? 'no' : 'unknown';
  return yesIf(result.values.some((value) => startsWithWord(value, words)));
}

function isControlled(name: string, among: readonly ControlState[], reading: Reading): Answer {
  const result = reading.resultOf(name);
  if (typeof result === 'string') return result === 'absent' ? 'no' : 'unknown';
  return yesIf(result.control !== null && among.includes(result.control));
}

function isLate({ delayTo, analyte, longerThan }: Extract<Condition, { delayTo: string }>, reading: Reading): Answer {
  const { collectedAt, receivedAt } = reading.facts;
  const result = delayTo === 'reception' ? 'absent' : reading.resultOf(analyte ?? reading.about);
  if (delayTo !== 'reception' && typeof result === 'string') return result === 'absent' ? 'no' : 'unknown';
  const end = typeof result === 'string' ? receivedAt : delayTo === 'centrifugation' ? result.centrifugedAt : result.analysedAt;
  if (delayTo === 'centrifugation' && end === null) return 'no';
  if (!collectedAt || !end)
    return reading.unknown(collectedAt ? `heure de ${delayTo === 'analysis' ? 'l’analyse' : 'réception'} inconnue` : 'heure de prélèvement inconnue');
  return yesIf(end.getTime() - collectedAt.getTime() > millisecondsOf(longerThan));
}

function compares({ value, above, below, atLeast, atMost }: Extract<Condition, { value: Formula }>, reading: Reading): Answer {
  const own = reading.compute(value);
  const limit = (formula: Formula | undefined, ask: (one: Interval, other: Interval) => Answer): Answer => {
    if (formula === undefined) return 'yes';
    return compared(own, reading.compute(formula), ask);
  };
  return every([
    limit(above, isAbove),
    limit(below, isBelow),
    limit(atLeast, (one, other) => opposite(isBelow(one, other))),
    limit(atMost, (one, other) => opposite(isAbove(one, other))),
  ]);
}

export function compared(one: Read, other: Read, ask: (one: Interval, other: Interval) => Answer): Answer {
  if (one === 'absent' || other === 'absent') return 'no';
  return one === 'unknown' || other === 'unknown' ? 'unknown' : ask(one, other);
}
