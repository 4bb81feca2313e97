import type { Transaction } from '../../db/client';
import { newestVersions } from './store';

export interface ApprovedSet {
  ruleSetId: string;
  versionId: string;
  title: string;
  version: number;
  ruleCount: number;
  contentHash: string;
  approvedBy: string;
  approvedAt: Date;
}

/** The version in force of every set that the actor may read, approved or not; its content is left out. */
export async function readSetVersions(
  tx: Transaction,
  at: Date,
): Promise<(Omit<ApprovedSet, 'approvedBy' | 'approvedAt'> & { laboratoryId: string; inForceFrom: Date; approval: { by: string; at: Date } | null })[]> {
  return (await newestVersions(tx, at)).map(({ set, version, approval }) => ({
    laboratoryId: set.laboratoryId,
    ruleSetId: set.id,
    versionId: version.id,
    title: version.title,
    version: version.version,
    ruleCount: version.ruleCount,
    contentHash: version.contentHash,
    inForceFrom: version.inForceFrom,
    approval: approval && { by: approval.name, at: approval.approvedAt },
  }));
}

/** The rules in force in a laboratory, if a biologist has approved that very version; null = they may hold nothing and accept nothing. */
export async function readApprovedSet(tx: Transaction, laboratoryId: string, at: Date): Promise<ApprovedSet | null> {
  const known = (await readSetVersions(tx, at)).find((set) => set.laboratoryId === laboratoryId);
  if (!known?.approval) return null;
  return { ...known, approvedBy: known.approval.by, approvedAt: known.approval.at };
}
