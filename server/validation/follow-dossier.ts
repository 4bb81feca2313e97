import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { DossierRecord } from '../dossier/read-dossier';
import { readFirstRevisions } from '../dossier/read-dossiers';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { grouped } from '../platform/grouped';
import { derivedId } from '../platform/ids';
import { type LisValidated, lisValidated } from './lis-rules';
import { saveWorklist } from './project-worklist';
import { findByIdempotencyKey, insertDecision } from './store';
import { lockWorklistFacts } from './worklist-facts';

/**
 * Follows new revisions: results that the sampling laboratory's own LIS has validated by name become a decision of kind
 * `lis`, with effect at once, also those that were replaced since; then the worklist is rebuilt. Repeating it changes nothing.
 * @see decisions.md « `F` from the LIS is published without a biologist in Relais only… »
 */
export async function followDossiers(ctx: Context, tx: Transaction, dossierIds: readonly string[]): Promise<void> {
  const known = await lockWorklistFacts(tx, dossierIds);
  const validated = new Map(known.map((facts) => [facts, lisValidated(facts.history, facts.decided)]));
  const decided = known.filter((facts) => (validated.get(facts) ?? []).length > 0);
  const revisions = await readFirstRevisions(
    tx,
    decided.filter(({ dossier }) => dossier.revision > 1).flatMap((facts) => (validated.get(facts) ?? []).map(({ id }) => id)),
  );
  for (const facts of decided) await recordLisDecisions(ctx, tx, facts.dossier, validated.get(facts) ?? [], revisions);
  const after = await lockWorklistFacts(
    tx,
    decided.map(({ dossier }) => dossier.id),
  );
  await saveWorklist(ctx, tx, [...known.filter((facts) => !decided.includes(facts)), ...after]);
}

/** One decision for each revision and validator, in the order of the revisions. */
async function recordLisDecisions(
  ctx: Context,
  tx: Transaction,
  { id: dossierId, revision: newest }: DossierRecord,
  validated: readonly LisValidated[],
  revisions: ReadonlyMap<string, number>,
): Promise<void> {
  const revisionOf = ({ id }: LisValidated) => revisions.get(id) ?? newest;
  const together = grouped(
    validated.toSorted((a, b) => revisionOf(a) - revisionOf(b)),
    (result) => JSON.stringify([revisionOf(result), result.validator]),
  );
  for (const results of together.values()) {
    const [first] = results;
    if (first)
      await recordLisDecision(ctx, tx, { dossierId, revision: revisionOf(first), validator: first.validator, observationIds: results.map(({ id }) => id) });
  }
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
