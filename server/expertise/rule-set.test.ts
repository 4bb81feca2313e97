import { expect, test } from 'vitest';
import { RuleSetContent } from './rule-set';
import { SHIPPED_SET } from './shipped/shipped-set';

const problems = (change: (set: { rules: Record<string, unknown>[] } & Record<string, unknown>) => void): string => {
  const set = structuredClone(SHIPPED_SET) as unknown as { rules: Record<string, unknown>[] } & Record<string, unknown>;
  change(set);
  return RuleSetContent.safeParse(set).error?.message ?? '';
};

test('the shipped set holds together', () => {
  expect(RuleSetContent.safeParse(SHIPPED_SET).error?.issues.map(({ message }) => message) ?? []).toEqual([]);
});

test('refuses a code given twice', () => {
  expect(problems((set) => void set.rules.push(structuredClone(set.rules[0] ?? {})))).toContain('écrite deux fois');
});

test('refuses an analyte that nobody knows, also in a sentence', () => {
  expect(problems((set) => void Object.assign(set.rules[0] ?? {}, { given: [{ present: 'unobtainium' }] }))).toContain('analyte inconnu');
  expect(problems((set) => void Object.assign(set.rules[0] ?? {}, { says: 'Le {unobtainium}.' }))).toContain('ne se remplit pas');
});

test('refuses bounds that do not contain each other', () => {
  const check = { kind: 'bounds', about: 'potassium', unit: 'mmol/L', levels: { normal: { high: 6 }, alert: { high: 5 } } };
  expect(problems((set) => void Object.assign(set.rules[0] ?? {}, { check }))).toContain('ne se contiennent pas');
});

test('refuses a rule of one field too many, and one without effect or sentence', () => {
  expect(problems((set) => void Object.assign(set.rules[0] ?? {}, { run: 'drop table' }))).not.toBe('');
  const check = { kind: 'condition', about: 'potassium', when: { present: 'sodium' } };
  const found = problems((set) => void Object.assign(set.rules[0] ?? {}, { check }));
  expect(found).toContain('il manque l’effet');
  expect(found).toContain('il manque la phrase');
});
