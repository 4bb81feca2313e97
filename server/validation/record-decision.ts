import type { Transaction } from '../../db/client';
import type { Capacity } from '../../db/schema/validation';
import { readProof } from '../access/read-proof';
import { append } from '../audit/append';
import { readLaboratory } from '../directory/read-directory';
import { lockDossierState } from '../dossier/read-dossier';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { refuseTogether } from './batch-facts';
import { readBatch } from './batch-store';
import type { CommentRefusal } from './comment-rules';
import { insertComments } from './comment-store';
import type { RecordDecisionInput, RecordedDecision } from './decision-input';
import { hasUndoTime, type PersonalKind } from './kinds';
import { type DossierFacts, factsOf, projectWorklist } from './project-worklist';
import { refuseComments } from './read-comments';
import { readPolicy, toBeSigned } from './read-policy';
import { recordPartDecision } from './record-part-decision';
import { checkDecision, type DecisionRefusal, isProofOfBatch, isProofOfDecision, isReminderAhead } from './rules';
import { isOwnRefused, ownAmong, type ReadingReason, whySecondReader } from './second-reading-rules';
import { findReading, insertReading } from './second-reading-store';
import { type MaySign, readSigningScope } from './signing-scope';
import { fingerprintOf, statementOf } from './statement';
import { type DecisionRow, endSetAside, findByIdempotencyKey, findByProof, findDecision, insertDecision } from './store';

export type RecordRefusal = DecisionRefusal['code'] | 'not-found';

/**
 * Records a biologist's decision, or refuses it: two biologists at the same second, a dossier that changed since it was
 * displayed, a result already decided on, a proof that is not hers, not of this act, not on this very statement, or used. The statement is stored word for
 * word with its proof. Nothing leaves before `effectiveAt` (the time to undo).
 * @see GBUI V-1, IV-4c, VI-1; ISO 15189:2022 7.4.1.2; decisions.md « Undo »; threats.md 12, 27
 */
export async function recordDecision(ctx: Context<ProfessionalActor>, input: RecordDecisionInput): Promise<Outcome<RecordedDecision, Refusal<RecordRefusal>>> {
  return ctx.transaction((tx) => recordWithin(ctx, tx, input));
}

/** The same in the caller's transaction: what he writes beside it stands or falls with it. */
export async function recordWithin(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  input: RecordDecisionInput,
): Promise<Outcome<RecordedDecision, Refusal<RecordRefusal>>> {
  if (!ctx.actor.roles.includes('biologist')) return refuse('not-found');
  const state = await lockDossierState(tx, input.dossierId);
  // Not hers to decide as a whole: what her laboratory executed of it may be.
  if (!state) return recordPartDecision(ctx, tx, input);
  // Under the lock: the same press sent twice at once finds the decision of the first.
  const repeated = await findByIdempotencyKey(tx, input.idempotencyKey);
  if (repeated) return answerAgain(ctx, repeated, input, (await findReading(tx, repeated.id))?.state === 'asked');
  const patient = await readPatient(tx, state.dossier.patientId);
  if (!patient || !ctx.actor.siteIds.includes(state.dossier.siteId)) return refuse('not-found');
  const facts = await factsOf(tx, state);
  const may = await readSigningScope(tx, ctx, facts, input.observationIds);
  if (!may) return refuse('not-found');
  const statement = statementOf({ ...facts, patient }, input, ctx.actor, may.scope);
  const policy = await readPolicy(tx, state.dossier.laboratoryId);
  const signed = toBeSigned(facts, input, ctx.actor);
  const refusal =
    checkDecision(input, facts, fingerprintOf(statement)) ??
    codeOf(await refuseComments(tx, facts, input)) ??
    (isOwnRefused(signed, policy) ? ({ code: 'own-result' } as const) : null) ??
    checkParts(input, may) ??
    (await checkProof(ctx, tx, input)) ??
    (await refuseTogether(ctx, tx, facts, input)) ??
    checkReminder(ctx, input);
  if (refusal) return refuseAndTrace(ctx, tx, facts, refusal, input.kind);
  return done(
    await save(ctx, tx, facts, {
      ...input,
      statement,
      capacities: input.kind === 'validate' ? may.scope.capacities : [],
      observationIds: [...new Set(input.observationIds)],
      why: whySecondReader(signed, policy),
      ownResults: input.kind === 'validate' ? ownAmong(signed) : 0,
    }),
  );
}

/** The whole is validated on what the executing laboratories have validated, or on their word that came another way. @see GBUI XIV-2 */
function checkParts(input: RecordDecisionInput, { awaited }: MaySign): DecisionRefusal | null {
  if (input.kind !== 'validate' || awaited.length === 0 || (input.partReceived ?? '').trim() !== '') return null;
  return { code: 'part-awaited', laboratories: [...new Set(awaited.map(({ performerName, finessNumber }) => performerName || finessNumber))] };
}

const codeOf = (code: CommentRefusal | null): DecisionRefusal | null => (code === null ? null : { code });

const TRACED = { validate: 'validation.sign', hold: 'validation.hold', refuse: 'validation.refuse', comment: 'validation.comment' } as const satisfies Record<
  PersonalKind,
  string
>;

/** The same press that comes again is told what the first one made; the key of another press, dossier or person is told nothing. */
function answerAgain(
  ctx: Context<ProfessionalActor>,
  earlier: DecisionRow,
  input: RecordDecisionInput,
  isUnread: boolean,
): Outcome<RecordedDecision, Refusal<RecordRefusal>> {
  if (earlier.userId !== ctx.actor.userId || earlier.dossierId !== input.dossierId) return refuse('not-found');
  if (earlier.displayedHash === input.fingerprint) return done(recordedOf(earlier, isUnread));
  return refuse('already-decided', { by: earlier.deciderName, at: earlier.signedAt.toISOString() });
}

