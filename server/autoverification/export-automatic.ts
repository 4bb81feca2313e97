import type { Transaction } from '../../db/client';
import { portableProofOf } from '../access/portable-proof';
import { readProof } from '../access/read-proof';
import { readDossiersAmong } from '../dossier/read-dossier';
import { readDecision, readSignedObservationIds } from '../validation/read-decisions';
import { findAcceptance } from './store';
import type { AcceptanceRow } from './types';
import { type PortableAutomatic, sealOfAutomatic } from './verify-automatic';

/** Writes an automatic decision with its text, the acceptance that it rests on and the proof of that, to be verified anywhere; null when it is none. */
export async function exportAutomatic(tx: Transaction, decisionId: string): Promise<PortableAutomatic | null> {
  const row = await readDecision(tx, decisionId);
  if (row?.kind !== 'auto' || !row.automatic || row.statement === null || row.userId === null) return null;
  const acceptance = await findAcceptance(tx, row.automatic.acceptanceId);
  const proof = acceptance && (await readProof(tx, acceptance.proofId));
  const dossier = (await readDossiersAmong(tx, [row.dossierId])).get(row.dossierId);
  if (!acceptance || !proof || !dossier) return null;
  const written = {
    format: 'relais automatic decision proof v1' as const,
    decision: {
      id: row.id,
      dossierId: row.dossierId,
      kind: 'auto' as const,
      siteId: dossier.siteId,
      userId: row.userId,
      deciderName: row.deciderName,
      deciderRpps: row.deciderRpps,
      signedAt: row.signedAt.toISOString(),
      displayedHash: row.displayedHash,
      observationIds: (await readSignedObservationIds(tx, row.id)).toSorted(),
      marks: row.automatic,
    },
    statement: row.statement,
    acceptance: signedOf(acceptance),
    proof: portableProofOf(proof),
  };
  return { ...written, seal: sealOfAutomatic(written) };
}

const signedOf = (row: AcceptanceRow) => ({
  id: row.id,
  userId: row.userId,
  name: row.name,
  rppsNumber: row.rppsNumber,
  laboratoryId: row.laboratoryId,
  ruleSetVersionId: row.ruleSetVersionId,
  siteIds: row.siteIds,
  chapters: row.chapters,
  testCodes: row.testCodes,
  samplePercent: row.samplePercent,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  acceptedAt: row.acceptedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  statement: row.statement,
  statementHash: row.statementHash,
});
