import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agrees, changeOfCall, checkClosing, type KnownValue, type ValidatedValue } from './rules';

const value = (id: string, flag: ValidatedValue['flag'] = 'critical-high'): ValidatedValue => ({
  observationVersionId: id,
  label: id,
  value: '6,9',
  unit: 'mmol/L',
  flag,
});
const known = (id: string, given: Partial<KnownValue> = {}): KnownValue => ({ observationVersionId: id, isVoid: false, isOpen: true, ...given });

describe('what was repeated', () => {
  test.each([
    ['6,9', '6.9', true],
    ['6,9', ' 6,90 ', true],
    ['412', '421', false],
    ['<10', '10', false],
    ['<10', '< 10', true],
    ['>=200', '>200', false],
    ['-3', '3', false],
    ['Positif', 'positif', true],
    ['Cocci à Gram positif', 'cocci à  gram positif', true],
    ['Cocci à Gram positif', 'Cocci à Gram négatif', false],
    ['', '', false],
    ['6,9', '', false],
    ['1 250', '1250', true],
  ])('« %s » said, « %s » repeated: agrees %s', (said, repeated, isSame) => expect(agrees(said, repeated)).toBe(isSame));

  test('a number agrees with itself however it is written, and with no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -99_999, max: 99_999 }), (one, other) => {
        const said = String(one / 100).replace('.', ',');
        expect(agrees(said, String(other / 100))).toBe(one === other);
      }),
    );
  });
});

describe('what is to be said', () => {
  const stands = (...ids: string[]) => new Set(ids);
  test('what was judged is added once', () => {
    expect(changeOfCall([value('k')], stands('k', 'na'), [])).toMatchObject({ add: [{ observationVersionId: 'k' }], drop: [], isOver: false });
    expect(changeOfCall([value('k')], stands('k'), [known('k')])).toEqual({ add: [], restore: [], drop: [], isOver: false });
  });
  test('what was announced is not announced again, what is new is', () => {
    const said = known('k', { isOpen: false });
    expect(changeOfCall([value('k'), value('crea')], stands('k', 'crea'), [said])).toMatchObject({ add: [{ observationVersionId: 'crea' }], drop: [] });
  });
  test('a corrected value is no longer said; with nothing left the call is over, with something new it goes on', () => {
    expect(changeOfCall([], stands(), [known('k')])).toEqual({ add: [], restore: [], drop: ['k'], isOver: true });
    expect(changeOfCall([value('k2')], stands('k2'), [known('k')])).toMatchObject({ add: [{ observationVersionId: 'k2' }], drop: ['k'], isOver: false });
  });
  test('a version that came back after it was dropped is said again, though nobody judges it twice', () => {
    expect(changeOfCall([], stands('k'), [known('k', { isVoid: true })])).toMatchObject({ add: [], restore: ['k'], isOver: false });
    expect(changeOfCall([value('k')], stands('k'), [known('k', { isVoid: true })])).toMatchObject({ add: [{ observationVersionId: 'k' }], restore: [] });
  });
  test('what stands no more is never said, even when it was just judged', () => {
    expect(changeOfCall([value('k')], stands(), [])).toEqual({ add: [], restore: [], drop: [], isOver: false });
  });
});

describe('closing', () => {
  const toSay = [
    { observationVersionId: 'k', value: '6,9' },
    { observationVersionId: 'crea', value: '412' },
  ];
  const potassium = { observationVersionId: 'k', repeated: '6,9' };
  const closing = {
    isIdentityRepeated: true,
    spokenTo: 'Dr Samuel KELLER',
    quality: 'médecin de garde',
    readBack: [potassium, { observationVersionId: 'crea', repeated: '412' }],
  };
  test('every value repeated rightly by somebody with a name closes', () => expect(checkClosing(closing, toSay)).toBeNull());
  test.each([
    ['a value that differs', { readBack: [potassium, { observationVersionId: 'crea', repeated: '421' }] }, 'read-back-differs'],
    ['an identity that was not repeated', { isIdentityRepeated: false }, 'read-back-differs'],
    ['a value that was not asked back', { readBack: [potassium] }, 'call-changed'],
    ['a value that is not to be said any more', { readBack: [...closing.readBack, { observationVersionId: 'x', repeated: '1' }] }, 'call-changed'],
    ['nobody', { spokenTo: ' ' }, 'call-needs-name'],
    ['a name without quality', { quality: '' }, 'call-needs-name'],
  ] as const)('%s does not', (_what, given, code) => expect(checkClosing({ ...closing, ...given }, toSay)).toBe(code));
});
