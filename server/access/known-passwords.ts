import { dictionary } from '@zxcvbn-ts/language-common';

/** Words of this very house, that whoever knows it tries first (ASVS 5.0, 6.1.2). */
const OF_THE_HOUSE = [
  'relais',
  'laboratoire',
  'biologie',
  'biologiste',
  'hopital',
  'astreinte',
  'motdepasse',
  'azerty',
  'bonjour',
  'soleil',
  'bienvenue',
  'changeme',
];
/** Rows of keyboards: no word, and tried before any. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
  '01234567890123456789',
  '1234567890azertyuiop',
  '1234567890qwertyuiop',
];
const LOOKALIKES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };

let known: Set<string> | undefined;

/**
 * Says whether a folded password is among those an attacker tries first, without asking anybody: the list of 49,000 most found in breaches comes with the product. Nor do the usual
 * disguises help: digits and signs around the word, look-alikes in it, the same again and again, a row of the keyboard.
 */
export function isKnownPassword(folded: string): boolean {
  const list = (known ??= new Set([...dictionary['passwords-common'].map((word) => word.toLowerCase()), ...OF_THE_HOUSE]));
  const bare = folded.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const candidates = [folded, bare, undisguised(folded), undisguised(bare)].flatMap((word) => [word, repeatedPartOf(word)]);
  return candidates.some((word) => list.has(word)) || isRow(folded) || isRow(bare) || new Set(folded).size < 5;
}

const undisguised = (text: string): string => text.replace(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign).replace(/[^a-z]+$/, '');

/** The part that the text is made of when it is only that part again and again, else the text. */
function repeatedPartOf(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return at > 0 ? text.slice(0, at) : text;
}

const isRow = (text: string): boolean => text.length >= 6 && ROWS.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));
