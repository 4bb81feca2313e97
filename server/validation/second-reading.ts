import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readLaboratory } from '../directory/read-directory';
import { type DossierState, lockDossierState, readDossierState } from '../dossier/read-dossier';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { factsOf, projectWorklist } from './project-worklist';
import { checkReading, type ReadingRefusal } from './second-reading-rules';
import { answerReading, findReading } from './second-reading-store';
import { displayedHashOf, fingerprintOf, readingStatementOf, type Shown } from './statement';
import { type DecisionRow, deactivate, findDecision, lockDecision, restoreSetAside, updateDecision } from './store';

type Denied = Refusal<'not-found' | ReadingRefusal>;

/** The fingerprint of what a second reader would agree to now; nothing is recorded. */
export async function prepareReading(
  ctx: Context<ProfessionalActor>,
  input: { decisionId: string },
): Promise<Outcome<{ fingerprint: string; displayed: string }, Refusal<'not-found'>>> {
  return ctx.transaction(async (tx) => {
    const decision = await findDecision(tx, input.decisionId);
    const shown = decision && (await shownNow(ctx, tx, await readDossierState(tx, decision.dossierId)));
    if (!shown) return refuse('not-found');
    return done({ fingerprint: fingerprintOf(readingStatementOf(shown, decision, ctx.actor)), displayed: displayedHashOf(shown) });
  });
}

/**
 * A second biologist has read what another one signed, and agrees: only now its time to undo begins, and nothing has left before. Never the signer herself, never
 * something else than what her screen showed.
 * @see ISO 15189:2022 7.4.1.2; GBUI V-1
 */
export async function agreeReading(
  ctx: Context<ProfessionalActor>,
  input: { decisionId: string; fingerprint: string },
  proofId: string,
): Promise<Outcome<{ effectiveAt: Date }, Denied>> {
  return answered(ctx, input.decisionId, async (tx, decision) => {
    const shown = await shownNow(ctx, tx, await lockDossierState(tx, decision.dossierId));
    const statement = shown && readingStatementOf(shown, decision, ctx.actor);
    const refusal = await check(ctx, tx, decision, { fingerprint: input.fingerprint, now: statement ? fingerprintOf(statement) : '' });
    if (refusal) return refuseAndTrace(ctx, tx, decision, refusal);
    const now = ctx.now();
    const { userId: readerId, name: readerName, rppsNumber: readerRpps } = ctx.actor;
    await answerReading(tx, decision.id, {
      state: 'agreed',
      readerId,
      readerName,
      readerRpps,
      readAt: now,
      statement,
      displayedHash: input.fingerprint,
      proofId,
    });
    const laboratory = await readLaboratory(tx, await laboratoryOf(tx, decision));
    const effectiveAt = new Date(now.getTime() + (laboratory?.undoSeconds ?? 10) * 1000);
    await updateDecision(tx, decision.id, { effectiveAt });
    await append(tx, ctx, {
      action: 'validation.agree',
      dossierId: decision.dossierId,
      subjectId: decision.id,
      detail: { fingerprint: input.fingerprint, proof: proofId },
    });
    await tell(tx, { name: 'decision.signed', dossierId: decision.dossierId, subjectId: decision.id }, now, effectiveAt);
    await projectWorklist(ctx, tx, decision.dossierId);
    return done({ effectiveAt });
  });
}

/** A second biologist does not agree: the results go back to whoever signed, with the reason, and nothing has left. */
export async function declineReading(
  ctx: Context<ProfessionalActor>,
  input: { decisionId: string; reason: string },
): Promise<Outcome<{ cancelledAt: Date }, Denied | Refusal<'reason-needed'>>> {
  if (input.reason.trim() === '') return refuse('reason-needed');
  return answered(ctx, input.decisionId, async (tx, decision) => {
    const refusal = await check(ctx, tx, decision, { fingerprint: '', now: '' });
    if (refusal) return refuseAndTrace(ctx, tx, decision, refusal);
    const now = ctx.now();
    const { userId: readerId, name: readerName, rppsNumber: readerRpps } = ctx.actor;
    await answerReading(tx, decision.id, { state: 'refused', readerId, readerName, readerRpps, readAt: now, reason: input.reason.trim() });
    await updateDecision(tx, decision.id, { state: 'cancelled', cancelledAt: now });
    await deactivate(tx, decision.id);
    await restoreSetAside(tx, decision.id);
    await append(tx, ctx, { action: 'validation.decline', dossierId: decision.dossierId, subjectId: decision.id });
    await projectWorklist(ctx, tx, decision.dossierId);
    return done({ cancelledAt: now });
  });
}

async function answered<T, R extends string>(
  ctx: Context<ProfessionalActor>,
  decisionId: string,
  act: (tx: Transaction, decision: DecisionRow) => Promise<Outcome<T, Refusal<R>>>,
): Promise<Outcome<T, Refusal<R | 'not-found'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const seen = await findDecision(tx, decisionId);
    const state = seen && (await lockDossierState(tx, seen.dossierId));
    // Under the lock of the dossier: it may have been taken back since.
    const decision = state && ctx.actor.siteIds.includes(state.dossier.siteId) ? await findDecision(tx, decisionId) : undefined;
    return decision ? act(tx, decision) : refuse('not-found');
  });
}

async function check(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  decision: DecisionRow,
  shown: { fingerprint: string; now: string },
): Promise<ReadingRefusal | 'not-found' | null> {
  const reading = await findReading(tx, decision.id);
  if (!reading) return 'not-found';
  if (decision.state === 'pending') await lockDecision(tx, decision.id);
  return checkReading({ state: reading.state, signerId: decision.userId, decisionState: decision.state }, ctx.actor, shown);
}

async function refuseAndTrace<R extends string>(ctx: Context, tx: Transaction, decision: DecisionRow, code: R): Promise<{ ok: false; refusal: Refusal<R> }> {
  await append(tx, ctx, { action: 'validation.agree', outcome: 'refused', dossierId: decision.dossierId, subjectId: decision.id, detail: { code } });
  return refuse(code);
}

async function shownNow(ctx: Context<ProfessionalActor>, tx: Transaction, state: DossierState | null): Promise<Shown | null> {
  const patient = state && (await readPatient(tx, state.dossier.patientId));
  if (!state || !patient || !ctx.actor.siteIds.includes(state.dossier.siteId)) return null;
  return { ...(await factsOf(tx, state)), patient };
}

async function laboratoryOf(tx: Transaction, { dossierId }: DecisionRow): Promise<string> {
  return (await readDossierState(tx, dossierId))?.dossier.laboratoryId ?? '';
}
