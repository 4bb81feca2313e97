import { expect, test } from 'vitest';
import { balanceWords, lineWords } from './digest-words';

const none = { received: 0, validated: 0, byLis: 0, automatic: 0, held: 0, waiting: 0, pending: 0, awaited: 0, cancelled: 0, lost: 0 };
const rest = { openCalls: 0, closedCalls: 0, gaps: 0, signedByHer: 0 };

test('writes the balance of a night as an equation without its noughts', () => {
  expect(balanceWords({ numbers: { ...none, ...rest, received: 14, validated: 12, held: 1, waiting: 1 } })).toBe(
    '14\u00a0reçus = 12\u00a0validés + 1\u00a0mis en attente + 1\u00a0à valider',
  );
  expect(balanceWords({ numbers: { ...none, ...rest } })).toBe('0\u00a0reçu');
});

test('says what is unfinished, and of a gap whether it is over', () => {
  const line = { dossierId: null, person: '', place: '', since: '', number: 'link-silent', detail: 'open' };
  expect(lineWords({ ...line, kind: 'gap' })).toBe('liaison muette, encore ouverte');
  expect(lineWords({ ...line, kind: 'waiting' })).toBe('à valider');
});
