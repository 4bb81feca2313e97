import type { LibraryPhrase, UsedPhrase } from './types';

const SHOWN = 6;
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Phrases in force whose title or text has every word that is typed; those whose title begins so first. */
export function phrasesFound(phrases: readonly LibraryPhrase[], search: string): LibraryPhrase[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  const first = words[0] ?? '';
  return phrases
    .filter(({ state, title, text }) => state === 'in-force' && words.every((word) => plain(`${title} ${text}`).includes(word)))
    .toSorted((a, b) => Number(plain(b.title).startsWith(first)) - Number(plain(a.title).startsWith(first)) || a.title.localeCompare(b.title, 'fr'))
    .slice(0, SHOWN);
}

/** The phrases whose words are still there, each once: what was rewritten by hand is nobody's phrase any more. */
export const usedIn = (phrases: readonly UsedPhrase[], texts: readonly string[]): UsedPhrase[] =>
  phrases.filter(
    (phrase, index) =>
      texts.some((text) => text.includes(phrase.text)) &&
      phrases.findIndex((other) => other.phraseId === phrase.phraseId && other.version === phrase.version && other.text === phrase.text) === index,
  );
