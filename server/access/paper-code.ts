import { createHmac, hkdfSync, randomInt } from 'node:crypto';
import { readEnvironment, requireVariable } from '../platform/env';

/** Thirty-two signs that nobody takes for one another on paper: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** A code for paper, `XXXX-XXXX-XXXX`: sixty bits, which nobody guesses. */
export function newPaperCode(): string {
  const signs = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`;
}

/** What was meant by what was typed: case, spaces, hyphens and look-alikes do not count. */
export const plainPaperCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0')
    .replaceAll('U', 'V');

/** What is stored of a code: keyed, so that a copy of the database alone finds no code by trying them all. */
export const paperCodeHash = (typed: string): string => createHmac('sha256', key()).update(plainPaperCode(typed)).digest('hex');

/** The same, bound to its owner: the code of one account is another hash on any other, and looked for there only. */
export const ownedCodeHash = (owner: string, typed: string): string =>
  createHmac('sha256', key())
    .update(`${owner}\u001f${plainPaperCode(typed)}`)
    .digest('hex');

const key = (): Buffer => Buffer.from(hkdfSync('sha256', requireVariable(readEnvironment(), 'NEXTAUTH_SECRET'), 'relais', 'codes on paper', 32));
