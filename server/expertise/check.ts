import { answerTo, millisecondsOf } from './conditions';
import type { FactPrior } from './facts';
import { type Answer, divide, exactly, type Interval, isAbove, isBelow, scaled, subtract } from './interval';
import { levelsThatMayApply } from './populations';
import type { Read, Reading } from './reading';
import { type Check, LEVELS, type Level } from './types';
import { startsWithWord } from './words';

/** What the look at one result gave. `found` tells what was compared; the sentence is made of it. */
export type Looked =
  | { answer: 'silent' }
  | { answer: 'unknown' }
  | {
      answer: 'found';
      level?: Level;
      value?: Interval;
      limit?: number;
      limitIs?: 'low' | 'high';
      unit: string;
      prior?: FactPrior;
      change?: number;
      changeUnit?: string;
    };

const SILENT: Looked = { answer: 'silent' };
const UNKNOWN: Looked = { answer: 'unknown' };

export function look(check: Check, reading: Reading): Looked {
  switch (check.kind) {
    case 'bounds':
      return lookAtBounds(check, reading);
    case 'delta':
      return lookAtDelta(check, reading);
    case 'formula':
      return lookAtFormula(check, reading);
    case 'reversal':
      return lookAtReversal(check, reading);
    case 'condition':
      return fromAnswer(answerTo(check.when, reading));
  }
}

const fromAnswer = (answer: Answer): Looked => (answer === 'yes' ? { answer: 'found', unit: '' } : answer === 'no' ? SILENT : UNKNOWN);

/** By the bounds of the population that the person is of; when it is not known which, only what all that she may be of agree on. */
function lookAtBounds(check: Extract<Check, { kind: 'bounds' }>, reading: Reading): Looked {
  const { about, unit } = check;
  const value = reading.valueOf(about, unit);
  if (typeof value === 'string') return value === 'absent' ? SILENT : UNKNOWN;
  const open = `${reading.labelOf(about)} rendu par une limite qui ne permet pas de conclure`;
  const problems = new Set<string>();
  const [first, ...others] = levelsThatMayApply(check, reading.facts, problems).map((levels) => passed(levels, value, unit));
  if (first?.answer === 'unknown') problems.add(open);
  const level = (looked: Looked | undefined) => (looked?.answer === 'found' ? looked.level : undefined);
  if (first && others.every((other) => other.answer === first.answer && level(other) === level(first)) && first.answer !== 'unknown') return first;
  for (const problem of problems) reading.problems.add(problem);
  return UNKNOWN;
}

/** The gravest level that the value has passed for sure; when it may have passed one and has passed none for sure, unknown. */
function passed(levels: Extract<Check, { kind: 'bounds' }>['levels'], value: Interval, unit: string): Looked {
  let isSure = true;
  for (const level of LEVELS.toReversed()) {
    const side = passes(value, levels[level]?.low, levels[level]?.high);
    if (side.answer === 'yes') return { answer: 'found', level, value, unit, limit: side.limit, limitIs: side.limitIs };
    if (side.answer === 'unknown') isSure = false;
  }
  return isSure ? SILENT : UNKNOWN;
}

function passes(
  value: Interval,
  low: number | undefined,
  high: number | undefined,
): { answer: 'yes'; limit: number; limitIs: 'low' | 'high' } | { answer: 'no' } | { answer: 'unknown' } {
  const under = low === undefined ? 'no' : isBelow(value, exactly(low));
  if (low !== undefined && under === 'yes') return { answer: 'yes', limit: low, limitIs: 'low' };
  const over = high === undefined ? 'no' : isAbove(value, exactly(high));
  if (high !== undefined && over === 'yes') return { answer: 'yes', limit: high, limitIs: 'high' };
  return { answer: under === 'unknown' || over === 'unknown' ? 'unknown' : 'no' };
}

function lookAtFormula({ value: formula, unit, low, high }: Extract<Check, { kind: 'formula' }>, reading: Reading): Looked {
  const value = reading.compute(formula);
  const limits = [low, high].map((limit) => (limit === undefined ? null : reading.compute(limit)));
  const [under, over] = limits;
  if ([value, under, over].includes('absent')) return SILENT;
  const below = ask(value, under, isBelow);
  if (below === 'yes') return { answer: 'found', value: value as Interval, unit, limit: (under as Interval).low, limitIs: 'low' };
  const above = ask(value, over, isAbove);
  if (above === 'yes') return { answer: 'found', value: value as Interval, unit, limit: (over as Interval).high, limitIs: 'high' };
  if (below === 'no' && above === 'no') return SILENT;
  if (typeof value !== 'string') reading.unknown('résultat rendu par une limite qui ne permet pas de conclure');
  return UNKNOWN;
}

