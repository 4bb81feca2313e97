import { expect, it } from 'vitest';
import { initialsOf, type LockNote, lockSentence, readLockNote } from './lock-note';

const note: LockNote = { initials: 'C. A.', lockedAt: '2026-11-24T06:58:00Z', idleMinutes: null, returnTo: '/results' };

it('shows initials only, titles left out', () => {
  expect(initialsOf('Dr Claire AUBIN')).toBe('C. A.');
  expect(initialsOf('Hélène MARCHETTI')).toBe('H. M.');
  expect(initialsOf('Référent')).toBe('R.');
});

it('says when and why the screen was locked', () => {
  expect(lockSentence(note)).toContain('À 07:58, à votre demande.');
  expect(lockSentence({ ...note, idleMinutes: 5 })).toContain('après 5 minutes sans activité');
  expect(lockSentence({ ...note, hasEnded: true })).toContain('À 07:58, votre session s’est terminée.');
});

it('says at the screen that was left open that the session goes on at another terminal', () => {
  const taken = { ...note, hasEnded: true, isTaken: true };
  expect(lockSentence(taken)).toBe('Vous avez repris votre session sur un autre poste. Ici, l’écran est fermé.');
  expect(readLockNote(JSON.stringify(taken))).toEqual(taken);
});

it('goes back to a page of this site only', () => {
  expect(readLockNote(JSON.stringify(note))).toEqual(note);
  for (const returnTo of ['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', '']) {
    expect(readLockNote(JSON.stringify({ ...note, returnTo }))).toBeNull();
  }
  expect(readLockNote(JSON.stringify({ ...note, hasEnded: true }))).toEqual({ ...note, hasEnded: true });
  expect(readLockNote(null)).toBeNull();
});
