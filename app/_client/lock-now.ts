import { forgetDevice } from './forget-device';
import { leaveForGood } from './left-mark';
import { initialsOf, leaveLockNote } from './lock-note';
import { noteLocking } from './session-end';
import { tellTabs } from './tabs';
import { veil } from './veil';
import { wayOutOf } from './way-out';

/**
 * Ends the session on the server, clears what this browser kept, and replaces the page by the neutral lock screen, also in the history and in the other tabs.
 *
 * The page is left even when the server cannot be reached: a screen that somebody locked never stays readable, and the
 * session ends with the first request that comes through again.
 */
export async function lockNow(name: string, idleMinutes: number | null = null): Promise<void> {
  noteLocking();
  veil();
  document.body.hidden = true;
  tellTabs({ kind: 'locked', idleMinutes });
  const note = noteOf(name, idleMinutes);
  const wayOut = wayOutOf();
  // By hand and with a link: the way out ends the session itself. A screen that locks alone must not wait for another site.
  if (wayOut !== null && idleMinutes === null && navigator.onLine) {
    await forgetDevice();
    leaveLockNote(note);
    window.location.replace(wayOut);
    return;
  }
  const isLockedAlone = idleMinutes !== null;
  await Promise.all([leaveForGood('professional', () => endSession(isLockedAlone)), forgetDevice({ isLockedAlone })]);
  leaveLockNote(note);
  window.location.replace('/lock');
}

/** Another tab has locked: this one shows the same, at once and without asking anybody. */
export function lockHere(name: string, idleMinutes: number | null): void {
  noteLocking();
  veil();
  document.body.hidden = true;
  const note = noteOf(name, idleMinutes);
  void forgetDevice({ isLockedAlone: idleMinutes !== null });
  leaveLockNote(note);
  window.location.replace('/lock');
}

function noteOf(name: string, idleMinutes: number | null) {
  const returnTo = window.location.pathname + window.location.search;
  return { initials: initialsOf(name), lockedAt: new Date().toISOString(), idleMinutes, returnTo };
}

/** What next-auth's own `signOut` does, without carrying its whole client to every page. */
async function endSession(isLockedAlone: boolean): Promise<void> {
  const answer = await fetch('/api/auth/csrf', { cache: 'no-store' });
  const { csrfToken }: { csrfToken?: string } = await answer.json();
  const body = new URLSearchParams({ csrfToken: csrfToken ?? '', callbackUrl: '/lock', json: 'true' });
  const closed = await fetch('/api/auth/signout', { method: 'POST', body, keepalive: true, headers: isLockedAlone ? { 'x-relais-locked-alone': '1' } : {} });
  if (!closed.ok) throw new Error('not signed out');
}
