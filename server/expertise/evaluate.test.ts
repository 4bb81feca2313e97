import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './compile';
import { evaluate } from './evaluate';
import { factsOfExample } from './example-facts';
import type { Facts } from './facts';
import { RuleSetContent } from './rule-set';
import { SHIPPED_SET } from './shipped/shipped-set';
import { EFFECTS, type Rule, type WrittenRule } from './types';
import { factorBetween } from './units';

const shipped = RuleSetContent.parse(SHIPPED_SET);
const analytes = new Map(Object.entries(shipped.analytes));
const whole = compile(shipped);

/** Dossiers with any values of the shipped analytes, some with a comparator, some as text. */
const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    results: fc.dictionary(
      fc.constantFrom(...analytes.keys()),
      fc.record({
        value: fc.oneof(
          fc.double({ min: 0, max: 400, noNaN: true }).map((number) => number.toFixed(1)),
          fc.integer({ min: 0, max: 400 }).map((number) => `<${number}`),
          fc.constantFrom('Coagulé', 'Positif', '>500', ''),
        ),
        before: fc.array(
          fc.record({ value: fc.integer({ min: 1, max: 400 }).map(String), ago: fc.integer({ min: 1, max: 400 }).map((hours) => ({ hours })) }),
          { maxLength: 2 },
        ),
      }),
      { maxKeys: 8 },
    ),
    age: fc.option(fc.integer({ min: 0, max: 99 }).map((years) => ({ years }))),
    sex: fc.constantFrom('F' as const, 'M' as const, 'U' as const),
  })
  .map((given) => factsOfExample({ name: 'any', expects: 'silent', ...given }, analytes));

const shuffled = <T>(items: readonly T[], seed: number): T[] =>
  items
    .map((item, index) => ({ item, at: (index * 7919 + seed) % 104_729 }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

test('neither the order of the rules nor that of the results changes anything', () => {
  fc.assert(
    fc.property(anyFacts, fc.integer({ min: 0, max: 100_000 }), (facts, seed) => {
      const other = compile({ analytes: shipped.analytes, rules: shuffled(shipped.rules, seed) });
      expect(evaluate(other, { ...facts, results: shuffled(facts.results, seed) })).toEqual(evaluate(whole, facts));
    }),
  );
});

test('the same value in another unit gives the same verdict', () => {
  const units = ['mol/L', 'umol/L', 'g/L', 'mg/dL', 'kg/L', 'g/dL', '1', 'L/L', '10*6/L', '/uL'];
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...units), (facts, unit) => {
      const results = facts.results.map((result) => {
        const factor = factorBetween(result.unit, unit, analytes.get(whole.analyteOfCode.get(result.code) ?? '')?.molarMass);
        return factor === null || result.number === null ? result : { ...result, unit, number: result.number * factor };
      });
      const heart = (of: Facts) =>
        evaluate(whole, of).findings.map(({ ruleCode, outcome, level, effect, about, limit }) => ({ ruleCode, outcome, level, effect, about, limit }));
      expect(heart({ ...facts, results })).toEqual(heart(facts));
    }),
  );
});

test('bounds are monotone: further out is never milder', () => {
  const rules = shipped.rules.filter(({ check }) => check.kind === 'bounds');
  fc.assert(
    fc.property(fc.constantFrom(...rules), fc.double({ min: 0, max: 1e3, noNaN: true }), fc.double({ min: 0, max: 1e3, noNaN: true }), (rule, near, far) => {
      const { check } = rule;
      if (check.kind !== 'bounds') return;
      const high = Math.max(...Object.values(check.levels).flatMap((level) => level?.high ?? []), 0);
      const at = (number: number) => {
        const facts = factsOfExample({ name: 'at', expects: 'silent', results: { [check.about]: { value: '1', unit: check.unit } } }, analytes);
        const own = { ...rule, given: [], unless: [] };
        const [finding] = evaluate(compile({ analytes: shipped.analytes, rules: [own] }), {
          ...facts,
          results: facts.results.map((result) => ({ ...result, number })),
        }).findings;
        return finding ? EFFECTS.indexOf(finding.effect) : -1;
      };
      expect(at(high + near + far)).toBeGreaterThanOrEqual(at(high + near));
    }),
  );
});

test('a broken rule says so of itself and hides neither the dossier nor the other rules', () => {
  const broken = {
    ...structuredClone(shipped.rules[0]),
    code: 'BROKEN-01',
    check: { kind: 'bounds', about: 'potassium', unit: 'mmol/L', levels: null },
  } as unknown as Rule;
  const facts = factsOfExample({ name: 'k', results: { potassium: { value: '6.9' } }, expects: 'found' }, analytes);
  const { findings } = evaluate(compile({ analytes: shipped.analytes, rules: [broken, ...shipped.rules] }), facts);
  expect(findings.find(({ ruleCode }) => ruleCode === 'BROKEN-01')).toMatchObject({ outcome: 'not-evaluable', sentence: 'Non évaluable : règle en défaut.' });
  expect(findings.filter(({ ruleCode }) => ruleCode !== 'BROKEN-01')).toEqual(evaluate(whole, facts).findings);
});

