import { expect, test } from 'vitest';
import type { SettledIntent } from '../../../_client/pack-types';
import { preparedWords, settledWords, wishWords } from './intent-words';

const at = new Date('2026-11-21T02:30:00Z');
const later = new Date('2026-11-21T02:30:10Z');
const settled: SettledIntent = { id: 'i', dossierId: 'd', state: 'applied', code: null, decisionId: 'x', signedAt: at, effectiveAt: later, isUnread: false };

test('a wish is said as a wish, never as a decision', () => {
  expect(wishWords({ kind: 'validate', observationIds: ['a', 'b'] })).toBe('Valider 2\u00a0résultats');
  expect(preparedWords({ kind: 'validate', preparedAt: at })).toBe('préparé à 03:30 — PAS validé');
  expect(preparedWords({ kind: 'hold', preparedAt: at })).toBe('préparé à 03:30 — PAS enregistré');
});

test.each<[string, Partial<SettledIntent>, 'validate' | 'hold', Date, RegExp]>([
  ['while it can be undone', {}, 'validate', at, /^Signé, enregistré par le serveur à 03:30:00\. Part à 03:30:10 si vous n’annulez pas\.$/],
  ['after that', {}, 'validate', new Date(later.getTime() + 1), /délai d’annulation est passé/],
  ['with a second reader', { isUnread: true }, 'validate', at, /Rien ne part avant l’accord d’un second lecteur/],
  ['a hold', {}, 'hold', at, /^Mis en attente par le serveur à 03:30:00\.$/],
  [
    'given back as changed',
    { state: 'returned', code: 'dossier-changed' },
    'validate',
    at,
    /^Rendu, rien n’est décidé\. Le dossier n’est plus celui que vous aviez lu\.$/,
  ],
  ['given back for another reason', { state: 'returned', code: 'own-result' }, 'validate', at, /^Rendu, rien n’est décidé\. ./],
])('only the server’s word says that something is decided: %s', (_what, changes, kind, now, words) => {
  const said = settledWords({ ...settled, ...changes }, kind, now);
  expect(said).toMatch(words);
  expect(/Signé|Part à|par le serveur/.test(said)).toBe(changes.state !== 'returned');
});
