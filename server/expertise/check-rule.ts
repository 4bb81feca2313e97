import { compile } from './compile';
import { evaluate } from './evaluate';
import { factsOfExample } from './example-facts';
import type { Finding } from './facts';
import { describeProblem } from './problem-words';
import { analytesOfFormula, problemsOfRule, type RuleSetContent } from './rule-set';
import { describeRule } from './shipped/describe-rule';
import { ANY_RESULT, type Condition, type Example, type Formula, Rule } from './types';
import { factorBetween } from './units';

/** One example of a rule, run: what it wants, what the rule says, and whether that is the same. */
export interface ExampleRun {
  name: string;
  expected: string;
  obtained: string;
  /** Filled for `expects`, when a person takes what was obtained for right. */
  obtains: Example['expects'];
  isMet: boolean;
  sentence: string;
}

export interface RuleReport {
  problems: string[];
  examples: ExampleRun[];
  /** In French, made of the data; empty when it cannot be read. */
  describes: string;
}

/**
 * Says everything that is wrong with a rule as it is written, in sentences, and runs its own examples. A rule that has a problem or an example that is not met is not
 * kept.
 */
export function checkRule(written: unknown, analytes: RuleSetContent['analytes']): RuleReport {
  const read = Rule.safeParse(written);
  if (!read.success) return { problems: [...new Set(read.error.issues.map(describeProblem))], examples: [], describes: '' };
  const rule = read.data;
  const problems = [...problemsOfRule(rule, analytes), ...problemsOfUnits(rule, analytes)].map(capital);
  if (problems.length > 0) return { problems, examples: [], describes: '' };
  const examples = runExamples(rule, analytes);
  const failed = examples.filter(({ isMet }) => !isMet);
  return {
    problems: failed.map(({ name, expected, obtained }) => `L’exemple « ${name} » attend « ${expected} », la règle donne « ${obtained} ».`),
    examples,
    describes: describeRule(rule, analytes),
  };
}

/** Each alone: what other rules say of the same dossier is told by their own examples. A rule that is off is run as if it were not. */
export function runExamples(rule: Rule, analytes: RuleSetContent['analytes']): ExampleRun[] {
  const { off: _, ...asked } = rule;
  const compiled = compile({ analytes, rules: [asked] });
  const known = new Map(Object.entries(analytes));
  return rule.examples.map((example) => {
    const said = evaluate(compiled, factsOfExample(example, known)).findings;
    return {
      name: example.name,
      expected: expectedInWords(example.expects),
      obtained: said.map(foundInWords).join(' ; ') || 'rien',
      obtains: obtainedOf(said),
      isMet: isMet(example.expects, said),
      sentence: said.map(({ sentence }) => sentence).join(' '),
    };
  });
}

function isMet(expects: Example['expects'], said: readonly Finding[]): boolean {
  const [only] = said;
  if (expects === 'silent') return said.length === 0;
  if (!only || said.length > 1) return false;
  if (typeof expects === 'string') return only.outcome === expects;
  const { level, effect, sentence = '' } = expects;
  return only.outcome === 'found' && (level ?? only.level) === only.level && (effect ?? only.effect) === only.effect && only.sentence.includes(sentence);
}

function obtainedOf([only]: readonly Finding[]): Example['expects'] {
  if (!only) return 'silent';
  if (only.outcome === 'not-evaluable') return 'not-evaluable';
  return only.level ? { level: only.level, effect: only.effect } : { effect: only.effect };
}

const LEVEL_WORDS = { normal: 'hors usuel', validation: 'hors validation', alert: 'alerte', impossible: 'impossible' } as const;
export const EFFECT_WORDS = { inform: 'signaler', hold: 'retenir', call: 'appeler', block: 'ne pas rendre tel quel' } as const;

const foundInWords = ({ outcome, level, effect }: Finding): string =>
  outcome === 'not-evaluable' ? 'non évaluable' : [level && LEVEL_WORDS[level], EFFECT_WORDS[effect]].filter((part) => part).join(', ');

function expectedInWords(expects: Example['expects']): string {
  if (expects === 'silent') return 'rien';
  if (expects === 'not-evaluable') return 'non évaluable';
  if (expects === 'found') return 'trouvé';
  return [expects.level && LEVEL_WORDS[expects.level], expects.effect && EFFECT_WORDS[expects.effect], expects.sentence && `« ${expects.sentence} »`]
    .filter((part) => part)
    .join(', ');
}

const capital = (problem: string): string => `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`.replace(/\.\.$/, '.');

/** A unit in which that analyte can never be read would make the rule « non évaluable » for ever. */
function problemsOfUnits(rule: Rule, analytes: RuleSetContent['analytes']): string[] {
  const asked: { analyte: string; unit: string }[] = [];
  const { check } = rule;
  if (check.kind === 'bounds') asked.push({ analyte: check.about, unit: check.unit });
  if (check.kind === 'delta' && 'unit' in check.limit) asked.push({ analyte: check.about, unit: check.limit.unit });
  const formulas = check.kind === 'formula' ? [check.value, check.low, check.high] : [];
  const conditions = [...rule.given, ...rule.unless, ...(check.kind === 'condition' ? [check.when] : [])];
  asked.push(...[...formulas, ...conditions.flatMap(formulasOf)].flatMap((formula) => (formula === undefined ? [] : readIn(formula))));
  const wrong = asked.filter(
    ({ analyte, unit }) => analyte !== ANY_RESULT && factorBetween(analytes[analyte]?.unit ?? '', unit, analytes[analyte]?.molarMass) === null,
  );
  return [
    ...new Set(
      wrong.map(
        ({ analyte, unit }) =>
          `l’unité « ${unit} » ne se convertit pas : ${analytes[analyte]?.label ?? analyte} se mesure en ${analytes[analyte]?.unit || 'nombre'}`,
      ),
    ),
  ];
}

function formulasOf(condition: Condition): (Formula | undefined)[] {
  if ('all' in condition) return condition.all.flatMap(formulasOf);
  if ('any' in condition) return condition.any.flatMap(formulasOf);
  if ('not' in condition) return formulasOf(condition.not);
  return 'value' in condition ? [condition.value, condition.above, condition.below, condition.atLeast, condition.atMost] : [];
}

function readIn(formula: Formula): { analyte: string; unit: string }[] {
  if (typeof formula === 'number' || analytesOfFormula(formula).length === 0) return [];
  if ('analyte' in formula) return [formula];
  return Object.values(formula)
    .flat()
    .flatMap((part: Formula) => readIn(part));
}
