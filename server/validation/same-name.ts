/**
 * Whether a technician's name is that of the person who reads: the LIS writes « Hélène MARCHETTI », with or without a title, in its own capitals and order. A namesake
 * counts as the person herself: better a second pair of eyes too many than one too few.
 */
export function isSameName(written: string, name: string): boolean {
  const one = wordsOfName(written);
  return one !== '' && one === wordsOfName(name);
}

const wordsOfName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !['DR', 'PR', 'M', 'MME'].includes(word))
    .toSorted()
    .join(' ');
