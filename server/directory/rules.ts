/** RPPS: eleven digits, the last of which is a key by Luhn's rule. @see ANS, Répertoire partagé des professionnels de santé */
export function isRpps(text: string): boolean {
  if (!/^\d{11}$/.test(text)) return false;
  const sum = [...text].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export type Nearness = 'swapped-digits' | 'one-digit' | 'same-name' | 'near-name';

/** How a known prescriber resembles what was sent; null when he does not. Never picks: a person does. */
export function nearnessOf(sent: { rpps: string; name: string }, known: { rppsNumber: string; familyName: string; givenName: string }): Nearness | null {
  const differing = sent.rpps.length === 11 ? [...sent.rpps].flatMap((digit, index) => (digit === known.rppsNumber[index] ? [] : [index])) : [];
  const [first = 0, second = 0] = differing;
  if (differing.length === 2 && second === first + 1 && sent.rpps[first] === known.rppsNumber[second] && sent.rpps[second] === known.rppsNumber[first])
    return 'swapped-digits';
  if (differing.length >= 2 && isShuffle(sent.rpps, known.rppsNumber, differing) && sameWords(sent.name, known)) return 'swapped-digits';
  if (differing.length === 1) return 'one-digit';
  if (sameWords(sent.name, known)) return 'same-name';
  const family = wordsOf(known.familyName);
  return wordsOf(sent.name).some((word) => word.length > 2 && family.includes(word)) ? 'near-name' : null;
}

const isShuffle = (one: string, other: string, places: readonly number[]): boolean =>
  places.length <= 3 && sorted(places.map((place) => one[place] ?? '')) === sorted(places.map((place) => other[place] ?? ''));

const sorted = (texts: readonly string[]): string => texts.toSorted((a, b) => a.localeCompare(b)).join(' ');

const sameWords = (name: string, known: { familyName: string; givenName: string }): boolean =>
  name !== '' && sorted(wordsOf(name)) === sorted(wordsOf(`${known.familyName} ${known.givenName}`));

export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '' && word !== 'DR' && word !== 'PR');
