import { formatDate, formatInstant } from '../../../_text/format';
import { resultsOf } from './changes';
import type { Card, CardFinding } from './types';

/** What a finding asks for, in one or two words, with a sign that is not a colour alone. */
export const EFFECT_WORDS: Record<CardFinding['effect'], string> = {
  inform: '',
  hold: '◇ à regarder',
  call: '▲ à appeler',
  block: '■ à ne pas rendre tel quel',
};

/** What a line of the worklist says of it; '' = nothing is asked. */
export const ruleMark = (effect: string): string => ({ hold: '◇ à regarder', call: '▲ appel demandé', block: '■ ne pas diffuser' })[effect] ?? '';

const SHOWN = 2;

/** The findings of one line of the card, the gravest first, and how many more stand under the values. */
export function lineOf(card: Card, line: CardFinding['line']): { shown: CardFinding[]; more: number } {
  const weight = ({ effect }: CardFinding) => ['block', 'call', 'hold', 'inform'].indexOf(effect);
  const own = resultsOf(card)
    .flatMap(({ findings }) => findings)
    .filter((finding) => finding.line === line && finding.outcome === 'found')
    .sort((a, b) => weight(a) - weight(b));
  return { shown: own.slice(0, SHOWN), more: Math.max(own.length - SHOWN, 0) };
}

/** Suspended rules say nothing, and never « nothing found ». */
export const suspendedWords = ({ since, by, reason }: NonNullable<Card['rulesSuspended']>): string =>
  `Règles suspendues depuis le ${formatInstant(since)} par ${by}\u00a0: ${reason}. Rien n’est évalué par elles.`;

/** « Rien de détecté par les 41 règles », or why nothing could be: rules that look at nothing say nothing of it. */
export function nothingFound({ expertise, rulesSuspended }: Card): string {
  if (rulesSuspended) return suspendedWords(rulesSuspended);
  if (!expertise) return 'Règles pas encore interrogées pour cette version du dossier.';
  const { rules, ruleCount } = expertise;
  if (rules === 0) return `Non évalué : aucune des ${ruleCount} règles ne s’applique à ces résultats.`;
  return rules === 1
    ? `Rien de détecté par la seule règle qui s’applique (${ruleCount} en vigueur).`
    : `Rien de détecté par les ${rules} règles qui s’appliquent (${ruleCount} en vigueur).`;
}

/** Whose word a finding is: rule, version, date, author. */
export const ruleWords = ({ ruleCode, ruleTitle, ruleVersion, ruleDate, author }: CardFinding): string =>
  `${ruleCode}, « ${ruleTitle} », version ${ruleVersion} du ${formatDate(new Date(`${ruleDate}T12:00:00Z`))}, ${author}`;

/** What could not be judged, each reason once with the rules that it concerns. */
export function notEvaluable(findings: readonly CardFinding[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { outcome, sentence, ruleCode } of findings) if (outcome === 'not-evaluable') reasons.set(sentence, [...(reasons.get(sentence) ?? []), ruleCode]);
  return [...reasons].map(([sentence, codes]) => `${sentence} ${codes.length > 1 ? 'Règles' : 'Règle'} ${codes.join(', ')}.`);
}
