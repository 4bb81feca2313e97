/** What a phrase may stand for, filled in from the dossier when it is used. */
export const PHRASE_VARIABLES = [
  'examen',
  'valeur',
  'unité',
  'référence',
  'antériorité',
  'date antériorité',
  'date',
  'service',
  'prescripteur',
  'laboratoire',
] as const;
export type PhraseVariable = (typeof PHRASE_VARIABLES)[number];

const VARIABLE = /\{([^{}]*)\}/g;

/** The variables of a text, each once, as they are written. */
export const variablesIn = (text: string): string[] => [...new Set([...text.matchAll(VARIABLE)].map((match) => (match[1] ?? '').trim()))];

/** The first variable that nobody knows; null = all are known. */
export const unknownVariable = (text: string): string | null =>
  variablesIn(text).find((name) => !(PHRASE_VARIABLES as readonly string[]).includes(name)) ?? null;

/** Fills a phrase in, or says which variable this dossier has no value for: a sentence with a hole in it is never used. */
export function fillPhrase(text: string, values: Partial<Record<PhraseVariable, string>>): { text: string } | { lacks: string } {
  const known = (name: string): string => (values[name as PhraseVariable] ?? '').trim();
  const lacks = variablesIn(text).find((name) => known(name) === '');
  return lacks === undefined ? { text: text.replace(VARIABLE, (_, name: string) => known(name.trim())) } : { lacks };
}

const TITLE_MAX = 80;
const TEXT_MAX = 2000;

/** Whether a line can be a phrase. */
export const isPhrase = ({ title, text }: { title: string; text: string }): boolean =>
  title.trim() !== '' && text.trim() !== '' && title.trim().length <= TITLE_MAX && text.trim().length <= TEXT_MAX && unknownVariable(text) === null;
