import { formatDate } from '../../../_text/format';
import { resultsOf } from '../_logic/changes';
import { type Evolution, evolutionOf } from '../_logic/evolution';
import type { Card } from '../_logic/types';

export interface TablePlan {
  priorColumns: Card['priorColumns'];
  evolution: Evolution | null;
  /** The one date that every difference is measured from; null when they differ, each then says its own. */
  deltaSince: Date | null;
  /** Number of columns, for cells that span what has nothing to show. */
  columns: number;
}

/** Which columns the table of a card has: a card without any earlier value has none for them. */
export function tablePlan(card: Card): TablePlan {
  const evolution = evolutionOf(card);
  const dates = new Map(resultsOf(card).flatMap(({ delta }) => (delta ? [[formatDate(delta.since), delta.since] as const] : [])));
  const [only] = dates.values();
  return { priorColumns: card.priorColumns, evolution, deltaSince: dates.size === 1 && only ? only : null, columns: 7 + card.priorColumns.length };
}

/** « 12/11/26 », for a column of 60 px. */
export const shortDate = (at: Date): string => formatDate(at).replace(/\/\d\d(\d\d)$/, '/$1');
