import { expect, it } from 'vitest';
import { methodWords, standingWords, terminalName } from './terminal-facts';

it('says why and since when a terminal is shut', () => {
  const at = new Date('2026-11-24T06:58:00Z');
  expect(standingWords({ state: 'passivated', stateReason: 'unknown-tries', stateChangedAt: at })).toEqual({
    words: 'Bloqué depuis le 24/11/2026 07:58\u00a0: trois essais avec un identifiant inconnu',
    isShut: true,
  });
  expect(standingWords({ state: 'revoked', stateReason: 'administrator', stateChangedAt: at })).toEqual({
    words: 'Révoqué depuis le 24/11/2026 07:58',
    isShut: true,
  });
  expect(standingWords({ state: 'active', stateReason: null, stateChangedAt: null })).toEqual({ words: 'En service', isShut: false });
});

it('names a terminal that nobody has named by its browser', () => {
  expect(terminalName({ name: 'MI-3B-02', browser: '' })).toBe('MI-3B-02');
  expect(terminalName({ name: '', browser: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' })).toBe('sans nom (Firefox, Linux)');
  expect(terminalName({ name: '', browser: '' })).toBe('sans nom (navigateur inconnu)');
});

it('says how a person came in, and an unknown way by its code', () => {
  expect(methodWords('password-totp')).toBe('mot de passe et code');
  expect(methodWords('other')).toBe('other');
});
