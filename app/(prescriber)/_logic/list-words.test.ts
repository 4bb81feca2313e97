import { describe, expect, it } from 'vitest';
import { flagCounts, nothingNew, placeWords, quietCounts, versionWords, visitSentence } from './list-words';

const at = new Date('2026-11-24T07:42:00+01:00');
const since = new Date('2026-11-23T18:05:00+01:00');
const counts = { critical: 0, high: 0, low: 0, abnormal: 0, normal: 0, notEvaluated: 0, cancelled: 0 };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the list says', () => {
  it('since when and how much is new', () => {
    expect(plain(visitSentence({ since, at, fresh: { patients: 7, reports: 9 } }))).toBe(
      'Hier à 18:05. Depuis : 7 patients, 9 dossiers nouveaux. À jour à 07:42, mardi 24 novembre 2026.',
    );
    expect(plain(visitSentence({ since: null, at, fresh: { patients: 1, reports: 1 } }))).toMatch(/^Première visite : 1 patient, 1 dossier nouveau\./);
  });
  it('that nothing is new, and since when', () => {
    expect(nothingNew({ since, at })).toBe('Rien de nouveau depuis hier à 18:05.');
    expect(nothingNew({ since: new Date('2026-11-24T06:00:00+01:00'), at })).toBe('Rien de nouveau depuis 06:00.');
    expect(nothingNew({ since: null, at })).toBe('Aucun résultat pour le moment.');
  });
  it('the bed before the ward', () => {
    expect(placeWords('Médecine interne 3B, 314, P')).toEqual({ bed: '314, lit\u00a0P', ward: 'Médecine interne 3B' });
    expect(placeWords('Consultants externes')).toEqual({ bed: '', ward: 'Consultants externes' });
    expect(placeWords('')).toEqual({ bed: '', ward: '' });
  });
  it('the gravest flags first, and never leaves out what nobody evaluated', () => {
    expect(flagCounts({ counts: { ...counts, low: 2, critical: 1 } })).toEqual([
      { flag: 'critical', count: 1 },
      { flag: 'low', count: 2 },
    ]);
    expect(plain(quietCounts({ counts: { ...counts, normal: 18, notEvaluated: 1 } }))).toBe('18 dans l’intervalle, 1 non évalué');
    expect(quietCounts({ counts })).toBe('');
  });
  it('what a version is to the one before', () => {
    expect(versionWords({ version: 2, replaces: 1, kind: 'corrective' })).toBe('Version 2, annule et remplace la version 1');
    expect(versionWords({ version: 2, replaces: null, kind: 'complete' })).toBe('Version 2, complète le compte rendu partiel');
    expect(versionWords({ version: 1, replaces: null, kind: 'partial' })).toBe('Résultats partiels');
    expect(versionWords({ version: 1, replaces: null, kind: 'complete' })).toBeNull();
  });
});
