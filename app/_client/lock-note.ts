import { formatTime } from '../_text/format';
import { refusalSentence } from '../_text/refusals';

export interface LockNote {
  initials: string;
  lockedAt: string;
  /** Set when nobody asked for it: how many minutes had passed without activity. */
  idleMinutes: number | null;
  /** The server ended the session: too long unused, or taken up at another terminal. */
  hasEnded?: boolean;
  /** It ended because the same person took it up at another terminal. */
  isTaken?: boolean;
  /** Where to go back to; a path of this site, never shown. */
  returnTo: string;
}

const NAME = 'relais-lock';

/** The initials of a name as the lock screen may show them: « Dr Claire AUBIN » gives « C. A. ». */
export function initialsOf(name: string): string {
  const words = name.replace(/^(Dr|Pr|M\.|Mme)\s+/u, '').split(/\s+/u);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends.map((word) => `${(word ?? '').charAt(0).toUpperCase()}.`).join(' ');
}

/** Leaves, for this tab only, what the lock screen says; nothing of it goes into the address or the history. */
export function leaveLockNote(note: LockNote): void {
  sessionStorage.setItem(NAME, JSON.stringify(note));
}

/** What was left for the lock screen of this tab, as stored; null when nobody locked it. */
export function lockNoteText(): string | null {
  return sessionStorage.getItem(NAME);
}

/** Reads what the lock screen says; null when there is nothing, or when what is there leads out of this site. */
export function readLockNote(text: string | null): LockNote | null {
  if (!text) return null;
  const { initials, lockedAt, returnTo, idleMinutes = null, hasEnded, isTaken }: Partial<LockNote> = JSON.parse(text);
  if (!initials || !lockedAt || !returnTo || !/^\/(?![/\\])/.test(returnTo)) return null;
  return { initials, lockedAt, returnTo, idleMinutes, ...(hasEnded ? { hasEnded } : {}), ...(isTaken ? { isTaken } : {}) };
}

/** Forgets the lock: another person goes on at this terminal. */
export function clearLockNote(): void {
  sessionStorage.removeItem(NAME);
}

/** Says when and why the screen was locked. */
export function lockSentence({ lockedAt, idleMinutes, hasEnded, isTaken }: LockNote): string {
  if (isTaken) return refusalSentence('session-taken');
  const asked = hasEnded ? 'votre session s’est terminée' : 'à votre demande';
  const why = idleMinutes === null ? asked : `après ${idleMinutes} minutes sans activité`;
  return `À ${formatTime(lockedAt)}, ${why}. Rien n’est perdu\u00a0: votre travail reprendra où vous l’avez laissé.`;
}
