import { TRIES } from './session-rules';

const REMEMBERED = 10_000;

/**
 * Counts the tries on logins that nobody has, so that they are refused in the same words and lock after the same number of tries as the others:
 * the answers do not tell which logins exist (threats.md 10). Kept in memory, oldest forgotten first.
 */
const tries = new Map<string, number>();

/** Takes a try on an unknown login: which one it is, or null when none is left. */
export function takeUnknownTry(login: string): number | null {
  const taken = tries.get(login) ?? 0;
  if (taken >= TRIES) return null;
  if (taken === 0 && tries.size >= REMEMBERED) tries.delete(tries.keys().next().value ?? '');
  tries.set(login, taken + 1);
  return taken + 1;
}
