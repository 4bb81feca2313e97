import { describe, expect, test } from 'vitest';
import { compareWithDecision } from './compare-rules';
import type { SaidLine } from './types';

const line = (given: Partial<SaidLine> = {}): SaidLine => ({
  observationKey: 'k',
  codes: ['2823-3'],
  status: 'R',
  value: '6.9',
  unit: 'mmol/L',
  validator: { id: '', familyName: '' },
  ...given,
});
const decided = { line: line(), status: 'F', biologist: { rppsNumber: '10002223334', familyName: 'MARCHETTI' }, isEchoed: false };

describe('what a LIS says after a decision', () => {
  test.each([
    ['an echo', { status: 'F' }],
    ['the same number written otherwise', { status: 'F', value: '6.90' }],
    ['an echo that names her', { status: 'F', validator: { id: '10002223334', familyName: 'MARCHETTI-DUVAL' } }],
    ['an echo that names her without a number', { status: 'C', validator: { id: 'B12', familyName: 'Marchetti' } }],
    ['a new value that waits', { status: 'R', value: '5.1' }],
    ['the line repeated as it was', { status: 'R' }],
    ['a repeat in process', { status: 'I', value: '' }],
  ])('is no difference when it is %s', (_, said) => expect(compareWithDecision(decided, line(said))).toBeNull());

  test.each([
    ['value', { status: 'F', value: '6.8' }, '6.8 mmol/L'],
    ['value', { status: 'F', value: '<6.9' }, '<6.9 mmol/L'],
    ['value', { status: 'F', unit: 'mg/L' }, '6.9 mg/L'],
    ['status', { status: 'P' }, 'P'],
    ['missing', { status: 'D', value: '' }, 'D'],
    ['missing', { status: 'X', value: '' }, 'X'],
    ['validator', { status: 'F', validator: { id: '99', familyName: 'GÉRARD' } }, 'GÉRARD'],
  ])('differs by its %s when it says %j', (kind, said, shown) => expect(compareWithDecision(decided, line(said))).toMatchObject({ kind, said: shown }));

  test('differs when it waits again after it was final there', () =>
    expect(compareWithDecision({ ...decided, isEchoed: true }, line({ status: 'R' }))).toMatchObject({ kind: 'status', said: 'R' }));

  test('about a result that was decided to be taken away is the same while it is away', () => {
    const away = { ...decided, status: 'D' };
    expect(compareWithDecision(away, line({ status: 'D' }))).toBeNull();
    expect(compareWithDecision(away, line({ status: 'F' }))).toMatchObject({ kind: 'status' });
  });
});
