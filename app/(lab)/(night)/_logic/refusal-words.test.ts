import { expect, test } from 'vitest';
import { changedWords, refusalWords } from './refusal-words';

test('says who decided first, to the second', () => {
  expect(refusalWords({ code: 'already-decided', detail: { by: 'Karim HADDAD', at: '2026-11-21T02:18:24.000Z' } })).toBe(
    'Déjà validé par Karim HADDAD à 03:18:24. Rien n’a été signé.',
  );
});

test('says how many tries of the password are left', () => {
  expect(refusalWords({ code: 'wrong-password', detail: { triesLeft: 2 } })).toMatch(/Rien n’a été enregistré\. Encore 2 essais\.$/);
  expect(refusalWords({ code: 'wrong-password', detail: { triesLeft: 1 } })).toMatch(/Encore 1 essai\.$/);
});

test('says when the report left', () => {
  expect(refusalWords({ code: 'undo-too-late', detail: { at: '2026-11-21T02:18:34.000Z' } })).toMatch(/^Déjà diffusé à 03:18:34\./);
});

test('says exactly what changed, and that nothing was signed when something was to be', () => {
  expect(changedWords(['potassium 6,8 remplace 6,9'], { code: 'dossier-changed', detail: {} })).toBe(
    'Le dossier a changé pendant votre lecture\u00a0: potassium 6,8 remplace 6,9. Rien n’a été signé. Relisez.',
  );
  expect(changedWords([], null)).toBe('Le dossier a changé pendant votre lecture. Relisez.');
  expect(changedWords(['a', 'b', 'c', 'd', 'e', 'f', 'g'], null)).toMatch(/f, et 1 de plus/);
});

test('says who was first before what changed', () => {
  const refusal = { code: 'already-decided', detail: { by: 'Karim HADDAD', at: '2026-11-21T02:18:24.000Z' } };
  expect(changedWords(['sodium signé par Karim HADDAD'], refusal)).toBe(
    'Déjà validé par Karim HADDAD à 03:18:24. Rien n’a été signé. A changé\u00a0: sodium signé par Karim HADDAD. Relisez.',
  );
});
