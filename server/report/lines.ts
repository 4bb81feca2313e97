import type { ReportContent } from './types';

type Panel = ReportContent['chapters'][number]['panels'][number];

/**
 * The results that have a line of their own: all but those of which an antibiogram tells everything. The table of several requests stands under the
 * first; what has changed since the version before always has its line.
 */
export const linesOf = ({ results }: Pick<Panel, 'results'>): Panel['results'] =>
  results.filter((result) => !result.inAntibiogram || result.changed !== null || result.cancelled !== null);

/**
 * Where all results of a panel were measured, when that was one place outside the laboratory: it is then said once, above them. Null when each line says its own.
 * @see GBUI XIII-2.6
 */
export function sharedOrigin(results: readonly Panel['results'][number][]): string | null {
  const origin = results[0]?.origin;
  return results.length > 1 && origin && results.every((result) => result.origin === origin) ? origin : null;
}

/** False only for a request whose results all stand in the table of another. */
export const isShown = (panel: Panel): boolean =>
  panel.results.length === 0 || linesOf(panel).length > 0 || panel.notes.length > 0 || Boolean(panel.antibiogram);