async function checkProof(ctx: Context<ProfessionalActor>, tx: Transaction, input: RecordDecisionInput): Promise<DecisionRefusal | null> {
  const proof = await readProof(tx, input.proofId);
  if (input.batchId) {
    const batch = await readBatch(tx, input.batchId);
    return batch?.proofId === input.proofId && isProofOfBatch(proof, ctx.actor, batch, input, ctx.now()) ? null : { code: 'proof-refused' };
  }
  const isProven = isProofOfDecision(proof, ctx.actor, input, ctx.now());
  return isProven && !(await findByProof(tx, input.proofId)) ? null : { code: 'proof-refused' };
}

const checkReminder = (ctx: Context, input: RecordDecisionInput): DecisionRefusal | null =>
  isReminderAhead(input, ctx.now()) ? null : { code: 'reminder-not-ahead' };

async function save(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  { state, identity }: DossierFacts,
  input: RecordDecisionInput & { statement: string; why: ReadingReason[]; ownResults: number; capacities: readonly Capacity[] },
): Promise<RecordedDecision> {
  const { dossier } = state;
  const laboratory = await readLaboratory(tx, dossier.laboratoryId);
  const signedAt = ctx.now();
  const isAtOnce = !hasUndoTime(input.kind);
  const effectiveAt = isAtOnce ? signedAt : new Date(signedAt.getTime() + (laboratory?.undoSeconds ?? 10) * 1000 + (input.waitMs ?? 0));
  const given = {
    id: newId(),
    dossierId: dossier.id,
    revision: dossier.revision,
    kind: input.kind,
    userId: ctx.actor.userId,
    deciderName: ctx.actor.name,
    deciderRpps: ctx.actor.rppsNumber,
    signedAt,
    effectiveAt,
    // A hold sends nothing anywhere: it has nothing to wait for, and is undone by deciding.
    state: isAtOnce ? 'effective' : 'pending',
    settledAt: isAtOnce ? signedAt : null,
    cancelledAt: null,
    comment: input.comment.trim(),
    holdReason: input.holdReason.trim(),
    displayedHash: input.fingerprint,
    statement: input.statement,
    proofId: input.proofId,
    batchId: input.batchId ?? null,
    idempotencyKey: input.idempotencyKey,
    remindAt: input.remindAt ?? null,
    ownResults: input.ownResults,
    capacities: [...input.capacities],
    partReceived: input.kind === 'validate' ? (input.partReceived ?? '').trim() : '',
  };
  await endSetAside(tx, input.observationIds);
  const row = await insertDecision(tx, given, input.observationIds);
  await insertComments(tx, row.id, input.comments ?? [], input.phrases ?? []);
  const isUnread = input.why.length > 0;
  if (isUnread) await insertReading(tx, { decisionId: row.id, why: input.why, askedAt: signedAt });
  await append(tx, ctx, {
    action: TRACED[input.kind],
    dossierId: dossier.id,
    patientId: dossier.patientId,
    subjectId: row.id,
    detail: {
      revision: dossier.revision,
      results: input.observationIds.length,
      ...(identity && input.kind === 'validate' ? { identity: identity.changes.map(({ trait }) => trait) } : {}),
      fingerprint: input.fingerprint,
      proof: input.proofId,
      ...(input.batchId ? { batch: input.batchId } : {}),
      effectiveAt: effectiveAt.toISOString(),
      ...(row.remindAt ? { remindAt: row.remindAt.toISOString() } : {}),
      ...(input.comments && input.comments.length > 0 ? { comments: input.comments.length } : {}),
      ...(isUnread ? { secondReader: input.why } : {}),
      ...(row.ownResults > 0 ? { ownResults: row.ownResults } : {}),
      ...(row.capacities.length > 0 ? { capacities: row.capacities.map(({ laboratoryId }) => laboratoryId) } : {}),
      ...(row.partReceived !== '' ? { partReceived: true } : {}),
    },
  });
  if (!isAtOnce) await tell(tx, { name: 'decision.signed', dossierId: dossier.id, subjectId: row.id }, signedAt, effectiveAt);
  if (row.remindAt) await tell(tx, { name: 'hold.reminded', dossierId: dossier.id, subjectId: row.id }, signedAt, row.remindAt);
  await projectWorklist(ctx, tx, dossier.id);
  return recordedOf(row, isUnread);
}

async function refuseAndTrace(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  facts: DossierFacts,
  refusal: DecisionRefusal,
  kind: PersonalKind,
): Promise<{ ok: false; refusal: Refusal<DecisionRefusal['code']> }> {
  await append(tx, ctx, {
    action: TRACED[kind],
    outcome: 'refused',
    dossierId: facts.state.dossier.id,
    patientId: facts.state.dossier.patientId,
    detail: { code: refusal.code, revision: facts.state.dossier.revision },
  });
  if (refusal.code === 'not-together') return refuse(refusal.code, { bars: refusal.bars.join(' ') });
  if (refusal.code === 'part-awaited') return refuse(refusal.code, { laboratories: refusal.laboratories.join(', ') });
  if (refusal.code !== 'already-decided') return refuse(refusal.code);
  const earlier = await findDecision(tx, refusal.decisionId);
  return refuse('already-decided', { by: earlier?.deciderName ?? '', at: earlier?.signedAt.toISOString() ?? '' });
}

const recordedOf = (row: DecisionRow, isUnread: boolean): RecordedDecision => ({
  decisionId: row.id,
  signedAt: row.signedAt,
  effectiveAt: row.effectiveAt,
  state: row.state,
  isUnread,
});
