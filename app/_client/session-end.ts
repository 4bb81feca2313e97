'use client';

import { forgetDevice } from './forget-device';
import { initialsOf, leaveLockNote } from './lock-note';
import { refusalOf } from './refusal';
import { veil } from './veil';

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

/** A screen that locks itself has said why: that its session then ends is no news. */
let isLocking = false;
export function noteLocking(): void {
  isLocking = true;
}

/** The refusals that mean: nobody answers for this screen any more. */
const ENDS = new Set<string | undefined>(['session-expired', 'session-taken', 'terminal-blocked']);

/** Leaves the page at once when the server says that the session is over: nothing of a patient stays on a screen that nobody answers for. */
export function leaveIfSessionEnded(error: unknown): boolean {
  const code = refusalOf(error)?.code;
  if (!ENDS.has(code)) return false;
  if (isLocking) return true;
  veil();
  document.body.hidden = true;
  void forgetDevice({ isLockedAlone: code === 'session-expired' });
  const isTaken = code === 'session-taken';
  const returnTo = window.location.pathname + window.location.search;
  if (person) leaveLockNote({ initials: initialsOf(person), lockedAt: new Date().toISOString(), idleMinutes: null, hasEnded: true, isTaken, returnTo });
  window.location.replace(door);
  return true;
}
