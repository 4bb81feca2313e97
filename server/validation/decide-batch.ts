import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { derivedId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { batchIntentOf } from './batch-facts';
import { BATCH_BARS, BATCH_MOST, type BatchBar } from './batch-rules';
import { type BatchRow, leaveOut, membersOf } from './batch-store';
import { type BatchInput, type BatchPart, openBatch } from './open-batch';
import { recordDecision } from './record-decision';

/** Longest that one signature of a batch is thought to take: those before it wait so long for it, so that the whole can be undone for the whole time. */
const EACH_MS = 250;

export interface BatchSigned {
  dossierId: string;
  decisionId: string | null;
  effectiveAt: Date | null;
  state: string | null;
  /** Why it was left out; null = it was signed. */
  code: string | null;
  /** What keeps it out of any batch, where that is why. */
  bars: BatchBar[];
}

export interface BatchAnswer {
  batchId: string;
  signedAt: Date;
  dossiers: BatchSigned[];
}

/**
 * Signs several dossiers with one proof, each by a decision of its own, through the use case of a single one and in a transaction of its own. What changed meanwhile,
 * or may not be signed with others, is left out and says why; the others are signed. Sent again, also after a crash between two of them, it answers what was done,
 * and does what was not.
 * @see issue « Batch validation only for rows actually displayed »; GBUI V-1; threats.md 12, 27
 */
export async function decideBatch(
  ctx: Context<ProfessionalActor>,
  input: BatchInput,
  proofId: string,
): Promise<Outcome<BatchAnswer, Refusal<'not-found' | 'nothing-selected' | 'proof-refused'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  const { parts } = input;
  const isSound = parts.length <= BATCH_MOST && new Set(parts.map(({ dossierId }) => dossierId)).size === parts.length;
  if (parts.length === 0 || !isSound) return refuse('nothing-selected');
  const opened = await ctx.transaction((tx) => openBatch(ctx, tx, input, proofId));
  if (!opened.ok) return opened;
  for (const [position, part] of parts.entries()) await signOne(ctx, opened.value, { part, position, waitMs: (parts.length - position - 1) * EACH_MS });
  return done(await answerOf(ctx, opened.value));
}

async function signOne(
  ctx: Context<ProfessionalActor>,
  batch: BatchRow,
  { part, position, waitMs }: { part: BatchPart; position: number; waitMs: number },
): Promise<void> {
  const { dossierId, fingerprint, observationIds, seen } = part;
  const before = (await ctx.transaction((tx) => membersOf(tx, batch.id))).find(({ member }) => member.position === position);
  if (!before || before.member.code !== null || before.decision) return;
  const outcome = await recordDecision(ctx, {
    ...batchIntentOf(observationIds, seen),
    dossierId,
    fingerprint,
    proofId: batch.proofId,
    idempotencyKey: derivedId('batch-decision', batch.id, dossierId),
    batchId: batch.id,
    waitMs,
  });
  if (outcome.ok) return;
  const { code, detail } = outcome.refusal;
  const bars = String(detail?.bars ?? '').split(' ');
  await ctx.transaction((tx) => leaveOut(tx, batch.id, position, { code, bars: BATCH_BARS.filter((bar) => bars.includes(bar)), leftOutAt: ctx.now() }));
}

async function answerOf(ctx: Context<ProfessionalActor>, batch: BatchRow): Promise<BatchAnswer> {
  const rows = await ctx.transaction((tx) => membersOf(tx, batch.id));
  return {
    batchId: batch.id,
    signedAt: batch.signedAt,
    dossiers: rows.map(({ member, decision }) => ({
      dossierId: member.dossierId,
      decisionId: decision?.id ?? null,
      effectiveAt: decision?.effectiveAt ?? null,
      state: decision?.state ?? null,
      code: decision ? null : (member.code ?? 'interrupted'),
      bars: member.bars.filter((bar): bar is BatchBar => BATCH_BARS.some((known) => known === bar)),
    })),
  };
}
