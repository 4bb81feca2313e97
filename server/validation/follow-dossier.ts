import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { lockDossierState } from '../dossier/read-dossier';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { derivedId } from '../platform/ids';
import { factsOf, projectWorklist } from './project-worklist';
import { findByIdempotencyKey, insertDecision } from './store';

/**
 * Follows a new revision: results that the sampling laboratory's own LIS has validated by name become a decision of kind
 * `lis`, with effect at once; then the worklist is rebuilt. Repeating it changes nothing.
 * @see decisions.md « `F` from the LIS is published without a biologist in Relais only… »
 */
export async function followDossier(ctx: Context, tx: Transaction, dossierId: string): Promise<void> {
  const state = await lockDossierState(tx, dossierId);
  if (!state) return;
  const facts = await factsOf(tx, state);
  const waiting = new Set(
    facts.standings.filter((standing) => standing.standing === 'awaiting' || standing.standing === 'held').map((standing) => standing.currentId),
  );
  const byValidator = new Map<string, string[]>();
  for (const observation of state.observations) {
    if (observation.lisValidator === null || !waiting.has(observation.id)) continue;
    byValidator.set(observation.lisValidator, [...(byValidator.get(observation.lisValidator) ?? []), observation.id]);
  }
  for (const [validator, observationIds] of byValidator)
    await recordLisDecision(ctx, tx, { dossierId, revision: state.dossier.revision, validator, observationIds });
  await projectWorklist(ctx, tx, dossierId);
}

async function recordLisDecision(
  ctx: Context,
  tx: Transaction,
  input: { dossierId: string; revision: number; validator: string; observationIds: string[] },
): Promise<void> {
  const idempotencyKey = derivedId('lis-decision', ...[...input.observationIds].sort());
  if (await findByIdempotencyKey(tx, idempotencyKey)) return;
  const id = derivedId('decision', idempotencyKey);
  const now = ctx.now();
  await insertDecision(
    tx,
    {
      id,
      dossierId: input.dossierId,
      revision: input.revision,
      kind: 'lis',
      userId: null,
      deciderName: input.validator,
      deciderRpps: null,
      signedAt: now,
      effectiveAt: now,
      state: 'effective',
      settledAt: now,
      cancelledAt: null,
      comment: '',
      holdReason: '',
      displayedHash: '',
      statement: null,
      proofId: null,
      idempotencyKey,
    },
    input.observationIds,
  );
  await append(tx, ctx, { action: 'validation.follow-lis', dossierId: input.dossierId, subjectId: id, detail: { results: input.observationIds.length } });
  await tell(tx, { name: 'validation.decided', dossierId: input.dossierId, subjectId: id }, now);
}
