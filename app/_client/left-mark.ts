/** As server/access/cookies.ts reads it. */
const NAMES = { professional: 'relais-session-left', patient: 'relais-patient-left' } as const;
const LONGEST_SESSION_SECONDS = 12 * 3600;

/** A link that has not carried the good-bye by then may never do. */
const GIVE_UP_MS = 3_000;

/**
 * Runs what ends a session, and makes sure that it ends: when the server did not hear of it, the browser carries a mark that
 * has the server end the session at the next request, whoever makes it. A session left offline is over for whoever comes next.
 */
export async function leaveForGood(realm: keyof typeof NAMES, end: () => Promise<unknown>): Promise<void> {
  try {
    await Promise.race([end(), giveUp()]);
  } catch {
    mark(realm, LONGEST_SESSION_SECONDS);
  }
}

const giveUp = (): Promise<never> => new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), GIVE_UP_MS));

function mark(realm: keyof typeof NAMES, seconds: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser that wards use.
  document.cookie = `${NAMES[realm]}=1; Path=/; SameSite=Strict; Max-Age=${seconds}`;
}
