import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { derivedId } from '../platform/ids';
import { saveWorklist } from './project-worklist';
import { findByIdempotencyKey, insertDecision } from './store';
import { lockWorklistFacts } from './worklist-facts';
import { type WorklistFacts, withStanding } from './worklist-row';

/**
 * Follows new revisions: results that the sampling laboratory's own LIS has validated by name become a decision of kind
 * `lis`, with effect at once; then the worklist is rebuilt. Repeating it changes nothing.
 * @see decisions.md « `F` from the LIS is published without a biologist in Relais only… »
 */
export async function followDossiers(ctx: Context, tx: Transaction, dossierIds: readonly string[]): Promise<void> {
  const known = await lockWorklistFacts(tx, dossierIds);
  const decided = known.filter((facts) => validatorsIn(facts).size > 0);
  for (const facts of decided) await recordLisDecisions(ctx, tx, facts);
  const after = await lockWorklistFacts(
    tx,
    decided.map(({ dossier }) => dossier.id),
  );
  await saveWorklist(ctx, tx, [...known.filter((facts) => !decided.includes(facts)), ...after]);
}

/** The results that wait and that a validator of the LIS stands for, by validator. */
function validatorsIn(facts: WorklistFacts): Map<string, string[]> {
  const byValidator = new Map<string, string[]>();
  for (const { observation } of withStanding(facts, ['awaiting', 'held'])) {
    if (observation.lisValidator !== null) byValidator.set(observation.lisValidator, [...(byValidator.get(observation.lisValidator) ?? []), observation.id]);
  }
  return byValidator;
}

async function recordLisDecisions(ctx: Context, tx: Transaction, facts: WorklistFacts): Promise<void> {
  const { id: dossierId, revision } = facts.dossier;
  for (const [validator, observationIds] of validatorsIn(facts)) await recordLisDecision(ctx, tx, { dossierId, revision, validator, observationIds });
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
