import { describe, expect, it } from 'vitest';
import { refusalSentence } from './refusals';

describe('a refusal', () => {
  it('stands as a sentence without any fact', () => {
    for (const code of ['opened-elsewhere', 'dossier-changed', 'already-decided', 'wrong-credentials', 'version-replaced']) {
      expect(refusalSentence(code)).not.toMatch(/undefined|NaN/);
      expect(refusalSentence(code)).toMatch(/\.$/);
    }
  });
  it('carries who, when and what changed', () => {
    expect(refusalSentence('opened-elsewhere', { by: 'Karim HADDAD', at: '03:11' })).toContain('Karim HADDAD a ce dossier ouvert depuis 03:11.');
    expect(refusalSentence('dossier-changed', { change: 'potassium 6,8 remplace 6,9' })).toContain('potassium 6,8 remplace 6,9');
  });
  it('shows an instant of the server as the hour in Paris', () => {
    expect(refusalSentence('already-decided', { by: 'Karim HADDAD', at: '2026-11-21T02:11:00Z' })).toContain('à 03:11');
  });
  it('counts the tries that are left', () => {
    expect(refusalSentence('wrong-credentials', { triesLeft: 2 })).toBe('Identifiant, mot de passe ou code incorrect. Encore 2 essais.');
    expect(refusalSentence('wrong-credentials', { triesLeft: 1 })).toContain('Encore 1 essai.');
  });
  it('says the same of what is missing and of what is forbidden', () => {
    expect(refusalSentence('not-allowed')).toBe(refusalSentence('not-found'));
  });
  it('names the thing that is not there', () => {
    expect(refusalSentence('not-found', { what: 'message' })).toBe('Ce message n’existe pas ou ne vous est pas ouvert.');
    expect(refusalSentence('not-found', { what: 'link' })).toBe('Cette liaison n’existe pas ou ne vous est pas ouverte.');
    expect(refusalSentence('not-found', { what: 'view' })).toBe('Cette vue n’existe pas ou ne vous est pas ouverte.');
    expect(refusalSentence('not-found', { what: 'device' })).toBe('Cet appareil n’existe pas ou ne vous est pas ouvert.');
    expect(refusalSentence('not-found', { what: 'toString' })).toBe(refusalSentence('not-found'));
  });
  it('that nobody foresaw, or named like a method of every object, still says what is true', () => {
    expect(refusalSentence('whatever')).toBe(refusalSentence('toString'));
    expect(refusalSentence('whatever')).toContain('Rien n’a été enregistré.');
  });
});
