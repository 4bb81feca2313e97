import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { openNamedBatch } from '../validation/open-named-batch';
import { recordWithin } from '../validation/record-decision';
import { exactOf, giveBack, isPackOpen, noteApplied, settledBefore } from './exact';
import { holdIntent } from './store';
import type { Intent, SettledIntent } from './types';

export interface ApplyInput {
  packId: string;
  /** In the order in which they were prepared. */
  intents: readonly Intent[];
  /** What she proved herself for: every fingerprint of the batch. */
  fingerprints: readonly string[];
  /** One per press of the button. */
  idempotencyKey: string;
}

/**
 * Records what was prepared without a link, each by the one way in which decisions are recorded, with one proof for all: only if the dossier is still exactly what was
 * seen, else it is given back. Each stands or falls by itself, with the word of what became of it in the same transaction: after a crash between two, whoever asks again
 * is told what was done and the rest is done. Of another person, session or device, or once the pack is over, nothing is.
 * @see issue 5 « Offline »; threats.md 27, 28, 29
 */
export async function applyIntents(
  ctx: Context<ProfessionalActor>,
  input: ApplyInput,
  proofId: string,
): Promise<Outcome<{ settled: SettledIntent[] }, Refusal<'not-found' | 'pack-over' | 'proof-refused'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  if (!(await ctx.transaction((tx) => isPackOpen(ctx, tx, input.packId)))) return refuse('pack-over');
  const batch = await openNamedBatch(ctx, input, proofId);
  if (!batch.ok) return batch;
  const settled: SettledIntent[] = [];
  for (const intent of input.intents) {
    const one = await ctx.transaction((tx) => applyOne(ctx, tx, input.packId, intent, batch.value));
    if (typeof one === 'string') return refuse(one);
    settled.push(one);
  }
  return done({ settled });
}

async function applyOne(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  packId: string,
  intent: Intent,
  batch: { batchId: string; proofId: string },
): Promise<SettledIntent | 'pack-over' | 'proof-refused'> {
  if (!(await isPackOpen(ctx, tx, packId))) return 'pack-over';
  await holdIntent(tx, intent.id);
  const before = await settledBefore(tx, intent.id);
  if (before) return before;
  const exact = await exactOf(ctx, tx, packId, intent);
  if ('code' in exact) return giveBack(ctx, tx, packId, intent, exact.code);
  const { kind, dossierId, observationIds, comment, holdReason } = intent;
  const recorded = await recordWithin(ctx, tx, { kind, dossierId, observationIds, comment, holdReason, ...exact, ...batch, idempotencyKey: intent.id });
  if (recorded.ok) return noteApplied(ctx, tx, packId, intent, { ...recorded.value, batchId: batch.batchId });
  return recorded.refusal.code === 'proof-refused' ? 'proof-refused' : giveBack(ctx, tx, packId, intent, recorded.refusal.code);
}
