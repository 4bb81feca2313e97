import { leaveForGood } from './left-mark';
import { initialsOf, leaveLockNote } from './lock-note';

/**
 * Ends the session on the server, then replaces the page by the neutral lock screen, also in the history.
 *
 * The page is left even when the server cannot be reached: a screen that somebody locked never stays readable, and the
 * session ends with the first request that comes through again.
 */
export async function lockNow(name: string, idleMinutes: number | null = null): Promise<void> {
  const returnTo = window.location.pathname + window.location.search;
  leaveLockNote({ initials: initialsOf(name), lockedAt: new Date().toISOString(), idleMinutes, returnTo });
  document.body.hidden = true;
  await leaveForGood('professional', endSession);
  window.location.replace('/lock');
}

/** What next-auth's own `signOut` does, without carrying its whole client to every page. */
async function endSession(): Promise<void> {
  const answer = await fetch('/api/auth/csrf', { cache: 'no-store' });
  const { csrfToken }: { csrfToken?: string } = await answer.json();
  const body = new URLSearchParams({ csrfToken: csrfToken ?? '', callbackUrl: '/lock', json: 'true' });
  const closed = await fetch('/api/auth/signout', { method: 'POST', body, keepalive: true });
  if (!closed.ok) throw new Error('not signed out');
}
