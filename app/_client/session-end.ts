'use client';

import { initialsOf, leaveLockNote } from './lock-note';
import { refusalOf } from './refusal';

let door = '/lock';
let person: string | null = null;

/**
 * Where a person goes whose session ended: professionals to the neutral lock screen, patients to their own door. Whose name
 * is given finds his place again after the next log-in.
 */
export function setDoor(path: string, name: string | null = null): void {
  door = path;
  person = name;
}

/** Leaves the page at once when the server says that the session is over: nothing of a patient stays on a screen that nobody answers for. */
export function leaveIfSessionEnded(error: unknown): boolean {
  if (refusalOf(error)?.code !== 'session-expired') return false;
  document.body.hidden = true;
  const returnTo = window.location.pathname + window.location.search;
  if (person) leaveLockNote({ initials: initialsOf(person), lockedAt: new Date().toISOString(), idleMinutes: null, hasEnded: true, returnTo });
  window.location.replace(door);
  return true;
}
