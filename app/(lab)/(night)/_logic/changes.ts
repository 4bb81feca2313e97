import { formatDate, NBSP } from '../../../_text/format';
import type { Card, CardResult } from './types';

export interface Move {
  label: string;
  from: string;
  to: string;
}

export interface ChangeLine {
  /** Released values that a new one replaces: said before anything else. */
  replaced: Move[];
  /** Values that the LIS corrected before anybody decided on them, without measuring again. */
  corrected: Move[];
  /** Moves since an earlier dossier, by the number of days, the most marked first. */
  moved: { days: number; moves: Move[] }[];
  /** Comparable results that moved less and are in the table only. */
  others: number;
  /** Why there is nothing to compare; null when there is something. */
  none: string | null;
}

/** What fits on the line; all the others are in the column « Écart ». */
const SHOWN = 5;
const DAY = 86_400_000;

/**
 * Says what has changed, from what the card carries and nothing else: what replaces a released value, then the moves since
 * the last comparable value, critical ones first, then by per cent. The same card always gives the same line.
 * @see GBUI I-2, IV-3; screens « The four lines »
 */
export function changesOf(card: Card): ChangeLine {
  const results = resultsOf(card).filter((result) => result.removal === null && result.standing !== 'awaited');
  const replaced = results.flatMap((result) => (result.replaces === null ? [] : [{ label: result.label, from: result.replaces, to: result.value }]));
  const corrected = results.flatMap((result) => {
    const [last] = result.earlier;
    return result.replaces === null && last?.why === 'correction' ? [{ label: result.label, from: last.value, to: result.value }] : [];
  });
  const comparable = results.filter((result) => result.delta !== null);
  const moving = comparable.filter((result) => result.value !== result.priors[0]?.value).sort((a, b) => weightOf(b) - weightOf(a));
  const shown = moving.slice(0, SHOWN);
  return {
    replaced,
    corrected,
    moved: byDays(shown, card.collection.collectedAt ?? card.receivedAt),
    others: moving.length - shown.length,
    none: reasonOfNone(results, comparable, moving),
  };
}

/** Every result of the card, in the order of its table. */
export const resultsOf = (card: Card): CardResult[] => card.panels.flatMap((panel) => panel.results);

function byDays(results: readonly CardResult[], reference: Date): ChangeLine['moved'] {
  const groups = new Map<number, Move[]>();
  for (const { label, value, delta, priors } of results) {
    const days = delta ? daysSince(delta.since, reference) : 0;
    groups.set(days, [...(groups.get(days) ?? []), { label, from: priors[0]?.value ?? '', to: value }]);
  }
  return [...groups].map(([days, moves]) => ({ days, moves }));
}

/** Calendar days between two instants in Paris: what one means by « en 9 jours ». */
export function daysSince(since: Date, reference: Date): number {
  const day = (instant: Date) => Date.parse(formatDate(instant).split('/').toReversed().join('-'));
  return Math.round((day(reference) - day(since)) / DAY);
}

/** « En 9 jours », « Depuis hier », « Le même jour ». */
export function sinceWords(days: number): string {
  if (days <= 0) return 'Le même jour';
  return days === 1 ? 'Depuis hier' : `En ${days}${NBSP}jours`;
}

function weightOf(result: CardResult): number {
  const percent = Math.abs(Number((result.delta?.percent ?? '0').replace(/[^\d]/g, '')));
  return (result.flag.startsWith('critical') ? 1_000_000 : 0) + percent;
}

function reasonOfNone(results: readonly CardResult[], comparable: readonly CardResult[], moving: readonly CardResult[]): string | null {
  if (moving.length > 0 || results.some(({ replaces, earlier }) => replaces !== null || earlier[0]?.why === 'correction')) return null;
  if (comparable.length > 0) return 'Rien : les valeurs comparables sont celles de la dernière fois.';
  const reasons = [...new Set(results.map((result) => result.priorAbsence).filter((reason) => reason !== null))];
  if (reasons.length === 1 && results.every((result) => result.priorAbsence !== null))
    return reasons[0] === 'Premier dosage connu.' ? 'Premiers dosages connus : rien à comparer.' : (reasons[0] ?? null);
  return 'Aucune valeur comparable à une antériorité.';
}
