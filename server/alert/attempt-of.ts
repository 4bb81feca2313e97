import type { AttemptRow } from './store';
import type { CallSheet } from './types';

/** An attempt as the screens show it. */
export const attemptOf = (row: AttemptRow): CallSheet['attempts'][number] => ({
  id: row.id,
  at: row.at,
  by: row.madeByName,
  place: row.place,
  number: row.number,
  outcome: row.outcome as CallSheet['attempts'][number]['outcome'],
  note: row.note,
});