function ask(value: Read, limit: Read | null | undefined, how: (one: Interval, other: Interval) => Answer): Answer {
  if (limit === null || limit === undefined) return 'no';
  return typeof value === 'string' || typeof limit === 'string' ? 'unknown' : how(value, limit);
}

function lookAtDelta(check: Extract<Check, { kind: 'delta' }>, reading: Reading): Looked {
  const { about, limit } = check;
  const priors = priorsWithin(check, reading);
  if (!Array.isArray(priors)) return priors;
  const prior = priors.find(({ number, method }) => number !== null && (!check.sameMethod || method === reading.subject.method));
  if (!prior) return SILENT;
  const unit = 'unit' in limit ? limit.unit : (reading.analyte(about)?.unit ?? '');
  const [value, before] = [reading.valueOf(about, unit), reading.numberOf(prior, about, unit)];
  if (typeof value === 'string' || typeof before === 'string') return UNKNOWN;
  const difference = subtract(value, before);
  const change = changeBy(limit.by, difference, before, (reading.facts.at.getTime() - prior.at.getTime()) / 86_400_000);
  if (!change) {
    reading.unknown('écart impossible à calculer');
    return UNKNOWN;
  }
  const { rise, fall } = riseAndFall(limit, reading, about);
  const passed = passes(change, fall === undefined ? undefined : -fall, rise);
  if (passed.answer === 'no') return SILENT;
  if (passed.answer !== 'yes') {
    reading.unknown('valeur rendue par une limite qui ne permet pas de conclure');
    return UNKNOWN;
  }
  const changeUnit = limit.by === 'absolute' ? unit : limit.by === 'perDay' ? `${unit} par jour` : '%';
  return { answer: 'found', value, unit, limit: passed.limit, limitIs: passed.limitIs, prior, change: finite(change), changeUnit };
}

const finite = ({ low, high }: Interval): number => (Number.isFinite(low) ? low : high);

function changeBy(by: Extract<Check, { kind: 'delta' }>['limit']['by'], difference: Interval, before: Interval, days: number): Interval | null {
  if (by === 'absolute') return difference;
  if (by === 'perDay') return days > 0 ? scaled(difference, 1 / days) : null;
  const ratio = divide(difference, before);
  return ratio && scaled(ratio, 100);
}

/** @see Fraser CG, Harris EK. Crit Rev Clin Lab Sci 1989;27:409-37: √2 · z · √(CVa² + CVi²) */
function riseAndFall(
  limit: Extract<Check, { kind: 'delta' }>['limit'],
  reading: Reading,
  about: string,
): { rise?: number | undefined; fall?: number | undefined } {
  if (limit.by !== 'referenceChange') return limit;
  const { withinSubject = Number.NaN, analytical = Number.NaN } = reading.analyte(about)?.variation ?? {};
  const percent = Math.SQRT2 * limit.z * Math.hypot(withinSubject, analytical);
  return { rise: limit.direction === 'fall' ? undefined : percent, fall: limit.direction === 'rise' ? undefined : percent };
}

/** Earlier values inside the time that the rule looks back, newest first; unknown when nobody could read them. */
function priorsWithin(check: Extract<Check, { kind: 'delta' | 'reversal' }>, reading: Reading): FactPrior[] | Looked {
  const { facts, subject } = reading;
  if (facts.priorsUnknown !== null) {
    reading.problems.add(`antériorités non lues, ${facts.priorsUnknown}`);
    return UNKNOWN;
  }
  const oldest = check.within ? millisecondsOf(check.within) : Number.POSITIVE_INFINITY;
  const newest = 'notBefore' in check && check.notBefore ? millisecondsOf(check.notBefore) : 0;
  return subject.priors.filter(({ at }) => {
    const ago = facts.at.getTime() - at.getTime();
    return ago >= newest && ago <= oldest;
  });
}

function lookAtReversal(check: Extract<Check, { kind: 'reversal' }>, reading: Reading): Looked {
  if (!reading.subject.values.some((value) => startsWithWord(value, check.to))) return SILENT;
  const priors = priorsWithin(check, reading);
  if (!Array.isArray(priors)) return priors;
  const [prior] = priors;
  return prior?.values.some((value) => startsWithWord(value, check.from)) ? { answer: 'found', unit: '', prior } : SILENT;
}
