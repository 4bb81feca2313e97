import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONFIDENTIALITY_FLAGS, flagsSet, isConfidentialityFlag, mergedConfidentiality, type SaidFlags } from './confidentiality';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 3, minute));

describe('flags of confidentiality', () => {
  test('are set and lifted by the newest message that speaks of them', () => {
    const set = mergedConfidentiality({}, { INVISIBLE_PATIENT: true }, at(1));
    expect(flagsSet(set)).toEqual(['INVISIBLE_PATIENT']);
    expect(flagsSet(mergedConfidentiality(set, { INVISIBLE_PATIENT: false }, at(2)))).toEqual([]);
  });

  test('stay when a newer message does not speak of them', () => {
    const set = mergedConfidentiality({}, { INVISIBLE_REP_LEGAUX: true }, at(1));
    expect(flagsSet(mergedConfidentiality(set, { MASQUE_PS: false }, at(2)))).toEqual(['INVISIBLE_REP_LEGAUX']);
  });

  test('are not lifted by an older message that comes late', () => {
    const set = mergedConfidentiality({}, { INVISIBLE_PATIENT: true }, at(5));
    expect(flagsSet(mergedConfidentiality(set, { INVISIBLE_PATIENT: false }, at(4)))).toEqual(['INVISIBLE_PATIENT']);
  });

  test('are set by a late message when no newer one spoke of that flag', () => {
    const later = mergedConfidentiality({}, { MASQUE_PS: false }, at(5));
    expect(flagsSet(mergedConfidentiality(later, { INVISIBLE_REP_LEGAUX: true }, at(4)))).toEqual(['INVISIBLE_REP_LEGAUX']);
  });

  test('end alike in whatever order the messages arrive', () => {
    const said: fc.Arbitrary<SaidFlags> = fc.dictionary(fc.constantFrom(...CONFIDENTIALITY_FLAGS), fc.boolean());
    const messages = fc.array(fc.record({ minute: fc.integer({ min: 0, max: 6 }), said }), { maxLength: 8 });
    const endOf = (told: readonly { minute: number; said: SaidFlags }[]) =>
      flagsSet(told.reduce((known, message) => mergedConfidentiality(known, message.said, at(message.minute)), {}));
    fc.assert(
      fc.property(
        messages.chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }))),
        ([told, shuffled]) => {
          expect(endOf(shuffled)).toEqual(endOf(told));
        },
      ),
    );
  });

  test.each([
    ['INVISIBLE_PATIENT', true],
    ['invisible_patient', false],
    ['DESTDMP', false],
    ['toString', false],
  ])('%s restricts: %s', (name, expected) => {
    expect(isConfidentialityFlag(name)).toBe(expected);
  });
});
