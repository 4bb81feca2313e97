import { describe, expect, test } from 'vitest';
import { compile } from './compile';
import { evaluate } from './evaluate';
import { factsOfExample } from './example-facts';
import { RuleSetContent } from './rule-set';
import { SHIPPED_SET } from './shipped/shipped-set';
import type { Example } from './types';

const set = RuleSetContent.parse(SHIPPED_SET);
const analytes = new Map(Object.entries(set.analytes));

/** One finding at most, of which an example says as much as it wants. */
function expectedOf({ expects }: Example): unknown[] {
  const { sentence = '', ...rest } = typeof expects === 'string' ? { outcome: expects } : { outcome: 'found', ...expects };
  const one = expect.objectContaining({ ...rest, sentence: expect.stringContaining(sentence) });
  return expects === 'silent' ? [] : [one];
}

describe.each(set.rules.map((rule) => [`${rule.code} ${rule.title}`, rule] as const))('%s', (_, rule) => {
  test.each(rule.examples.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    // Alone: what other rules say of the same dossier is told by their own examples.
    const { findings } = evaluate(compile({ analytes: set.analytes, rules: [rule] }), factsOfExample(example, analytes));
    const said = findings.map(({ outcome, level, effect, sentence }) => ({ outcome, level, effect, sentence }));
    expect(said).toEqual(expectedOf(example));
  });
});

test('every sentence of every example is filled to the end', () => {
  for (const rule of set.rules)
    for (const example of rule.examples)
      for (const { sentence } of evaluate(compile({ analytes: set.analytes, rules: [rule] }), factsOfExample(example, analytes)).findings)
        expect(sentence).not.toMatch(/[{}]|undefined|NaN|null/);
});
