import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merged, mergedNotes, mergedPlace, mergedPrescriber } from './merge';

const fields = fc.record({ a: fc.constantFrom('', 'x', 'y'), b: fc.constantFrom(null, 'x', 'y'), c: fc.constantFrom(null, 1, 2) });

test('absence deletes nothing, a newer message wins, a late one only fills gaps', () => {
  fc.assert(
    fc.property(fields, fields, fc.boolean(), (known, sent, isLate) => {
      const after = merged<Record<string, unknown>>(known, sent, isLate);
      for (const key of ['a', 'b', 'c'] as const) {
        const said = sent[key] !== null && sent[key] !== '';
        const had = known[key] !== null && known[key] !== '';
        expect(after[key]).toEqual(said && !(isLate && had) ? sent[key] : known[key]);
      }
    }),
  );
});

test.each([
  ['none sent, those known stay', ['a'], [], false, ['a']],
  ['sent ones replace', ['a'], ['b'], false, ['b']],
  ['a late message adds', ['a'], ['a', 'b'], true, ['a', 'b']],
])('notes: %s', (_what, known, sent, isLate, expected) => {
  expect(mergedNotes(known, sent, isLate)).toEqual(expected);
});

describe('the prescriber is one person', () => {
  const marchal = { prescriberId: 'm', prescriberRpps: '1', prescriberName: 'Élise MARCHAL' };
  const unknown = { prescriberId: null, prescriberRpps: '2', prescriberName: 'Paul INCONNU' };
  const nobody = { prescriberId: null, prescriberRpps: '', prescriberName: '' };

  test.each([
    ['another one that the directory does not know never inherits the reader of the first', marchal, unknown, false, unknown],
    ['nobody named changes nothing', marchal, nobody, false, marchal],
    ['her name alone changes nothing', marchal, { ...nobody, prescriberName: 'Élise MARCHAL' }, false, marchal],
    ['another name alone is somebody else', marchal, { ...nobody, prescriberName: 'X' }, false, { ...nobody, prescriberName: 'X' }],
    ['her number alone keeps her name', marchal, { ...marchal, prescriberName: '' }, false, marchal],
    ['a late message does not replace her', marchal, unknown, true, marchal],
    ['a late message names whom nobody named', nobody, marchal, true, marchal],
    ['once the directory knows her, she is found', { ...marchal, prescriberId: null }, marchal, false, marchal],
  ])('%s', (_what, known, sent, isLate, expected) => {
    expect(mergedPrescriber(known, sent, isLate)).toEqual(expected);
  });
});

describe('the place is one place', () => {
  const emergency = { wardId: 'u', wardCode: 'URG', room: 'BOX4', bed: '1' };
  const nowhere = { wardId: null, wardCode: '', room: '', bed: '' };
  const unknown = { wardId: null, wardCode: 'NEUF', room: '', bed: '' };

  test.each([
    ['a ward that the directory does not know never inherits the readers of the one before', emergency, unknown, false, unknown],
    ['no ward named changes nothing', emergency, nowhere, false, emergency],
    ['another bed of the same ward', emergency, { ...emergency, bed: '2' }, false, { ...emergency, bed: '2' }],
    ['a late message does not move the patient back', emergency, unknown, true, emergency],
    ['a late message fills the bed', { ...emergency, bed: '' }, emergency, true, emergency],
  ])('%s', (_what, known, sent, isLate, expected) => {
    expect(mergedPlace(known, sent, isLate)).toEqual(expected);
  });
});
