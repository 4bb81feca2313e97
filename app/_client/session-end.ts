'use client';

import { refusalOf } from './refusal';

let door = '/lock';

/** Where a person goes whose session ended: professionals to the neutral lock screen, patients to their own door. */
export function setDoor(path: string): void {
  door = path;
}

/** Leaves the page at once when the server says that the session is over: nothing of a patient stays on a screen that nobody answers for. */
export function leaveIfSessionEnded(error: unknown): boolean {
  if (refusalOf(error)?.code !== 'session-expired') return false;
  document.body.hidden = true;
  window.location.replace(door);
  return true;
}
