import { expect, test } from 'vitest';
import { checkRule } from './check-rule';
import { compile } from './compile';
import { evaluate } from './evaluate';
import { factsOfExample } from './example-facts';
import { problemsOfPopulations } from './population-problems';
import { RuleSetContent } from './rule-set';
import { SHIPPED_SET } from './shipped/shipped-set';
import type { Example, Population, Rule } from './types';

const set = RuleSetContent.parse(SHIPPED_SET);
const analytes = new Map(Object.entries(set.analytes));
const base = set.rules.find(({ code }) => code === 'CR-01');
if (base?.check.kind !== 'bounds') throw new Error('the rule has bounds');
const alertAt = (high: number): Population['levels'] => ({ alert: { high } });
const populations: Population[] = [
  { from: { years: 60 }, levels: alertAt(300) },
  { sex: 'F', levels: alertAt(200) },
  { wards: ['NEPHRO'], levels: alertAt(900) },
];
const rule: Rule = { ...base, given: [], check: { ...base.check, levels: alertAt(400), populations } };
const said = (value: string, given: Partial<Example>) => {
  const [found] = evaluate(
    compile({ analytes: set.analytes, rules: [rule] }),
    factsOfExample({ name: 'x', results: { creatinine: { value } }, expects: 'silent', ...given }, analytes),
  ).findings;
  return found ? (found.level ?? found.sentence) : 'silent';
};

test.each<[string, string, Partial<Example>, string]>([
  ['man of forty: the rule’s own', '401', { sex: 'M' }, 'alert'],
  ['at the own bound', '400', { sex: 'M' }, 'silent'],
  ['man of sixty', '301', { sex: 'M', age: { years: 60 } }, 'alert'],
  ['a day younger', '301', { sex: 'M', age: { days: 21_914 } }, 'silent'],
  ['woman of seventy: a sex says more than an age', '250', { sex: 'F', age: { years: 70 } }, 'alert'],
  ['in the ward: it says more than both', '899', { sex: 'F', age: { years: 70 }, ward: 'nephro' }, 'silent'],
  ['sex unknown, the bounds do not agree', '250', { sex: 'U' }, 'Non évaluable\u00a0: sexe inconnu.'],
  ['sex unknown, all agree that it is too much', '500', { sex: 'U' }, 'alert'],
  ['sex unknown, all agree that it is nothing', '100', { sex: 'U' }, 'silent'],
  ['age unknown, the bounds do not agree', '350', { sex: 'M', age: null }, 'Non évaluable\u00a0: âge inconnu.'],
  ['age unknown, of no matter in the ward', '350', { sex: 'M', age: null, ward: 'NEPHRO' }, 'silent'],
])('%s', (_, value, given, expected) => {
  expect(said(value, given).replace(/\s/g, ' ')).toBe(expected.replace(/\s/g, ' '));
});

test('in whatever order they stand', () => {
  const turned: Rule = { ...rule, check: { ...rule.check, populations: populations.toReversed() } as Rule['check'] };
  for (const value of ['150', '250', '350', '500'])
    for (const given of [{ sex: 'F' as const }, { ward: 'NEPHRO' }, { age: { years: 70 } }]) {
      const facts = factsOfExample({ name: 'x', results: { creatinine: { value } }, expects: 'silent', ...given }, analytes);
      const of = (one: Rule) => evaluate(compile({ analytes: set.analytes, rules: [one] }), facts).findings.map(({ level }) => level);
      expect(of(turned)).toEqual(of(rule));
    }
});

test('two that say as much of one person are refused, and one that says nothing', () => {
  const levels = alertAt(1);
  expect(
    problemsOfPopulations([
      { from: { years: 1 }, below: { years: 20 }, levels },
      { from: { years: 18 }, levels },
    ])[0],
  ).toContain('se recouvrent');
  expect(
    problemsOfPopulations([
      { from: { years: 1 }, below: { years: 18 }, levels },
      { from: { years: 18 }, levels },
    ]),
  ).toEqual([]);
  expect(
    problemsOfPopulations([
      { wards: ['A', 'B'], levels },
      { wards: ['b'], levels },
    ])[0],
  ).toContain('se recouvrent');
  expect(problemsOfPopulations([{ levels }])[0]).toContain('dites pour qui');
  expect(problemsOfPopulations([{ from: { years: 2 }, below: { months: 3 }, levels }])[0]).toContain('se croisent');
});

test('it is read aloud with the rule', () => {
  const report = checkRule(
    {
      ...rule,
      examples: [
        { name: 'a', results: { creatinine: { value: '901' } }, expects: 'found' },
        { name: 'b', results: { creatinine: { value: '90' } }, expects: 'silent' },
      ],
    },
    set.analytes,
  );
  expect(report.problems).toEqual([]);
  expect(report.describes).toContain('pour femme');
  expect(report.describes).toContain('unité «\u00a0NEPHRO\u00a0»');
});
