import type { CountedBatches, DayCounts } from '../../db/schema/reconciliation';

export type { CountedBatches, DayCounts };

/** One thing that two books say differently of. */
export interface Difference {
  /** `worklist`: the worklist says something else; `revision`: the newest revision holds another number of results; `no-dossier`: a message went in, its dossier is not there. */
  kind: 'worklist' | 'revision' | 'no-dossier';
  accessionNumber: string;
}

/** Numbers of one link that arrived one after the other without a hole. */
export interface Island {
  from: number;
  to: number;
}

/** One kind of day has one rhythm. */
export type DayKind = 'weekday' | 'saturday' | 'sunday';
