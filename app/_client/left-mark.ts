/** As server/access/cookies.ts reads it. */
const NAMES = { professional: 'relais-session-left', patient: 'relais-patient-left' } as const;
const LONGEST_SESSION_SECONDS = 12 * 3600;

/**
 * Runs what ends a session, and makes sure that it ends: while the server does not know, the browser carries a mark that has
 * the server end the session at the next request, whoever makes it. A session left offline is over for whoever comes next.
 */
export async function leaveForGood(realm: keyof typeof NAMES, end: () => Promise<unknown>): Promise<void> {
  mark(realm, LONGEST_SESSION_SECONDS);
  try {
    await end();
    mark(realm, 0);
  } catch {
    // The mark stays and speaks for us.
  }
}

function mark(realm: keyof typeof NAMES, seconds: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser that wards use.
  document.cookie = `${NAMES[realm]}=1; Path=/; SameSite=Strict; Max-Age=${seconds}`;
}
