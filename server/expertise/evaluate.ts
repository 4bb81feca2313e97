import { type Looked, look } from './check';
import type { CompiledSet } from './compile';
import { answerTo } from './conditions';
import type { FactResult, Facts, Finding } from './facts';
import { type Answer, every, opposite } from './interval';
import { Reading } from './reading';
import { figuresOf, sentenceOf } from './sentence';
import { ANY_RESULT, EFFECT_OF_LEVEL, EFFECTS, type Effect, type Rule } from './types';

/** Where one result stands before the rules. `not-evaluated`: none of them looks at it, which is never « normal ». */
export type ResultOutcome = 'found' | 'not-evaluable' | 'clear' | 'not-evaluated';

export interface ResultVerdict {
  outcome: ResultOutcome;
  /** How many rules could be applied to it. */
  rules: number;
  effect: Effect | null;
}

export interface Verdict {
  /** By rule, then by result: always in this order. */
  findings: Finding[];
  /** Of each result that a rule speaks of; of whatever stands not here no rule does, and it is « non évalué ». */
  results: Record<string, ResultVerdict>;
  outcome: ResultOutcome;
  effect: Effect | null;
  /** How many rules were applied to at least one result. */
  rules: number;
}

/** Where no set is in force, or none that can be read. */
export const NOTHING_SAID: Verdict = { findings: [], results: {}, outcome: 'not-evaluated', effect: null, rules: 0 };

/**
 * Asks every rule of every result that it looks at. Never fails: a rule that does gives « non évaluable » for itself and hides nothing. The same facts give the same
 * verdict, in whatever order rules and results come.
 */
export function evaluate(set: CompiledSet, facts: Facts): Verdict {
  const resultsOf = resultsByAnalyte(set, facts);
  const findings: Finding[] = [];
  const applied = new Set<string>();
  const counts = new Map<string, number>();
  for (const [about, subjects] of resultsOf) {
    for (const rule of set.rulesOf.get(about) ?? []) {
      for (const subject of subjects) {
        const reading = new Reading(set, facts, resultsOf, subject, about);
        const said = ask(rule, reading);
        if (said === 'not-concerned') continue;
        if (said !== null) findings.push(said);
        // A rule about any result says nothing of the value when it is silent: a value that no other rule looks at stays « non évalué ».
        if (said?.outcome === 'not-evaluable' || (said === null && rule.check.about === ANY_RESULT)) continue;
        applied.add(rule.code);
        counts.set(subject.id, (counts.get(subject.id) ?? 0) + 1);
      }
    }
  }
  findings.sort((a, b) => compareText(a.ruleCode, b.ruleCode) || compareText(a.about.join(), b.about.join()));
  const results: Record<string, ResultVerdict> = {};
  for (const { id, state } of facts.results) {
    const own = findings.filter(({ about }) => about.includes(id));
    const count = counts.get(id) ?? 0;
    if (state === 'result' && own.length + count > 0) results[id] = verdictOf(own, count);
  }
  return { findings, results, ...verdictOf(findings, applied.size) };
}

function verdictOf(findings: readonly Finding[], rules: number): ResultVerdict {
  const found = findings.filter(({ outcome }) => outcome === 'found');
  const outcome = found.length > 0 ? 'found' : findings.length > 0 ? 'not-evaluable' : rules > 0 ? 'clear' : 'not-evaluated';
  return { outcome, rules, effect: gravest(found.map(({ effect }) => effect)) };
}

export const gravest = (effects: readonly Effect[]): Effect | null => EFFECTS.findLast((effect) => effects.includes(effect)) ?? null;

function resultsByAnalyte(set: CompiledSet, facts: Facts): Map<string, FactResult[]> {
  const found = new Map<string, FactResult[]>();
  for (const result of facts.results) {
    const name = set.analyteOfCode.get(result.code) ?? set.analyteOfCode.get(result.localCode) ?? ANY_RESULT;
    if (result.state !== 'result' || result.values.every((value) => value === '')) continue;
    const own = found.get(name);
    if (own) own.push(result);
    else found.set(name, [result]);
  }
  return found;
}

/** Null = applied and silent. A rule whose conditions are not known says so only when it would have said something. */
function ask(rule: Rule, reading: Reading): Finding | 'not-concerned' | null {
  try {
    const looked = look(rule.check, reading);
    const own = new Set(reading.problems);
    const isFor = appliesTo(rule, reading);
    if (isFor === 'no') return 'not-concerned';
    if (looked.answer === 'silent') return null;
    if (looked.answer === 'found' && isFor === 'yes') return findingOf(rule, looked, reading);
    return notEvaluable(rule, reading, isFor === 'yes' ? own : reading.problems);
  } catch {
    return notEvaluable(rule, reading, new Set(['règle en défaut']));
  }
}

const appliesTo = ({ given, unless }: Rule, reading: Reading): Answer =>
  every([...given.map((condition) => answerTo(condition, reading)), ...unless.map((condition) => opposite(answerTo(condition, reading)))]);

function findingOf(rule: Rule, found: Extract<Looked, { answer: 'found' }>, reading: Reading): Finding {
  const effect = found.level ? milder(EFFECT_OF_LEVEL[found.level], rule.effect) : (rule.effect ?? 'inform');
  const sentence = sentenceOf(rule, found, reading);
  return { ...headOf(rule, reading), outcome: 'found', level: found.level ?? null, effect, sentence, ...figuresOf(rule, found, reading) };
}

const milder = (effect: Effect, most: Effect | undefined): Effect => (most && EFFECTS.indexOf(most) < EFFECTS.indexOf(effect) ? most : effect);

function notEvaluable(rule: Rule, reading: Reading, problems: ReadonlySet<string>): Finding {
  const why = [...problems].sort(compareText).join(' ; ') || 'donnée illisible';
  return {
    ...headOf(rule, reading),
    outcome: 'not-evaluable',
    level: null,
    effect: 'inform',
    sentence: `Non évaluable : ${why}.`,
    value: '',
    limit: '',
    unit: '',
  };
}

function headOf(rule: Rule, { subject, used }: Reading): Pick<Finding, 'ruleCode' | 'ruleTitle' | 'ruleVersion' | 'ruleDate' | 'author' | 'line' | 'about'> {
  const others = [...used].filter((result) => result !== subject).map(({ id }) => id);
  return {
    ruleCode: rule.code,
    ruleTitle: rule.title,
    ruleVersion: rule.version,
    ruleDate: rule.date,
    author: rule.author,
    line: rule.line,
    about: [subject.id, ...others.sort(compareText)],
  };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
