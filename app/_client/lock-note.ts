import { formatTime } from '../_text/format';

export interface LockNote {
  initials: string;
  lockedAt: string;
  /** Set when nobody asked for it: how many minutes had passed without activity. */
  idleMinutes: number | null;
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

/** Reads what the lock screen says, or null when this tab was not locked by somebody. */
export function readLockNote(): LockNote | null {
  const text = sessionStorage.getItem(NAME);
  if (!text) return null;
  const note: Partial<LockNote> = JSON.parse(text);
  const { initials, lockedAt, returnTo, idleMinutes = null } = note;
  if (!initials || !lockedAt || !returnTo?.startsWith('/') || returnTo.startsWith('//')) return null;
  return { initials, lockedAt, returnTo, idleMinutes };
}

/** Forgets the lock: another person goes on at this terminal. */
export function clearLockNote(): void {
  sessionStorage.removeItem(NAME);
}

/** Says when and why the screen was locked. */
export function lockSentence({ lockedAt, idleMinutes }: LockNote): string {
  const why = idleMinutes === null ? 'à votre demande' : `après ${idleMinutes} minutes sans activité`;
  return `À ${formatTime(lockedAt)}, ${why}. Rien n’est perdu\u00a0: votre travail reprendra où vous l’avez laissé.`;
}
