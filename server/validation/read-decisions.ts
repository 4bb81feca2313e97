import type { Transaction } from '../../db/client';
import { readingsOfMany } from './second-reading-store';
import { coveredObservationIds, type DecisionRow, decisionsOf, findDecision, observationIdsOf, validatedAmong } from './store';

export type DecisionRecord = DecisionRow;

/** Null when there is none, or none that the actor may see. */
export const readDecision = async (tx: Transaction, id: string): Promise<DecisionRecord | null> => (await findDecision(tx, id)) ?? null;

/** The versions that a decision covers: those it was made on, but for what was corrected before it took effect. */
export const readDecidedObservationIds = (tx: Transaction, decisionId: string): Promise<string[]> => coveredObservationIds(tx, decisionId);

/** The versions that a decision was made on, also those that were corrected before it took effect. */
export const readSignedObservationIds = (tx: Transaction, decisionId: string): Promise<string[]> => observationIdsOf(tx, decisionId);

/** Every decision of a dossier, oldest first, cancelled ones too. */
export const readDecisions = (tx: Transaction, dossierId: string): Promise<DecisionRecord[]> => decisionsOf(tx, dossierId);

/** Which of these versions were validated with effect. */
export const readValidatedAmong = (tx: Transaction, versionIds: readonly string[]): Promise<Set<string>> => validatedAmong(tx, versionIds);

/** Second readers who agreed, by decision. */
export async function readSecondReaders(tx: Transaction, dossierId: string): Promise<Map<string, SecondReader>> {
  const rows = (await readingsOfMany(tx, [dossierId])).filter(({ state }) => state === 'agreed');
  return new Map(
    rows.flatMap(({ decisionId, readerId, readerName, readerRpps, readAt }) =>
      readerId && readerName && readAt ? [[decisionId, { userId: readerId, name: readerName, rppsNumber: readerRpps, at: readAt }]] : [],
    ),
  );
}

export interface SecondReader {
  userId: string;
  name: string;
  rppsNumber: string | null;
  at: Date;
}

export { type DossierFacts, readDossierFacts } from './project-worklist';
