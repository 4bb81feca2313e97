/** Texts are compared without accents, case and apostrophes: what a secretary types is not what a rule spells. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[’']/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const DENIED = /(?:^| )(?:pas de|pas d|sans|absence de|absence d|aucune?|non|ni) $/;

/** Whether one of these begins a word of the text, and is not denied right before it (« pas de dialyse »). */
export function hasWord(text: string, words: readonly string[]): boolean {
  const searched = plain(text);
  return words.some((word) => begins(searched, plain(word)));
}

function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const isStart = at === 0 || !/[a-z0-9]/.test(text[at - 1] ?? '');
    if (isStart && !DENIED.test(text.slice(0, at))) return true;
  }
  return false;
}

/** Whether the text itself begins with one of these (« Positif (titre 1/80) »). */
export function startsWithWord(text: string, words: readonly string[]): boolean {
  const searched = plain(text);
  return words.some((word) => searched.startsWith(plain(word)) && !/[a-z0-9]/.test(searched[plain(word).length] ?? ''));
}
