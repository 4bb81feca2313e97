import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../_text/csv';
import { archiveRows, chosenWords, NO_ARCHIVE_FILTER as EVERYTHING, printedWords, receiverWords, whatWords } from './archive-words';
import type { Transmission } from './types';

const at = new Date('2026-11-21T03:20:11+01:00');
const transmission = (given: Partial<Transmission> = {}): Transmission => ({
  id: 't-1',
  laboratoryId: 'l-1',
  accessionNumber: '26112100457',
  kind: 'report',
  version: 2,
  detail: 'corrective',
  receiverKind: 'ward',
  receiver: 'Urgences',
  channel: 'portal',
  madeAt: at,
  sentAt: at,
  acknowledgedAt: null,
  state: 'sent',
  tries: 1,
  ...given,
});

describe('a transmission', () => {
  test('says what, to whom and how', () => {
    expect(whatWords(transmission())).toBe('Compte rendu, version\u00a02, annule et remplace');
    expect(receiverWords(transmission())).toEqual({ who: 'Service\u00a0: Urgences', how: 'serveur de résultats' });
    expect(receiverWords(transmission({ receiverKind: 'lis', receiver: '10.0.0.4:2575', channel: 'mllp' }))).toEqual({
      who: 'SIL',
      how: '10.0.0.4:2575, MLLP',
    });
    expect(receiverWords(transmission({ receiverKind: 'patient', receiver: '', channel: 'sms' }))).toEqual({ who: 'Patient', how: 'SMS' });
  });

  test('is exported with its instants, and a text that looks like a formula stays a text', () => {
    const csv = csvOf(archiveRows([transmission({ accessionNumber: '=1+1' })], new Map([['l-1', 'Valmont']])));
    expect(csv).toContain("Valmont;'=1+1;");
    expect(csv).toContain('21/11/2026 03:20:11;–;Envoyé, sans accusé;1');
  });
});

test('a sheet says what was chosen and how much of it it holds', () => {
  const plainly = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
  const names = new Map([['v', 'Valmont']]);
  expect(plainly(chosenWords(EVERYTHING, names))).toBe('Choix : tous les jours, tous les laboratoires.');
  expect(plainly(chosenWords({ ...EVERYTHING, from: '2026-11-20', to: '2026-11-21', laboratoryId: 'v', kind: 'decision', state: 'failed' }, names))).toBe(
    'Choix : du 20/11/2026 au 21/11/2026, Valmont, Décision, état : Refusé ou en échec.',
  );
  expect(plainly(printedWords({ items: [1, 2], isCut: false }, 50))).toBe('Tout le choix : 2 lignes.');
  expect(plainly(printedWords({ items: [1, 2], isCut: true }, 50))).toContain('la suite demande une période plus courte');
  expect(plainly(printedWords(null, 50))).toBe('Seulement la page affichée : 50 lignes.');
});