test('what no rule looks at is « not evaluated », and never clear', () => {
  const facts = factsOfExample({ name: 'k', results: { potassium: { value: '4.2' } }, expects: 'silent' }, analytes);
  const strange = { ...facts, results: facts.results.map((result) => ({ ...result, code: '99999-9' })) };
  expect(evaluate(whole, strange)).toEqual({ findings: [], outcome: 'not-evaluated', effect: null, rules: 0, results: {} });
  expect(evaluate(whole, facts)).toMatchObject({ outcome: 'clear', results: { potassium: { outcome: 'clear' } } });
});

/** A rule of this check, asked of a dossier told in few words. */
function said(check: WrittenRule['check'], example: Omit<Parameters<typeof factsOfExample>[0], 'name' | 'expects'>, given: Partial<WrittenRule> = {}) {
  const rule = { ...shipped.rules[1], code: 'X-01', says: 'Dit.', given: [], unless: [], effect: 'hold', check, ...given } as unknown as Rule;
  const parsed = RuleSetContent.parse({ ...SHIPPED_SET, rules: [{ ...rule, examples: shipped.rules[0]?.examples }] });
  return evaluate(compile(parsed), factsOfExample({ name: 'x', expects: 'silent', ...example }, analytes)).findings.map(
    ({ outcome, sentence }) => `${outcome} ${sentence}`,
  );
}

test('a delta looks back as far as it says, at the newest value, by what it says', () => {
  const before = (value: string, hours: number, unit?: string) => [{ value, ago: { hours }, ...(unit ? { unit } : {}) }];
  const absolute = { kind: 'delta', about: 'sodium', within: { days: 7 }, limit: { by: 'absolute', unit: 'mmol/L', rise: 10, fall: 10 } } as const;
  expect(said(absolute, { results: { sodium: { value: '151', before: before('140', 24) } } })).toHaveLength(1);
  expect(said(absolute, { results: { sodium: { value: '150', before: before('140', 24) } } })).toEqual([]);
  expect(said(absolute, { results: { sodium: { value: '151', before: before('140', 200) } } })).toEqual([]);
  expect(said(absolute, { results: { sodium: { value: '151', before: [...before('140', 48), ...before('150', 2)] } } })).toEqual([]);
  expect(said(absolute, { results: { sodium: { value: '151', before: before('140', 24, 'U/L') } } })[0]).toContain('not-evaluable');
  expect(said(absolute, { priorsUnknown: true, results: { sodium: { value: '151' } } })[0]).toContain('antériorités non lues');
  const perDay = { kind: 'delta', about: 'sodium', within: { days: 7 }, notBefore: { hours: 4 }, limit: { by: 'perDay', unit: 'mmol/L', rise: 10 } } as const;
  expect(said(perDay, { results: { sodium: { value: '126', before: before('120', 12) } } })).toHaveLength(1);
  expect(said(perDay, { results: { sodium: { value: '126', before: before('120', 48) } } })).toEqual([]);
  expect(said(perDay, { results: { sodium: { value: '126', before: before('120', 2) } } })).toEqual([]);
  const reference = { kind: 'delta', about: 'potassium', within: { days: 7 }, limit: { by: 'referenceChange', z: 1.96, direction: 'both' } } as const;
  expect(said(reference, { results: { potassium: { value: '4.6', before: before('4.0', 24) } } })).toHaveLength(1);
  expect(said(reference, { results: { potassium: { value: '4.4', before: before('4.0', 24) } } })).toEqual([]);
});

test('words are found without accents, at the start of a word, and not where they are denied', () => {
  const check = { kind: 'condition', about: 'potassium', when: { clinicalWords: ['dialysé', 'hémodialys'] } } as const;
  const results = { potassium: { value: '4' } };
  expect(said(check, { results, clinical: 'Patient HEMODIALYSE 3x/sem' })).toHaveLength(1);
  expect(said(check, { results, clinical: 'pas de dialysé' })).toEqual([]);
  expect(said(check, { results, clinical: 'péridialysé' })).toEqual([]);
});

test('two results of one companion and none in the same panel: not evaluable, never the first that comes', () => {
  const check = { kind: 'condition', about: 'potassium', when: { value: { analyte: 'sodium', unit: 'mmol/L' }, above: 150 } } as const;
  const facts = factsOfExample({ name: 'two', expects: 'silent', results: { potassium: { value: '4' }, sodium: { value: '160' } } }, analytes);
  const sodium = facts.results.find(({ id }) => id === 'sodium');
  if (!sodium) throw new Error('the sodium is there');
  const parsed = RuleSetContent.parse({ ...SHIPPED_SET, rules: [{ ...SHIPPED_SET.rules[0], code: 'X-01', effect: 'hold', given: [], says: 'Dit.', check }] });
  const twice = {
    ...facts,
    results: [...facts.results.map((result) => (result === sodium ? { ...sodium, panel: 'b' } : result)), { ...sodium, id: 'again', panel: 'c' }],
  };
  expect(evaluate(compile(parsed), twice).findings[0]?.sentence).toContain('plusieurs résultats de Sodium');
});
