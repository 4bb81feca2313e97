import type { Laboratory, Staff } from './laboratories';
import type { LisEncounter, LisOrder, LisResult } from './lis-message';
import type { Panel } from './panels';
import type { Person } from './patients';

/** The whole life of a dossier in the laboratory, known beforehand; messages are looks at it at certain instants. */
export interface Dossier {
  laboratory: Laboratory;
  patient: Person;
  encounter: LisEncounter;
  order: LisOrder;
  clinicalInformation: string;
  collector: Staff & { profession: string };
  collectedAt: Date;
  receivedAt: Date;
  groups: readonly PlannedGroup[];
  /** Instants at which the laboratory system sends, in order; the first is that of the first message. */
  sendsAt: readonly Date[];
  /** True when a later message repeats the whole group, false when it says only what is new. */
  repeatsWholeGroups: boolean;
}

export interface PlannedGroup {
  panel: Panel;
  technician: Staff;
  notes: readonly string[];
  results: readonly PlannedResult[];
}

export interface PlannedResult {
  line: LisResult;
  readyAt: Date;
  /** False for what was ordered afterwards: nothing said that it was awaited. */
  isAnnounced: boolean;
  correction: { line: LisResult; at: Date } | null;
}
