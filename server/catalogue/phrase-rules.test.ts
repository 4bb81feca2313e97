import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillPhrase, isPhrase, PHRASE_VARIABLES, unknownVariable, variablesIn } from './phrase-rules';

test('fills every variable in, or says which has no value', () => {
  const text = '{examen} à {valeur} {unité} ({antériorité} auparavant).';
  expect(fillPhrase(text, { examen: 'Potassium', valeur: '6,9', unité: 'mmol/L', antériorité: '4,1 mmol/L' })).toEqual({
    text: 'Potassium à 6,9 mmol/L (4,1 mmol/L auparavant).',
  });
  expect(fillPhrase(text, { examen: 'Potassium', valeur: '6,9', unité: 'mmol/L' })).toEqual({ lacks: 'antériorité' });
  expect(fillPhrase('Contrôler.', {})).toEqual({ text: 'Contrôler.' });
});

test('knows its variables, and no others', () => {
  expect(unknownVariable('{valeur} {âge}')).toBe('âge');
  expect(isPhrase({ title: 'K', text: '{âge}' })).toBe(false);
  expect(isPhrase({ title: ' ', text: 'x' })).toBe(false);
  expect(isPhrase({ title: 'K', text: 'Hyperkaliémie : {valeur} {unité}.' })).toBe(true);
});

test('a filled phrase has no hole left, whatever the values say', () => {
  const values = fc.dictionary(
    fc.constantFrom(...PHRASE_VARIABLES),
    fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && !/[{}]/.test(text)),
  );
  fc.assert(
    fc.property(values, fc.array(fc.constantFrom(...PHRASE_VARIABLES.map((name) => `{${name}}`), ' et ')), (given, parts) => {
      const filled = fillPhrase(parts.join(''), given);
      const hole = 'text' in filled ? variablesIn(filled.text)[0] : given[filled.lacks as (typeof PHRASE_VARIABLES)[number]];
      expect(hole).toBeUndefined();
    }),
  );
});
