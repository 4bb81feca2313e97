import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { derivedId } from '../platform/ids';
import type { DossierFacts } from './project-worklist';
import { insertRequest, openRequestsOf } from './request-store';
import { coveredObservationIds, type DecisionRow } from './store';

/**
 * Asks the laboratory to measure again what was refused, in the name of who refused it and with her reason, once: what it was already asked to repeat or to
 * collect again is not asked for twice. Where its LIS takes no requests she is told so like after any other request.
 * @see interop.md « HL7 v2 out »: a refusal has no HL7 status, a repeat is asked for
 */
export async function askRepeat(ctx: Context, tx: Transaction, decision: DecisionRow, facts: DossierFacts): Promise<void> {
  const { userId } = decision;
  assert(userId !== null, 'a person refuses');
  await askRepeatOf(ctx, tx, { ...decision, userId, observationIds: await coveredObservationIds(tx, decision.id) }, facts);
}

export interface Refused {
  id: string;
  dossierId: string;
  revision: number;
  userId: string;
  deciderName: string;
  deciderRpps: string | null;
  holdReason: string;
  observationIds: readonly string[];
}

/** The same of what an executing laboratory refused of its part. */
export async function askRepeatOf(ctx: Context, tx: Transaction, decision: Refused, { state, history }: DossierFacts): Promise<void> {
  const refused = new Set(decision.observationIds);
  const asked = new Set((await openRequestsOf(tx, decision.dossierId)).flatMap(({ observationKeys }) => observationKeys));
  const keys = history.filter(({ id }) => refused.has(id)).map(({ observationKey }) => observationKey);
  const observationKeys = [...new Set(keys)].filter((key) => !asked.has(key));
  if (observationKeys.length === 0) return;
  const id = derivedId('repeat-of-refused', decision.id);
  const now = ctx.now();
  await insertRequest(tx, {
    id,
    dossierId: decision.dossierId,
    laboratoryId: state.dossier.laboratoryId,
    revision: decision.revision,
    kind: 'rerun',
    observationKeys,
    testCodes: [],
    reason: `Résultat refusé : ${decision.holdReason}`,
    requestedBy: decision.userId,
    requestedByName: decision.deciderName,
    requestedByRpps: decision.deciderRpps,
    requestedAt: now,
    // Her time to undo is over: nothing more to wait for.
    effectiveAt: now,
    state: 'asked',
    sentAt: null,
    answeredAt: null,
    cancelledAt: null,
    cancelledByName: null,
    refusalCode: null,
    refusalText: '',
    idempotencyKey: derivedId('repeat-of-refused-key', decision.id),
  });
  const detail = { kind: 'rerun', results: observationKeys.length, tests: 0, revision: decision.revision, decision: decision.id };
  await append(tx, ctx, { action: 'request.make', dossierId: decision.dossierId, patientId: state.dossier.patientId, subjectId: id, detail });
  await tell(tx, { name: 'request.made', dossierId: decision.dossierId, subjectId: id }, now);
}
