import { describe, expect, test } from 'vitest';
import { compareVersions, type KeyedResult } from './compose-rules';

const result = (key: string, changes: Partial<KeyedResult['result']> = {}): KeyedResult => ({
  key,
  result: {
    observationId: `${key}-id`,
    label: key,
    method: null,
    value: '4,1',
    isNumeric: true,
    unit: 'mmol/L',
    referenceRange: '3,5 – 5,1',
    flag: 'normal',
    cancelled: null,
    prior: null,
    priorAbsence: null,
    changed: null,
    notes: [],
    performedBy: null,
    ...changes,
  },
});

const same = { before: null, after: null };

describe('a version beside the one before', () => {
  test('the first is partial while something is awaited, else complete', () => {
    expect(compareVersions(null, [result('K')], false, same)).toMatchObject({ kind: 'partial', changes: [] });
    expect(compareVersions(null, [result('K')], true, same)).toMatchObject({ kind: 'complete', changes: [] });
  });

  test('is none when a reader would see no difference: ids, methods and priors are not what he reads', () => {
    const after = [result('K', { observationId: 'other', prior: { value: '4', on: '2026-01-01' }, method: 'ISE' })];
    expect(compareVersions([result('K')], after, true, same)).toBeNull();
  });

  test('completes a partial one by what is added', () => {
    expect(compareVersions([result('K')], [result('K'), result('NA')], true, same)).toMatchObject({ kind: 'complete', changes: ['NA : ajouté'] });
    expect(compareVersions([result('K')], [result('K'), result('NA')], false, same)).toMatchObject({ kind: 'partial' });
  });

  test.each<[string, Partial<KeyedResult['result']>, string, string]>([
    ['a value', { value: '6,9' }, 'K : 4,1 mmol/L devient 6,9 mmol/L', 'remplace 4,1'],
    ['a unit', { unit: 'mol/L' }, 'K : valeur inchangée (4,1 mol/L), unité, intervalle, signalement ou commentaire modifié', 'modifié'],
    ['an interval', { referenceRange: '3 – 5' }, 'K : valeur inchangée (4,1 mmol/L), unité, intervalle, signalement ou commentaire modifié', 'modifié'],
    ['a flag', { flag: 'high' }, 'K : valeur inchangée (4,1 mmol/L), unité, intervalle, signalement ou commentaire modifié', 'modifié'],
    ['a note', { notes: ['x'] }, 'K : valeur inchangée (4,1 mmol/L), unité, intervalle, signalement ou commentaire modifié', 'modifié'],
    ['the laboratory', { performedBy: 'Y' }, 'K : valeur inchangée (4,1 mmol/L), unité, intervalle, signalement ou commentaire modifié', 'modifié'],
    ['a removal', { cancelled: 'Résultat supprimé par le laboratoire' }, 'K : Résultat supprimé par le laboratoire (valait 4,1 mmol/L)', 'modifié'],
  ])('corrects as soon as %s differs from what was read', (_what, changes, sentence, beside) => {
    const comparison = compareVersions([result('K')], [result('K', changes), result('NA')], true, same);
    expect(comparison).toMatchObject({ kind: 'corrective', changes: [sentence, 'NA : ajouté'] });
    expect([...(comparison?.changedByKey ?? [])]).toEqual([['K', beside]]);
  });

  test('corrects when something that was read is no longer there', () => {
    expect(compareVersions([result('K'), result('NA')], [result('NA')], false, same)).toMatchObject({
      kind: 'corrective',
      changes: ['K : résultat retiré, en cours de vérification (valait 4,1 mmol/L)'],
    });
  });

  test('is due when only the comment is new', () => {
    expect(compareVersions([result('K')], [result('K')], true, { before: null, after: 'Contrôler.' })).toMatchObject({
      kind: 'complete',
      changes: ['Commentaire du biologiste : modifié'],
    });
  });
});
