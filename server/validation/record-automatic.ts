import type { Transaction } from '../../db/client';
import type { AutomaticMarks } from '../../db/schema/validation';
import { append } from '../audit/append';
import { readLaboratory } from '../directory/read-directory';
import { lockDossierState } from '../dossier/read-dossier';
import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { derivedId } from '../platform/ids';
import { factsOf, projectWorklist } from './project-worklist';
import { automaticStatementOf, fingerprintOf } from './statement';
import { findByIdempotencyKey, insertDecision } from './store';

export interface AutomaticDecision {
  dossierId: string;
  observationIds: readonly string[];
  /** The biologist in whose name it is, who accepted it. */
  biologist: { userId: string; name: string; rppsNumber: string | null };
  marks: AutomaticMarks;
}

/**
 * Records a decision of the kind `auto`, once for each revision and verdict: cancelled, undone or revoked, the same is never made again. Like any signature it
 * can be undone until it takes effect, and nothing leaves before. Who may be signed for, and whether the dossier qualifies, is for the caller to know.
 * @returns whether it was made now
 */
export async function recordAutomatic(ctx: Context, tx: Transaction, { dossierId, observationIds, biologist, marks }: AutomaticDecision): Promise<boolean> {
  const state = await lockDossierState(tx, dossierId);
  const patient = state && (await readPatient(tx, state.dossier.patientId));
  if (!state || !patient) return false;
  const idempotencyKey = derivedId('automatic-decision', dossierId, String(state.dossier.revision), marks.verdictHash);
  if (await findByIdempotencyKey(tx, idempotencyKey)) return false;
  const statement = automaticStatementOf({ ...(await factsOf(tx, state)), patient }, observationIds, biologist, marks);
  const signedAt = ctx.now();
  const laboratory = await readLaboratory(tx, state.dossier.laboratoryId);
  const effectiveAt = new Date(signedAt.getTime() + (laboratory?.undoSeconds ?? 10) * 1000);
  const id = derivedId('decision', idempotencyKey);
  await insertDecision(
    tx,
    {
      id,
      dossierId,
      revision: state.dossier.revision,
      kind: 'auto',
      userId: biologist.userId,
      deciderName: biologist.name,
      deciderRpps: biologist.rppsNumber,
      signedAt,
      effectiveAt,
      state: 'pending',
      settledAt: null,
      cancelledAt: null,
      displayedHash: fingerprintOf(statement),
      statement,
      proofId: null,
      idempotencyKey,
      automatic: marks,
    },
    observationIds,
  );
  await append(tx, ctx, {
    action: 'validation.automatic',
    dossierId,
    patientId: state.dossier.patientId,
    subjectId: id,
    detail: {
      revision: state.dossier.revision,
      results: observationIds.length,
      biologist: biologist.userId,
      acceptance: marks.acceptanceId,
      ruleSetVersion: marks.ruleSetVersion,
      verdict: marks.verdictHash,
      effectiveAt: effectiveAt.toISOString(),
    },
  });
  await tell(tx, { name: 'decision.signed', dossierId, subjectId: id }, signedAt, effectiveAt);
  await projectWorklist(ctx, tx, dossierId);
  return true;
}
