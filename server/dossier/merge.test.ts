import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstTold, merged, mergedNotes, mergedPlace, mergedPrescriber, wordsOf } from './merge';

const fields = fc.record({ a: fc.constantFrom('', 'x', 'y'), b: fc.constantFrom(null, 'x', 'y'), c: fc.constantFrom(null, 1, 2) });
const [noon, later] = [new Date('2026-11-21T12:00:00Z'), new Date('2026-11-21T12:05:00Z')];

/** What the message of the minute says of what one of noon, or of five minutes later, has made known. */
const words = (isLate: boolean) => wordsOf({}, isLate ? noon : later, isLate ? later : noon);

test('absence deletes nothing, and the newest word on each field stands whatever the order of arrival', () => {
  const nothing = { a: '', b: null, c: null } as Record<string, unknown>;
  const instant = (minute: number) => new Date(noon.getTime() + minute * 60_000);
  fc.assert(
    fc.property(fc.array(fields, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat()), (sent, random) => {
      const inOrder = sent.map((row, minute) => ({ row, minute }));
      const shuffled = inOrder.map((item) => ({ item, rank: random.next().value as number })).toSorted((x, y) => x.rank - y.rank);
      const fold = (messages: typeof inOrder) =>
        messages.reduce(
          ({ row, told }, message) => {
            const heard = wordsOf(told, instant(message.minute), instant(-1));
            return { row: merged<Record<string, unknown>>(row, message.row, heard), told: heard.told() };
          },
          { row: nothing, told: firstTold(nothing, instant(-1)) },
        ).row;
      const newest = (key: 'a' | 'b' | 'c') => sent.findLast((row) => row[key] !== null && row[key] !== '')?.[key] ?? nothing[key];
      expect(fold(inOrder)).toEqual({ a: newest('a'), b: newest('b'), c: newest('c') });
      expect(fold(shuffled.map(({ item }) => item))).toEqual(fold(inOrder));
    }),
  );
});

test.each([
  ['none sent, those known stay', ['a'], [], false, ['a']],
  ['sent ones replace', ['a'], ['b'], false, ['b']],
  ['those of an older message are no longer true', ['a'], ['a', 'b'], true, ['a']],
  ['a late message brings them where there were none', [], ['b'], true, ['b']],
])('notes: %s', (_what, known, sent, isLate, expected) => {
  expect(mergedNotes(known, sent, words(isLate))).toEqual(expected);
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
    expect(mergedPrescriber(known, sent, words(isLate))).toEqual(expected);
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
    expect(mergedPlace(known, sent, words(isLate))).toEqual(expected);
  });
});
