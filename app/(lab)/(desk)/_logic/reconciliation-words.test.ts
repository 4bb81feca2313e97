import { expect, test } from 'vitest';
import { alarmAge, alarmWords, batchWords, declaredWords, sentenceOf } from './reconciliation-words';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const nought = { toValidate: 0, held: 0, validated: 0, published: 0, takenAway: 0 };
const counts = {
  messages: { received: 561, applied: 549, underWay: 0, quarantined: 6, refused: 0, discarded: 6 },
  results: { received: 0, ...nought, awaitedAgain: 0 },
  dossiers: { received: 1, ...nought, published: 1, awaited: 0 },
};

test('an equation is a sentence that leaves out what is nought', () => {
  expect(plain(sentenceOf('messages', { counts }))).toBe('561 reçus = 549 entrés + 6 à réparer + 6 écartés');
  expect(plain(sentenceOf('results', { counts }))).toBe('0 reçu');
  expect(plain(sentenceOf('dossiers', { counts }))).toBe('1 reçu = 1 publié');
});

test.each([
  [561, 559, 'Le SIL compte 561 messages, Relais 559 : il en manque 2.'],
  [561, 561, 'Le SIL compte 561 messages, Relais 561 : les deux comptes sont égaux.'],
  [1, 3, 'Le SIL compte 1 message, Relais 3 : 2 de plus que le SIL n’en compte.'],
])('%i said, %i counted', (declared, received, words) => expect(plain(declaredWords(declared, received))).toBe(words));

test('an alarm says what is missing', () => {
  expect(alarmWords({ kind: 'sequence-gap', subject: 'x', detail: { from: 41, to: 41, count: 1 } })).toBe('Le message numéro 41 n’est pas arrivé');
  expect(plain(alarmWords({ kind: 'outbound-refused', subject: '', detail: { count: 3 } }))).toBe('Envoi refusé par le SIL : 3');
});

test('a closed alarm says for how long and why', () => {
  const openedAt = new Date('2026-11-27T10:00:00Z');
  const closedAt = new Date('2026-11-27T10:12:00Z');
  expect(plain(alarmAge({ openedAt, closedAt, closedWhy: 'gone', closedByName: null }, closedAt))).toBe('close après 12 min, sa cause a disparu');
  expect(plain(alarmAge({ openedAt, closedAt: null, closedWhy: null, closedByName: null }, closedAt))).toBe('depuis 12 min');
});

test('batches and the files around them are compared each by itself, and an alarm says only what is wrong', () => {
  const batches = { count: 2, announced: 3, received: 2, files: 1, announcedBatches: 3, receivedBatches: 2 };
  expect(batchWords(batches).map(({ isRight, text }) => [isRight, plain(text)])).toEqual([
    [false, '2 lots de messages : 3 annoncés, 2 reçus : il en manque 1.'],
    [false, '1 fichier de lots : 3 annoncés, 2 reçus : il en manque 1.'],
  ]);
  expect(batchWords({ count: 0, announced: 0, received: 0, files: 0, announcedBatches: 0, receivedBatches: 0 })).toEqual([]);
  const alarm = (detail: Record<string, string | number | null>) =>
    plain(alarmWords({ kind: 'batch-count', subject: 'x', detail: { controlId: 'F1', ...detail } }));
  expect(alarm({ announced: 3, received: 2, announcedBatches: 1, receivedBatches: 1 })).toBe('Lot F1 : 3 messages annoncés, 2 reçus');
  expect(alarm({ announced: null, received: 1, announcedBatches: 3, receivedBatches: 2 })).toBe('Lot F1 : 3 lots annoncés, 2 reçus');
});
