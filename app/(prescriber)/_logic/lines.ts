import type { Panel } from './types';

/** The results that have a line of their own, as on paper: all but those of which an antibiogram tells everything, and what has changed in any case. */
export const linesOf = ({ results }: Pick<Panel, 'results'>): Panel['results'] =>
  results.filter((result) => !result.inAntibiogram || result.changed !== null || result.cancelled !== null);

export const isShown = (panel: Panel): boolean =>
  panel.results.length === 0 || linesOf(panel).length > 0 || panel.notes.length > 0 || Boolean(panel.antibiogram);
