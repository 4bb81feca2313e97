import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actsOf, chosen, comboTyped, isChoosable, keptOf, mapOf, takenBy } from './own-keys';

const none = () => undefined;
const acts = actsOf([
  { key: 'j', label: 'suivant', run: none },
  { key: 'v', shift: true, label: 'tout', run: none },
  { key: 'v', label: 'sélection', run: none },
  { key: 'ArrowDown', label: 'ligne', run: none },
  { key: ' ', label: 'cocher', run: none },
  { key: '?', label: 'aide', run: none },
]);
const [next = { combo: '', label: '' }, , selection = { combo: '', label: '' }] = acts;

test('letters can be chosen anew; arrows, space and the help cannot', () => {
  expect(acts.map(({ combo }) => combo)).toEqual(['J', '⇧V', 'V']);
  expect(['G', '⇧G', 'É', '7', '*'].map(isChoosable)).toEqual([true, true, true, true, true]);
  expect(['?', ' ', '', 'AB', '⇧7', 'Enter'].map(isChoosable)).toEqual([false, false, false, false, false, false]);
});

test('a capital letter was typed with the shift key', () => {
  expect([comboTyped('g'), comboTyped('G'), comboTyped('jg'), comboTyped('7'), comboTyped('')]).toEqual(['G', '⇧G', 'G', '7', '']);
});

test('a key that has an act is not given to another, unless that one has moved away', () => {
  expect(takenBy(acts, {}, next, 'V')).toBe(selection);
  expect(takenBy(acts, {}, next, '⇧V')?.label).toBe('tout');
  expect(takenBy(acts, { V: 'G' }, next, 'V')).toBeUndefined();
  expect(takenBy(acts, { V: 'G' }, next, 'G')).toBe(selection);
  expect(takenBy(acts, {}, next, 'J')).toBeUndefined();
});

test('the product’s own key is no choice', () => {
  expect(chosen(chosen({}, next, 'G'), next, 'J')).toEqual({});
});

test('what the account kept comes back, and never leaves one key to two acts', () => {
  expect(mapOf(keptOf({ J: 'G', '⇧V': '⇧X' }), acts)).toEqual({ J: 'G', '⇧V': '⇧X' });
  expect(mapOf({ j: 'V' }, acts)).toEqual({});
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('j', 'v', 'shift-v', 'z'), fc.constantFrom('G', 'V', 'J', '⇧V', '?', 'Enter')), (kept) => {
      const map = mapOf(kept, acts);
      const pressed = acts.map(({ combo }) => map[combo] ?? combo);
      expect(new Set(pressed).size).toBe(pressed.length);
    }),
  );
});
