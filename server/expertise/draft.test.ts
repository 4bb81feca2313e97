import { expect, test } from 'vitest';
import { boundsAsCsv, boundsFromCsv } from './bounds-csv';
import { checkRule } from './check-rule';
import { applyPatch, contentHashOf, diffOf, ordered, Patch, standingBefore } from './draft-content';
import { readFile } from './import-rules';
import { RuleSetContent } from './rule-set';
import { SHIPPED_SET } from './shipped/shipped-set';
import type { Rule } from './types';

const set = ordered(RuleSetContent.parse(SHIPPED_SET));
const k01 = set.rules.find(({ code }) => code === 'K-01');
if (k01?.check.kind !== 'bounds') throw new Error('the rule has bounds');
const problems = (change: object): string[] => checkRule({ ...k01, ...change }, set.analytes).problems;
const check = k01.check;

test('every shipped rule passes the check that a draft must pass', () => {
  expect(set.rules.flatMap((rule) => checkRule(rule, set.analytes).problems.map((problem) => `${rule.code} ${problem}`))).toEqual([]);
});

test.each<[string, object, string]>([
  ['an analyte that nobody knows', { given: [{ present: 'unobtainium' }] }, 'Analyte inconnu « unobtainium ».'],
  ['a unit that is not convertible', { check: { ...check, unit: 'U/L' } }, 'L’unité « U/L » ne se convertit pas : Potassium se mesure en mmol/L.'],
  ['bounds inverted', { check: { ...check, levels: { ...check.levels, alert: { low: 7, high: 2 } } } }, 'Les bornes ne se contiennent pas.'],
  ['no number', { check: { ...check, levels: { alert: { high: Number.NaN } } } }, 'Une borne n’est pas un nombre.'],
  ['a code of another form', { code: 'potassium' }, 'Le code s’écrit en majuscules, avec un tiret et deux chiffres : « K-01 ».'],
  ['no example', { examples: [] }, 'Donnez au moins deux exemples : un où la règle parle, un où elle se tait.'],
  ['an empty exception', { unless: [{ clinicalWords: [] }] }, 'Une exception « sauf si » est incomplète.'],
  [
    'an example that it speaks against',
    { examples: [...k01.examples.slice(0, 1), { name: 'haut', results: { potassium: { value: '6.9' } }, expects: 'silent' }] },
    'L’exemple « haut » attend « rien », la règle donne « alerte, appeler ».',
  ],
  [
    'a time that is none',
    { check: { kind: 'delta', about: 'potassium', within: { days: 0 }, limit: { by: 'percent', rise: 10 } }, effect: 'hold' },
    'La durée doit être un nombre au-dessus de zéro.',
  ],
])('%s is said in French', (_, change, sentence) => {
  expect(problems(change)).toContain(sentence);
});

test('undoing any change gives back the very content', () => {
  const moved: Rule = { ...k01, title: 'Autre', check: { ...check, levels: { alert: { high: 6 } } } };
  for (const patch of [
    { rules: { 'K-01': moved } },
    { rules: { 'K-01': null } },
    { rules: { 'ZZ-01': { ...moved, code: 'ZZ-01' } } },
    { title: 'Nuit', analytes: { potassium: null }, rules: { 'K-01': null } },
  ].map((one) => Patch.parse(one))) {
    const after = applyPatch(set, patch);
    expect(contentHashOf(after)).not.toBe(contentHashOf(set));
    expect(contentHashOf(applyPatch(after, standingBefore(set, patch)))).toBe(contentHashOf(set));
  }
});

test('what changes is told by rule, added, removed, off and on', () => {
  const off: Rule = { ...k01, off: { reason: 'en cours de revue' } };
  const patched = applyPatch(set, Patch.parse({ rules: { 'K-01': off, 'NA-01': null, 'ZZ-01': { ...k01, code: 'ZZ-01' } } }));
  expect(diffOf(set, patched).map(({ kind, code }) => [kind, code])).toEqual([
    ['off', 'K-01'],
    ['removed', 'NA-01'],
    ['added', 'ZZ-01'],
  ]);
  expect(diffOf(patched, set).map(({ kind }) => kind)).toEqual(['on', 'added', 'removed']);
  expect(diffOf(set, set)).toEqual([]);
});

test('bounds go out as CSV and come back the same', () => {
  const populations = [
    {
      from: { days: 28 },
      below: { years: 2 },
      sex: 'F' as const,
      wards: ['REA', 'USI'],
      levels: { alert: { low: 2.7, high: 6.5 } },
      source: 'Avis ; interne « 2026 »',
    },
  ];
  const content = applyPatch(set, Patch.parse({ rules: { 'K-01': { ...k01, check: { ...check, populations } } } }));
  const read = boundsFromCsv(boundsAsCsv(content), content);
  expect(read.problems).toEqual([]);
  const back = applyPatch(content, Patch.parse({ rules: Object.fromEntries(read.rules.map((rule) => [rule.code, rule])) }));
  expect(diffOf(content, back)).toEqual([]);
});

test('a file that does not hold says which line and why; nothing of it comes in', () => {
  const [head = '', ...lines] = boundsAsCsv(set).split('\r\n');
  const line = lines.find((one) => one.startsWith('K-01')) ?? '';
  const problem = (text: string) => readFile([head, text].join('\n'), set, false).problems[0] ?? '';
  expect(problem(line.replace('K-01', 'XX-01'))).toBe('Ligne 2 : la règle « XX-01 » n’est pas dans le brouillon.');
  expect(problem(line.replace('mmol/L', 'g/L'))).toContain('l’unité de K-01 est « mmol/L »');
  expect(problem(line.replace('6,2', 'six'))).toContain('n’est pas un nombre');
  expect(problem(line.replace('6,2', '6'))).toContain('attend');
  expect(readFile([head, line.replace('6,2', '6')].join('\n'), set, true)).toMatchObject({ problems: [], diff: [{ code: 'K-01', kind: 'changed' }] });
  expect(problem('')).toContain('aucune ligne');
  expect(readFile('{"title":', set, false).problems[0]).toContain('pas du JSON');
  expect(readFile(JSON.stringify(set), set, false)).toMatchObject({ problems: [], diff: [], patch: { rules: {} } });
});
