import { formatNumber } from '../../../_text/format';
import type { ReplayDossier, RuleDraft, RuleOfSet, RuleReplay, RuleSetOfPage, RuleSheet, RulesLife } from './types';

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

/** Rules of a draft with that in their code, title or sentence. */
export function foundRules(rules: RuleDraft['rules'], search: string): RuleDraft['rules'] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  return rules.filter(({ rule, describes }) => {
    const text = plain([rule.code, rule.title, rule.says ?? '', describes].join(' '));
    return words.every((word) => text.includes(word));
  });
}

export const diffKindWords = (kind: RuleDraft['diff'][number]['kind']): string =>
  ({ added: 'ajoutée', removed: 'retirée', changed: 'modifiée', off: 'désactivée', on: 'réactivée', analyte: 'analyte', title: 'nom' })[kind];

export const changeKindWords = (kind: string): string =>
  ({
    rule: 'Règle enregistrée :',
    off: 'Règle désactivée :',
    on: 'Règle réactivée :',
    remove: 'Règle retirée :',
    analyte: 'Analyte :',
    title: 'Nom du jeu',
    import: 'Fichier repris :',
  })[kind] ?? kind;

/** What the gravest rule of a dossier asks for, in the list of a replay. */
export const replayEffectWords = (effect: string): string => ({ inform: 'à lire', hold: 'retenu', call: 'à appeler', block: 'non rendu' })[effect] ?? 'rien';

interface ReplayLine {
  label: string;
  before: number;
  after: number;
  decimals?: number;
  detail?: string;
}

/** The figures of a replay in the order in which they matter. */
export function replayLines(counts: RuleReplay['counts']): ReplayLine[] {
  const perNight = (calls: number) => (counts.nights === 0 ? 0 : calls / counts.nights);
  return [
    { label: 'Retenus par une règle', ...counts.holds, detail: `${counts.extraHolds} en plus, ${counts.fewerHolds} en moins` },
    { label: 'Appels demandés', ...counts.calls, detail: `${counts.extraCalls} en plus, ${counts.fewerCalls} en moins` },
    {
      label: 'Appels par nuit (20 h à 8 h)',
      before: perNight(counts.callsAtNight.before),
      after: perNight(counts.callsAtNight.after),
      decimals: 2,
      detail: `${counts.callsAtNight.before}, puis ${counts.callsAtNight.after} en ${counts.nights} nuits`,
    },
    {
      label: 'Validations automatiques possibles',
      ...counts.automatic,
      detail: `${counts.extraAutomatic} en plus, ${counts.fewerAutomatic} en moins, tout le reste étant égal`,
    },
    { label: 'Avec une règle non évaluable', ...counts.notEvaluable },
  ];
}

/** « +41 », « −17 », « 0 ». */
export const gapWords = (gap: number, decimals?: number): string => `${gap > 0 ? '+' : gap < 0 ? '−' : ''}${formatNumber(Math.abs(gap), decimals)}`;

/** Rules that would speak more or less often, those that move most first. */
export const rulesThatMove = ({ rules }: RuleReplay['counts']): { code: string; before: number; after: number }[] =>
  Object.entries(rules)
    .map(([code, pair]) => ({ code, ...pair }))
    .filter(({ before, after }) => before !== after)
    .toSorted((one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before));

/** The list of a replay for a spreadsheet. What begins like a formula is made text. */
export function dossierCsv(rows: readonly ReplayDossier[]): string {
  const cell = (text: string) => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const head = ['dossier', 'reçu', 'nuit', 'avant', 'après', 'règles en plus', 'règles en moins', 'VAO avant', 'VAO après', 'phrase'];
  const yes = (is: boolean) => (is ? 'oui' : 'non');
  const lines = rows.map((row) => [
    row.accessionNumber,
    row.receivedAt.toISOString(),
    yes(row.isNight),
    replayEffectWords(row.beforeEffect),
    replayEffectWords(row.afterEffect),
    row.appeared.join(' '),
    row.vanished.join(' '),
    yes(row.beforeAuto),
    yes(row.afterAuto),
    row.says,
  ]);
  return `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`;
}

export const versionStateWords = (state: RulesLife['versions'][number]['state']): string =>
  ({ 'in-force': 'en vigueur', scheduled: 'à venir', overtaken: 'remplacée avant sa mise en service', past: 'remplacée' })[state];

export const sheetStateWords = (state: RuleSheet['state']): string =>
  ({ open: 'à approuver', stale: 'caduque', refused: 'rendue', approved: 'approuvée' })[state];
