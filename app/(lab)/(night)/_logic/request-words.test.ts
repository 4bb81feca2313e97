import { describe, expect, test } from 'vitest';
import {
  differenceWords,
  entryRequestWords,
  REASONS,
  REQUEST_KINDS,
  requestStateWords,
  requestsToShow,
  requestTitle,
  resultRequestWords,
} from './request-words';
import { at, sampleCard, sampleRequest } from './testing';

const now = at('03:40');

describe('a request to the laboratory', () => {
  test('is named by what was asked, when and of what', () =>
    expect(requestTitle(sampleRequest({ labels: ['Potassium', 'Sodium'] }), now)).toBe('Repasse demandée à 03:20\u00a0: Potassium, Sodium'));

  test.each([
    [{ state: 'asked', effectiveAt: at('03:41') }, 'part à 03:41:00'],
    [{ state: 'asked' }, 'envoi en cours'],
    [{ state: 'acknowledged' }, 'réponse attendue'],
    [{ state: 'acknowledged', isLate: true }, 'sans réponse du laboratoire depuis 03:20'],
    [{ state: 'refused', refusalCode: '207', refusalText: 'Échantillon épuisé.' }, 'refusée\u00a0: «\u00a0Échantillon épuisé.\u00a0» (code 207)'],
    [{ state: 'refused', refusalCode: 'not-taken' }, 'Téléphonez au laboratoire'],
    [{ state: 'answered', answeredAt: at('03:30') }, 'le laboratoire a répondu à 03:30'],
    [{ state: 'cancelled', cancelledAt: at('03:21'), cancelledBy: 'Hélène MARCHETTI' }, 'annulée à 03:21 par Hélène MARCHETTI'],
  ] as const)('in the state %j says so', (given, words) => expect(requestStateWords(sampleRequest(given), now)).toContain(words));

  test('has reasons of its own kind, the last one to be written', () => {
    for (const { id } of REQUEST_KINDS) expect(REASONS[id].at(-1)).toBe('Autre motif');
  });

  test('that is open or refused is always shown, of those that ended the last two', () => {
    const ended = ['1', '2', '3'].map((id) => sampleRequest({ id, state: 'answered' }));
    expect(requestsToShow(sampleCard([], { requests: [...ended, sampleRequest({ id: 'r', state: 'refused' })] })).map(({ id }) => id)).toEqual(['r', '1', '2']);
  });
});

test('a result and the list say what is under way', () => {
  expect(resultRequestWords([{ id: '1', kind: 'recollection', at: at('03:20'), state: 'asked' }], now)).toBe(
    'nouveau prélèvement demandé à 03:20, pas encore prise par le SIL',
  );
  expect(entryRequestWords([{ kind: 'add-on', requestedAt: at('03:20').toISOString(), labels: ['Lactate'], state: 'asked' }], now)).toBe(
    'ajout d’examen demandé à 03:20\u00a0: Lactate',
  );
});

test.each([
  ['value', '6.9 mmol/L', '6.8 mmol/L', 'Le SIL dit 6,8 mmol/L, la validation dit 6,9 mmol/L'],
  ['status', 'F', 'R', 'Le SIL le tient pour non validé, la validation pour validé'],
  ['validator', 'MARCHETTI', 'GÉRARD', 'Le SIL nomme GÉRARD comme validateur, la validation est de MARCHETTI'],
  ['missing', '6.9', 'D', 'Le SIL l’a retiré (supprimé), la validation dit 6,9'],
])('a difference of %s is said in one sentence', (kind, decided, said, words) => expect(differenceWords({ kind, decided, said })).toBe(words));
