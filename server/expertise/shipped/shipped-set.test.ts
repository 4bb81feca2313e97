import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TEST_DEFINITIONS } from '../../catalogue/definitions';
import { isLoinc } from '../../catalogue/loinc';
import { compile } from '../compile';
import { evaluate } from '../evaluate';
import { factsOfExample } from '../example-facts';
import { analytesOfRule, RuleSetContent } from '../rule-set';
import { type Check, type Example, LEVELS, type Level, type Rule } from '../types';
import { factorBetween } from '../units';
import { ANALYTES_WITH_VARIATION } from './biological-variation';
import { SHIPPED_SET } from './shipped-set';
import { writeGuide } from './write-guide';

const set = RuleSetContent.parse(SHIPPED_SET);
const analytes = new Map(Object.entries(set.analytes));
const named = set.rules.map((rule) => [rule.code, rule] as const);

test('there are sixty rules and more, over every field of the laboratory', () => {
  expect(set.rules.length).toBeGreaterThanOrEqual(60);
  const fields = ['chemistry', 'gases', 'haematology', 'coagulation', 'hormones', 'infection', 'sample'] as const;
  expect(fields.filter((field) => set.rules.filter(({ chapter }) => chapter === field).length < 8)).toEqual([]);
});

test('every LOINC code is one, and the catalogue knows it', () => {
  const known = new Set(TEST_DEFINITIONS.map(({ loincCode }) => loincCode));
  const codes = Object.values(set.analytes).flatMap(({ loincCodes }) => loincCodes);
  expect(codes.filter((code) => !isLoinc(code))).toEqual([]);
  expect(codes.filter((code) => !known.has(code))).toEqual([]);
});

test('every figure of biological variation belongs to an analyte', () => {
  expect(ANALYTES_WITH_VARIATION.filter((analyte) => !set.analytes[analyte]?.variation)).toEqual([]);
});

/** Units that laboratories write in more than one way. */
const isMeasured = (unit: string): boolean => !['', '[pH]', '{INR}', '{copies}/mL'].includes(unit);
const convertible = (rule: Rule): string[] => analytesOfRule(rule).filter((name) => isMeasured(set.analytes[name]?.unit ?? '') && readsNumber(rule, name));
const readsNumber = ({ check, given, unless }: Rule, name: string): boolean =>
  (check.kind === 'bounds' || check.kind === 'delta' ? check.about === name : false) ||
  JSON.stringify([given, unless, check]).includes(`"analyte":${JSON.stringify(name)},"unit"`);

const unitsGiven = (result: Example['results'][string] | undefined): string[] =>
  [result?.unit, ...(result?.before ?? []).map(({ unit }) => unit)].flatMap((unit) => unit ?? []);
function isAnother(name: string, unit: string): boolean {
  const analyte = set.analytes[name];
  return analyte !== undefined && unit !== analyte.unit && factorBetween(unit, analyte.unit, analyte.molarMass) !== null;
}

describe.each(named)('%s', (_, rule) => {
  test('says on whose word it stands', () => {
    expect(rule.source.length).toBeGreaterThan(10);
    expect(rule.author).not.toBe('');
  });

  test('has four examples and more, some silent and some not, one at a limit', () => {
    expect(rule.examples.length).toBeGreaterThanOrEqual(4);
    expect(rule.examples.filter(({ expects }) => expects === 'silent')).not.toEqual([]);
    expect(rule.examples.filter(({ expects }) => expects !== 'silent' && expects !== 'not-evaluable')).not.toEqual([]);
    expect(rule.examples.filter(({ name }) => /borne|juste/.test(name))).not.toEqual([]);
    expect(new Set(rule.examples.map(({ name }) => name)).size).toBe(rule.examples.length);
  });

  test('has an example in another unit, where there is one', () => {
    const names = convertible(rule);
    if (names.length === 0) return;
    const inAnother = rule.examples.filter(({ results }) => names.some((name) => unitsGiven(results[name]).some((unit) => isAnother(name, unit))));
    expect(inAnother, `${rule.code} reads ${names.join(', ')}`).not.toEqual([]);
  });
});

/** The level that a value has by the bounds alone, for whoever they are meant for. */
function levelAt(rule: Rule, check: Extract<Check, { kind: 'bounds' }>, value: number): Level | null {
  const alone = compile({ analytes: set.analytes, rules: [{ ...rule, given: [], unless: [] }] });
  const facts = factsOfExample({ name: 'value', expects: 'found', results: { [check.about]: { value: value.toFixed(6), unit: check.unit } } }, analytes);
  return evaluate(alone, facts).findings[0]?.level ?? null;
}

const limits = set.rules.flatMap((rule) => {
  const { check } = rule;
  if (check.kind !== 'bounds') return [];
  return LEVELS.flatMap((level) =>
    (['low', 'high'] as const).flatMap((side) => {
      const limit = check.levels[level]?.[side];
      return limit === undefined ? [] : [[rule.code, level, side, limit, rule, check] as const];
    }),
  );
});

test.each(limits)('%s: the limit %s %s of %s is still inside, just beyond is out', (_, level, side, limit, rule, check) => {
  const step = Math.max(Math.abs(limit) * 1e-4, 1e-5) * (side === 'low' ? -1 : 1);
  const rank = (found: Level | null): number => (found === null ? -1 : LEVELS.indexOf(found));
  expect(rank(levelAt(rule, check, limit))).toBeLessThan(LEVELS.indexOf(level));
  expect(rank(levelAt(rule, check, limit - step))).toBeLessThan(LEVELS.indexOf(level));
  expect(rank(levelAt(rule, check, limit + step))).toBeGreaterThanOrEqual(LEVELS.indexOf(level));
});

test('the guide says what the rules say (npx vitest run server/expertise/shipped -u writes it anew)', async () => {
  await expect(writeGuide(set)).toMatchFileSnapshot(join(import.meta.dirname, '../../../docs/guides/regles-expertise.md'));
});
