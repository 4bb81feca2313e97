import type { SparkPoint } from '../../../_ui/sparkline';
import { daysSince, resultsOf } from './changes';
import type { Card, CardPrior, CardResult } from './types';

/** What a graph looks back on at most: older values stay in the columns and under the value, not in the graph. */
const LOOK_BACK_DAYS = 731;

export interface Evolution {
  /** First instant of every graph of the card: they share one scale of time. */
  from: Date;
  until: Date;
  /** « 99 jours », « 14 mois ». */
  span: string;
}

/** The scale of time that all graphs of a card share; null when there is nothing to draw. */
export function evolutionOf(card: Card): Evolution | null {
  const until = card.collection.collectedAt ?? card.receivedAt;
  const priors = resultsOf(card).flatMap((result) => drawablePriors(result, until));
  const from = priors.reduce((first, { on }) => (on < first ? on : first), until);
  return priors.length === 0 ? null : { from, until, span: spanWords(daysSince(from, until)) };
}

/** The points of one result, oldest first; empty when it is no number, or has no earlier number in the same unit. */
export function pointsOf(result: CardResult, { until }: Evolution): SparkPoint[] {
  if (!result.isNumeric || result.number === null) return [];
  const before = drawablePriors(result, until).toSorted((a, b) => a.on.getTime() - b.on.getTime());
  if (before.length === 0) return [];
  return [...before.map((prior) => point(prior, prior.on)), point(result, until)];
}

const drawablePriors = (result: CardResult, until: Date): CardPrior[] =>
  result.isNumeric
    ? result.priors.filter((prior) => prior.number !== null && prior.unit === result.unit && prior.on < until && daysSince(prior.on, until) <= LOOK_BACK_DAYS)
    : [];

function point({ number, value, comparator, method }: Pick<CardResult, 'number' | 'value' | 'comparator' | 'method'>, on: Date): SparkPoint {
  const limit = comparator?.startsWith('<') ? 'below' : comparator?.startsWith('>') ? 'above' : undefined;
  return { at: on.toISOString(), value: number ?? 0, shown: value, limit, method };
}

function spanWords(days: number): string {
  if (days < 1) return '24 h';
  if (days === 1) return '1 jour';
  return days < 120 ? `${days} jours` : `${Math.round(days / 30.44)} mois`;
}
