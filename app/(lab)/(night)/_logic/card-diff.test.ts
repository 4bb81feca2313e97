import { describe, expect, test } from 'vitest';
import { cardDiff, hasMoved } from './card-diff';
import { at, sampleCard, sampleEntry, sampleResult } from './testing';

const k = sampleResult({ id: 'r-k', label: 'Potassium', localCode: 'K', value: '6,9' });
const crp = sampleResult({ id: 'r-crp', label: 'CRP', localCode: 'CRP', value: '21,4' });
const diff = (...changes: Parameters<typeof sampleCard>) => cardDiff(sampleCard([k, crp]), sampleCard(...changes));

describe('what changed while she read', () => {
  test('says nothing of a card that shows the same', () => {
    expect(diff([{ ...k, id: 'r-k2' }, crp], { revision: 2 })).toEqual([]);
  });

  test('says value a remplace b, and keeps the capitals of an abbreviation', () => {
    expect(
      diff([
        { ...k, value: '6,8' },
        { ...crp, value: '214' },
      ]),
    ).toEqual(['potassium 6,8 remplace 6,9', 'CRP 214 remplace 21,4']);
  });

  test('names what is new, what has gone and what was taken away', () => {
    expect(diff([k, sampleResult({ label: 'Troponine', localCode: 'TROP', value: '61' })])).toEqual(['troponine 61 est nouveau', 'CRP n’y est plus']);
    expect(diff([{ ...k, removal: 'Examen non réalisable' }, crp])).toEqual(['potassium Examen non réalisable remplace 6,9']);
  });

  test('says who decided', () => {
    const decision = { by: 'Karim HADDAD', at: at('03:18'), kind: 'validate', reason: '' };
    expect(
      diff([
        { ...k, standing: 'validated', decision },
        { ...crp, standing: 'held' },
      ]),
    ).toEqual(['potassium validé par Karim HADDAD', 'CRP mis en attente']);
  });

  test('sees a flag, a range, a note and the context', () => {
    expect(
      diff([
        { ...k, flag: 'critical-high' },
        { ...crp, notes: ['Contrôlé.'] },
      ]),
    ).toEqual(['potassium\u00a0: l’indicateur du SIL a changé', 'CRP\u00a0: la note du laboratoire a changé']);
    expect(diff([{ ...k, referenceRange: '3 – 5' }, crp])).toEqual(['potassium\u00a0: l’unité ou la référence a changé']);
    expect(diff([k, crp], { notes: ['Tube insuffisant.'], isTest: true })).toEqual(['commentaires du dossier\u00a0: modifié', 'priorité\u00a0: modifié']);
  });
});

describe('a dossier that moved', () => {
  const card = sampleCard([k]);
  const whole = { listIsNewer: true, listIsWhole: true };

  test('has a newer version, another standing, or left a whole list', () => {
    expect(hasMoved(card, sampleEntry('d-1', { revision: 2 }), { ...whole, listIsNewer: false })).toBe(true);
    expect(hasMoved(card, sampleEntry('d-1', { standing: 'pending' }), whole)).toBe(true);
    expect(hasMoved(card, sampleEntry('d-1', { awaitingCount: 2 }), whole)).toBe(true);
    expect(hasMoved(card, undefined, whole)).toBe(true);
  });

  test('is not called so by an older or a cut list', () => {
    expect(hasMoved(sampleCard([k], { revision: 2 }), sampleEntry('d-1'), whole)).toBe(false);
    expect(hasMoved(card, undefined, { ...whole, listIsWhole: false })).toBe(false);
    expect(hasMoved(card, undefined, { ...whole, listIsNewer: false })).toBe(false);
    expect(hasMoved(sampleCard([k], { standing: 'validated' }), undefined, whole)).toBe(false);
    expect(hasMoved(card, sampleEntry('d-1'), whole)).toBe(false);
  });

  test('over a part is asked of that part alone', () => {
    const part = { laboratory: 'Hauterive', standing: 'awaiting' as const, source: null, by: '', at: null, reason: '', isMine: true };
    const scope = { kind: 'part' as const, laboratory: 'Hauterive' };
    const ofPart = sampleCard([k, { ...crp, part }], { scope });
    expect(hasMoved(ofPart, sampleEntry('d-1', { awaitingCount: 1 }), whole)).toBe(false);
    expect(hasMoved(ofPart, sampleEntry('d-1', { awaitingCount: 2 }), whole)).toBe(true);
    expect(hasMoved(ofPart, undefined, whole)).toBe(true);
    expect(hasMoved(sampleCard([k, { ...crp, part: { ...part, standing: 'validated' } }], { scope }), undefined, whole)).toBe(false);
  });
});
