const NEAREST: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ß: 'ss',
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  '€': 'EUR',
  '≤': '<=',
  '≥': '>=',
  '×': 'x',
  '÷': '/',
  µ: 'u',
  μ: 'u',
  '°': 'o',
  '²': '2',
  '³': '3',
  '±': '+/-',
};

/**
 * Gives the nearest ASCII letters for a character that a character set lacks, else `?`. Never gives a default HL7
 * delimiter, and by decomposition nothing but letters and digits, so no character can turn into structure.
 */
export function transliterate(character: string): string {
  const nearest = NEAREST[character];
  if (nearest !== undefined) return nearest;
  const letters = character.normalize('NFD').replace(/[^A-Za-z0-9]/g, '');
  return letters === '' ? '?' : letters;
}
