import { NARROW } from '../_text/format';

const SHORTEST = 12;
const COMFORTABLE = 20;
const LONGEST = 128;

/** Says how a password stands while it is typed: only its length is asked for; what is known to attackers or tells who it belongs to is said by the server. */
export function passwordWords(password: string): string {
  const length = [...password].length;
  if (length === 0) return `Au moins ${SHORTEST} caractères, de n’importe quelle sorte${NARROW}; une phrase de quelques mots se retient mieux.`;
  if (length < SHORTEST) return `Encore ${SHORTEST - length} ${SHORTEST - length === 1 ? 'caractère' : 'caractères'}.`;
  if (length > LONGEST) return `${length - LONGEST} de trop${NARROW}: ${LONGEST} caractères au plus.`;
  return length < COMFORTABLE ? 'Assez long. Quelques mots de plus le rendraient très solide.' : 'Très solide, si personne d’autre ne l’a écrit.';
}
