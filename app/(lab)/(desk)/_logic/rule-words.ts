import type { RuleOfSet, RuleSetOfPage } from './types';

/** The fields in the order of the page. */
export const CHAPTERS: readonly { value: string; label: string }[] = [
  { value: 'chemistry', label: 'Biochimie' },
  { value: 'gases', label: 'Gaz du sang' },
  { value: 'haematology', label: 'Hématologie' },
  { value: 'coagulation', label: 'Hémostase' },
  { value: 'hormones', label: 'Hormonologie' },
  { value: 'infection', label: 'Sérologie et infection' },
  { value: 'sample', label: 'Prélèvement' },
];

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** Every word must be somewhere in the rule: code, title, sentence, source. Without accents and case. */
export function rulesWith(rules: readonly RuleOfSet[], search: string): RuleOfSet[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  return rules.filter((rule) => {
    const text = plain([rule.code, rule.title, rule.says, rule.source, rule.author, rule.describes].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** By field, in the order of the page, empty ones left out. */
export const byChapter = (rules: readonly RuleOfSet[]): { label: string; rules: RuleOfSet[] }[] =>
  CHAPTERS.map(({ value, label }) => ({ label, rules: rules.filter(({ chapter }) => chapter === value) })).filter((one) => one.rules.length > 0);

/** What a rule asks for. */
export const effectWords = (effect: string): string =>
  ({ inform: 'informe', hold: 'demande un regard', call: 'demande un appel', block: 'retient le résultat' })[effect] ?? 'selon la borne dépassée';

/** What the set may do as it stands. */
export const standingWords = ({ approval }: Pick<RuleSetOfPage, 'approval'>): string =>
  approval ? `Approuvé par ${approval.name}` : 'À approuver par un biologiste du laboratoire : le jeu informe, et ne change l’ordre d’aucune liste';
