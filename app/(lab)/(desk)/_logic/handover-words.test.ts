import { expect, test } from 'vitest';
import { proposedFor, responsibleWords, whyOf } from './handover-words';

const anne = { id: 'a', name: 'Dr Anne ARNAUD' };
const boris = { id: 'b', name: 'Dr Boris BLANC' };
const at = new Date('2026-11-28T19:05:00Z');

test('says who answers for a site, since when, and that her hours are over', () => {
  const responsible = { ...anne, since: at, by: 'handover' as const, isOnDuty: false };
  expect(responsibleWords({ name: 'Valmont', responsible }, 'b')).toBe('Valmont\u00a0: Dr Anne ARNAUD depuis 20:05, ses heures finies, jusqu’à la relève');
  expect(responsibleWords({ name: 'Valmont', responsible }, 'a')).toBe('Valmont\u00a0: vous depuis 20:05, vos heures finies, jusqu’à la relève');
  expect(responsibleWords({ name: 'Valmont', responsible: null }, 'a')).toBe('Valmont\u00a0: personne n’est de garde');
});

test('proposes whom the roster names at most of the sites', () => {
  const site = (present: (typeof anne)[], next: typeof anne | null) => ({ responsible: null, present, next: next && { ...next, at } });
  expect(proposedFor([site([anne], boris), site([anne], boris), site([anne], null)], 'a')).toBe('b');
  expect(proposedFor([site([anne], null)], 'a')).toBeNull();
});

test('says why a thing is open', () => {
  const item = { detail: '0', dueAt: '2026-11-28T19:10:00Z', since: '2026-11-28T19:00:00Z' };
  expect(whyOf({ kind: 'call', ...item })).toBe('personne n’a encore appelé, à annoncer avant 20:10');
  expect(whyOf({ kind: 'held', ...item, detail: 'Contrôle en cours' })).toBe('Contrôle en cours, rappel le 28/11/2026 à 20:10');
  expect(whyOf({ kind: 'waiting', ...item, detail: '', dueAt: null })).toBe('arrivé à 20:00');
});
