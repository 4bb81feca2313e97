import type { Transaction } from '../../db/client';
import { readProof } from '../access/read-proof';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { derivedId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { SeenResult } from './batch-rules';
import { batchStatementOf } from './batch-statement';
import { type BatchRow, findBatchByKey, insertBatch, insertMembers } from './batch-store';
import { isProofOfBatch } from './rules';
import { fingerprintOf } from './statement';

/** One decision of a batch, as the screen sends it. */
export interface BatchPart {
  dossierId: string;
  /** Of the statement that the decision has to have, word for word. */
  fingerprint: string;
  /** What it signs: all that waited when it was displayed. */
  observationIds: readonly string[];
  /** Which results were in sight, and for how long. */
  seen: readonly SeenResult[];
}

export interface BatchInput {
  /** One per press of the button: a repeated request finds the batch that the first one opened. */
  idempotencyKey: string;
  parts: readonly BatchPart[];
}

const statementFor = ({ parts }: Pick<BatchInput, 'parts'>): string => batchStatementOf(parts.map(({ fingerprint }) => fingerprint));

/** What one proof has to be for. */
export const batchHashOf = (input: Pick<BatchInput, 'parts'>): string => fingerprintOf(statementFor(input));

/**
 * Opens a batch under one proof, once: a repeated request with the same content finds it, whatever it proved itself with; the key of another content or person is told
 * nothing. Decides nothing: each decision is recorded by itself and names its batch.
 */
export async function openBatch(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  input: BatchInput,
  proofId: string,
): Promise<Outcome<BatchRow, Refusal<'not-found' | 'proof-refused'>>> {
  const contentHash = batchHashOf(input);
  const id = derivedId('decision-batch', input.idempotencyKey);
  const row: BatchRow = {
    id,
    userId: ctx.actor.userId,
    statement: statementFor(input),
    contentHash,
    proofId,
    idempotencyKey: input.idempotencyKey,
    signedAt: ctx.now(),
  };
  const answer = (earlier: BatchRow | undefined) => (earlier?.contentHash === contentHash ? done(earlier) : refuse('not-found' as const));
  const earlier = await findBatchByKey(tx, input.idempotencyKey);
  if (earlier) return answer(earlier);
  const fingerprints = input.parts.map(({ fingerprint }) => fingerprint);
  const named = { contentHash, fingerprints };
  if (!isProofOfBatch(await readProof(tx, proofId), ctx.actor, named, { kind: 'validate', fingerprint: fingerprints[0] ?? '' }, ctx.now()))
    return refuse('proof-refused');
  // Pressed twice at once: the other request opened it, if it is hers.
  if (!(await insertBatch(tx, row))) {
    const meanwhile = await findBatchByKey(tx, input.idempotencyKey);
    return meanwhile ? answer(meanwhile) : refuse('proof-refused');
  }
  await insertMembers(
    tx,
    input.parts.map(({ dossierId, fingerprint }, position) => ({ batchId: id, position, dossierId, fingerprint })),
  );
  await append(tx, ctx, { action: 'validation.batch', subjectId: id, detail: { dossiers: input.parts.length, fingerprint: contentHash, proof: proofId } });
  return done(row);
}
