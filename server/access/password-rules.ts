import { isKnownPassword } from './known-passwords';

const SHORTEST = 12;
const LONGEST = 128;
/** A part of a name shorter than this is in too many words. */
const SHORTEST_NAME = 4;

export type PasswordProblem = 'password-short' | 'password-long' | 'password-known' | 'password-personal';

/**
 * Says what is wrong with a password that a person chose, or null: its length counted in characters, not what it is made of; whether an attacker tries it first; whether it
 * tells who it belongs to. Any character is good, spaces too; nobody has to change it by date.
 * @see ASVS 5.0, 6.2; ANSSI, Recommandations relatives à l’authentification multifacteur et aux mots de passe
 */
export function passwordProblem(password: string, person: { login: string; familyName: string; givenName: string }): PasswordProblem | null {
  const length = [...password].length;
  if (length < SHORTEST) return 'password-short';
  if (length > LONGEST) return 'password-long';
  const plain = foldOf(password);
  if (namesOf(person).some((name) => plain.includes(name))) return 'password-personal';
  return isKnownPassword(plain) ? 'password-known' : null;
}

const namesOf = ({ login, familyName, givenName }: { login: string; familyName: string; givenName: string }): string[] =>
  [login, ...[familyName, givenName].flatMap((name) => name.split(/[\s'’-]+/))].map(foldOf).filter((name) => name.length >= SHORTEST_NAME);

/** Lower case without accents: « Hélène » and « helene » are the same word to whoever guesses. */
const foldOf = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
