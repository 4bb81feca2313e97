import type { Transaction } from '../../db/client';
import { type FindingRow, findingsOf, type VerdictRow, verdictsOf } from './store';

export type VerdictRecord = VerdictRow;
export type FindingRecord = FindingRow;

/** What the rules said of a dossier at exactly that revision, in full. */
export interface DossierVerdict {
  verdict: VerdictRecord;
  findings: FindingRecord[];
}

/** The verdict alone, by dossier: what a line of the worklist needs. */
export async function readVerdicts(tx: Transaction, asked: readonly { dossierId: string; revision: number }[]): Promise<Map<string, VerdictRecord>> {
  if (asked.length === 0) return new Map();
  return new Map((await verdictsOf(tx, asked)).map((row) => [row.dossierId, row]));
}

/** Null = the rules have not been asked yet of that revision. */
export async function readVerdict(tx: Transaction, dossierId: string, revision: number): Promise<DossierVerdict | null> {
  const [verdict] = await verdictsOf(tx, [{ dossierId, revision }]);
  return verdict ? { verdict, findings: await findingsOf(tx, [verdict.id]) } : null;
}
