import { z } from 'zod';
import { problemsOfPopulations } from './population-problems';
import { ANY_RESULT, Analyte, type Check, type Condition, FILLS, type Formula, LEVELS, Rule } from './types';

const Content = z.strictObject({
  title: z.string().trim().min(1),
  author: z.string().trim().min(1),
  analytes: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), Analyte),
  rules: z.array(Rule),
});

/**
 * A whole rule set. Refused: a code used twice, an analyte that is not in the table, a LOINC code that two analytes claim, bounds that do not contain each
 * other, a rule without its effect, a placeholder that nothing fills. What passes can be evaluated without ever failing.
 */
export const RuleSetContent = Content.superRefine((set, ctx) => {
  for (const problem of problemsOf(set)) ctx.addIssue({ code: 'custom', message: problem });
});
export type RuleSetContent = z.infer<typeof RuleSetContent>;

function problemsOf(set: z.infer<typeof Content>): string[] {
  const claimed = Object.values(set.analytes).flatMap(({ loincCodes, localCodes }) => [...loincCodes, ...localCodes]);
  const taken = Object.keys(set.analytes).filter((name) => name === ANY_RESULT || FILLS.some((fill) => fill === name));
  return [
    ...doubles(set.rules.map(({ code }) => code)).map((code) => `la règle ${code} est écrite deux fois`),
    ...doubles(claimed).map((code) => `le code ${code} appartient à deux analytes`),
    ...taken.map((name) => `un analyte ne peut pas s’appeler ${name}`),
    ...set.rules.flatMap((rule) => problemsOfRule(rule, set.analytes).map((problem) => `${rule.code} : ${problem}`)),
  ];
}

/** What is wrong with one rule that is well formed, in French, one sentence each. */
export function problemsOfRule(rule: Rule, analytes: Record<string, Analyte>): string[] {
  const named = [...new Set([...analytesOfRule(rule), ...rule.examples.flatMap((example) => [...Object.keys(example.results), ...(example.awaited ?? [])])])];
  const fills = [...(rule.says ?? '').matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  const problems = [
    ...named.filter((name) => !analytes[name] && name !== ANY_RESULT).map((name) => `analyte inconnu « ${name} »`),
    ...fills.filter((fill) => !FILLS.some((known) => known === fill) && !analytes[fill]).map((fill) => `« {${fill}} » ne se remplit pas`),
  ];
  const { check } = rule;
  if (check.about === ANY_RESULT && check.kind !== 'condition') problems.push('de n’importe quel résultat on ne demande qu’une condition');
  if (check.kind !== 'bounds' && !rule.effect) problems.push('il manque l’effet');
  if (!rule.says && check.kind !== 'bounds' && check.kind !== 'delta') problems.push('il manque la phrase');
  if (check.kind === 'bounds')
    problems.push(
      ...[check, ...(check.populations ?? [])].flatMap(({ levels }) => problemsOfBounds(levels)),
      ...problemsOfPopulations(check.populations ?? []),
    );
  if (check.kind === 'formula' && check.low === undefined && check.high === undefined) problems.push('une formule sans limite');
  if (check.kind === 'delta' && check.limit.by === 'referenceChange' && !analytes[check.about]?.variation)
    problems.push(`pas de variation pour « ${check.about} »`);
  if (check.kind === 'delta' && check.limit.by !== 'referenceChange' && check.limit.rise === undefined && check.limit.fall === undefined)
    problems.push('un écart sans limite');
  return problems;
}

/** Each level must lie inside the graver ones: what is an alert is then never « usual ». */
function problemsOfBounds(levels: Extract<Check, { kind: 'bounds' }>['levels']): string[] {
  const lows = LEVELS.flatMap((level) => levels[level]?.low ?? []);
  const highs = LEVELS.flatMap((level) => levels[level]?.high ?? []);
  const isNested =
    lows.every((low, index) => index === 0 || low <= (lows[index - 1] ?? low)) &&
    highs.every((high, index) => index === 0 || high >= (highs[index - 1] ?? high));
  if (lows.length + highs.length === 0) return ['des bornes sans limite'];
  const isApart = Math.max(...lows) <= Math.min(...highs);
  return isNested && isApart ? [] : ['les bornes ne se contiennent pas'];
}

/** Every analyte that a rule names, in no order that matters. */
export function analytesOfRule({ check, given, unless, says }: Rule): string[] {
  const own =
    check.kind === 'formula' ? [check.value, check.low, check.high].flatMap((formula) => (formula === undefined ? [] : analytesOfFormula(formula))) : [];
  const conditions = [...given, ...unless, ...(check.kind === 'condition' ? [check.when] : [])].flatMap(analytesOfCondition);
  const told = [...(says ?? '').matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '').filter((fill) => !FILLS.some((known) => known === fill));
  return [...new Set([check.about, ...own, ...conditions, ...told])];
}

export function analytesOfFormula(formula: Formula): string[] {
  if (typeof formula === 'number' || 'age' in formula) return [];
  if ('analyte' in formula) return [formula.analyte];
  return Object.values(formula)
    .flat()
    .flatMap((part: Formula) => analytesOfFormula(part));
}

export function analytesOfCondition(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(analytesOfCondition);
  if ('any' in condition) return condition.any.flatMap(analytesOfCondition);
  if ('not' in condition) return analytesOfCondition(condition.not);
  if ('flagged' in condition) return [condition.flagged];
  if ('control' in condition) return [condition.control];
  if ('present' in condition) return [condition.present];
  if ('missing' in condition) return [condition.missing];
  if ('text' in condition) return [condition.text];
  if ('delayTo' in condition) return condition.analyte ? [condition.analyte] : [];
  if ('value' in condition) {
    const { value, above, below, atLeast, atMost } = condition;
    return [value, above, below, atLeast, atMost].flatMap((formula) => (formula === undefined ? [] : analytesOfFormula(formula)));
  }
  return [];
}

const doubles = (codes: readonly string[]): string[] => [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
