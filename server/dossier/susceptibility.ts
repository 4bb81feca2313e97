/** Clinical categories of susceptibility testing. @see EUCAST and CA-SFM 2019: « I » is « sensible à forte posologie » */
export const CATEGORIES = ['S', 'I', 'R', 'SDD', 'NS'] as const;
export type Category = (typeof CATEGORIES)[number];

/** The letter is always shown with its word: a colour alone would say nothing. */
export const CATEGORY_WORDS: Record<Category, string> = {
  S: 'sensible',
  I: 'sensible à forte posologie',
  R: 'résistant',
  SDD: 'sensible dose-dépendant',
  NS: 'non sensible',
};

const BY_WORD: readonly [RegExp, Category][] = [
  [/^non[ -]sensible|^non[ -]?susceptible/, 'NS'],
  [/dose[ -]dependa?n?t/, 'SDD'],
  [/^sensible a (forte|haute) posologie|^increased exposure|^susceptible, increased exposure|^intermediaire|^intermediate/, 'I'],
  [/^resistante?$|^resistant/, 'R'],
  [/^sensible$|^sensible a posologie standard$|^susceptible$/, 'S'],
];

/** Lower case without accents: what two spellings of one name share. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** The category in OBX-8, of whichever repetition bears one. */
export function categoryOfFlags(interpretation: string): Category | null {
  const flags = new Set(interpretation.split('~').map((flag) => flag.trim().toUpperCase()));
  return CATEGORIES.find((category) => flags.has(category)) ?? null;
}

/** The category that a text says and nothing else: « R », « S (Sensible) », « Résistant ». */
export function categoryOfText(text: string): Category | null {
  const [, letter = '', word = ''] = /^(SDD|NS|S|I|R)(?:\s*[(:=^-]\s*(.*?)\)?)?$/u.exec(text.trim()) ?? [];
  const spoken = plain(letter === '' ? text : word);
  const byWord = BY_WORD.find(([pattern]) => pattern.test(spoken))?.[1] ?? null;
  if (letter === '') return byWord;
  const known = CATEGORIES.find((category) => category === letter) ?? null;
  // A letter and a word that contradict each other are for a person to read, not for a table to choose between.
  return spoken === '' || byWord === known ? known : null;
}

/** A text whose own word for « I » is the one of before 2019 keeps its line: the table would say more than the laboratory did. */
export const saysIntermediate = (text: string): boolean => /intermedia/.test(plain(text));

/** « CMI Ciprofloxacine », « Ciprofloxacin [Susceptibility] by Minimum inhibitory concentration (MIC) »: a concentration. */
export const isConcentration = (label: string): boolean => /\b(cmi|mic)\b|minimum inhibitory/.test(plain(label));

/** The substance alone, out of whatever the label says besides. */
export function substanceOf(label: string): string {
  const bare = label
    .replace(/:(Susc|MIC)\b.*$/i, '')
    .replace(/\[.*$/, '')
    .replace(/^\s*(CMI|MIC|Antibiogramme|Sensibilit[ée])\b\s*(?:[:,-]|de la |de l['’]|du |des |de |à la |à l['’]|à |au )?\s*/i, '')
    .replace(/[\s,;(]*\b(CMI|MIC)\b\)?\s*$/i, '')
    .trim();
  return bare === '' ? label : bare;
}
