import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { lockDossierState, readDossiersAmong } from '../dossier/read-dossier';
import { settleIdentity } from '../dossier/settle-identity';
import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { askRepeat } from './ask-repeat';
import { isValidation } from './kinds';
import { type DossierFacts, factsOf, projectWorklist } from './project-worklist';
import { findReading } from './second-reading-store';
import { isSignedIdentity } from './signed-identity';
import { type DecisionRow, deactivateFor, lockDecision, observationIdsOf, updateDecision } from './store';

/** Whether an automatic decision may still have its effect, asked at that very instant; handed in by `server/main/wiring.ts`, since what it depends on is another room's to know. */
export type MayLeave = (ctx: Context, tx: Transaction, decision: DecisionRow) => Promise<boolean>;

/** Whether its LIS has said more of a dossier than has been carried in; handed in as well. */
export type ReadUncarried = (tx: Transaction, dossier: { laboratoryId: string; accessionNumber: string }) => Promise<boolean>;

/** What was acknowledged goes in first, but a message that cannot be carried in (it has an alarm of its own) keeps no result back longer than this. */
const MESSAGES_FIRST_MS = 5 * 60_000;
const LOOK_AGAIN_MS = 2_000;

const nothingAutomatic: MayLeave = () => Promise.resolve(false);

/**
 * Gives a signed decision its effect once its time to undo is over: from here on it is told to the report and to the LIS,
 * exactly once. Undone, not yet due or already settled: nothing happens. A result that was corrected after the signature is
 * taken out of it and waits again; what was acknowledged to the LIS and is not carried in yet (a worker that was away) goes in first. A signature that has nothing left, or whose patient is not who was signed any more, is cancelled, with its trace.
 * @see GBUI VIII-3d; decisions.md « Undo »; pain point 13
 */
export async function settleDecision(
  ctx: Context,
  tx: Transaction,
  decisionId: string,
  { mayLeave = nothingAutomatic, readUncarried = async () => false }: { mayLeave?: MayLeave; readUncarried?: ReadUncarried } = {},
): Promise<void> {
  const decision = await lockDecision(tx, decisionId);
  if (!decision || decision.state !== 'pending' || decision.effectiveAt > ctx.now()) return;
  if (await isForMessages(ctx, tx, decision, readUncarried)) return;
  const reading = await findReading(tx, decisionId);
  // Nothing leaves that another biologist still has to read; what was corrected meanwhile waits again by itself.
  if (reading && reading.state !== 'agreed') return;
  if (decision.kind === 'auto' && !(await mayLeave(ctx, tx, decision))) return cancelAll(ctx, tx, decision);
  const signed = await observationIdsOf(tx, decisionId);
  const state = await lockDossierState(tx, decision.dossierId);
  const facts = state && (await factsOf(tx, state));
  const patient = state && (await readPatient(tx, state.dossier.patientId));
  const isSamePerson = patient === null || (!isValidation(decision.kind) && decision.kind !== 'comment') || isSignedIdentity(decision.statement, patient);
  const corrected = isSamePerson ? correctedSince(decision, signed, facts) : [...signed];
  await deactivateFor(tx, decisionId, corrected);
  if (!isSamePerson) await cancel(ctx, tx, decision, 'identity-changed');
  else if (decision.kind === 'comment' || corrected.length < signed.length || coversIdentity(decision, facts)) {
    await giveEffect(ctx, tx, decision, corrected.length);
    if (decision.kind === 'refuse' && facts) await askRepeat(ctx, tx, decision, facts);
  } else await cancel(ctx, tx, decision, 'corrected-meanwhile');
  await projectWorklist(ctx, tx, decision.dossierId);
}

/** The fact is told again for a little later: by then the message is in, and what it corrects is taken out of the signature. */
async function isForMessages(ctx: Context, tx: Transaction, decision: DecisionRow, readUncarried: ReadUncarried): Promise<boolean> {
  const late = ctx.now().getTime() - decision.effectiveAt.getTime();
  const dossier = (await readDossiersAmong(tx, [decision.dossierId])).get(decision.dossierId);
  if (!dossier || late > MESSAGES_FIRST_MS || !(await readUncarried(tx, dossier))) return false;
  const again = new Date(ctx.now().getTime() + LOOK_AGAIN_MS);
  await tell(tx, { name: 'decision.signed', dossierId: decision.dossierId, subjectId: decision.id }, ctx.now(), again);
  return true;
}

async function giveEffect(ctx: Context, tx: Transaction, decision: DecisionRow, corrected: number): Promise<void> {
  await updateDecision(tx, decision.id, { state: 'effective', settledAt: ctx.now() });
  const identities = decision.kind === 'validate' ? await settleIdentity(tx, decision, ctx.now()) : 0;
  const detail = { corrected, ...(identities > 0 ? { identities } : {}) };
  await append(tx, ctx, { action: 'validation.settle', dossierId: decision.dossierId, subjectId: decision.id, detail });
  await tell(tx, { name: 'validation.decided', dossierId: decision.dossierId, subjectId: decision.id }, ctx.now());
}

/** Whatever an automatic decision rested on, one thing does not hold any more: a person decides. */
async function cancelAll(ctx: Context, tx: Transaction, decision: DecisionRow): Promise<void> {
  await lockDossierState(tx, decision.dossierId);
  await deactivateFor(tx, decision.id, await observationIdsOf(tx, decision.id));
  await cancel(ctx, tx, decision, 'automatic-barred');
  await projectWorklist(ctx, tx, decision.dossierId);
}

async function cancel(
  ctx: Context,
  tx: Transaction,
  decision: DecisionRow,
  code: 'corrected-meanwhile' | 'identity-changed' | 'automatic-barred',
): Promise<void> {
  await updateDecision(tx, decision.id, { state: 'cancelled', cancelledAt: ctx.now() });
  await append(tx, ctx, { action: 'validation.settle', outcome: 'refused', dossierId: decision.dossierId, subjectId: decision.id, detail: { code } });
}

/** A change of identity that this signature, and no earlier one, was put under. */
const coversIdentity = (decision: DecisionRow, facts: DossierFacts | null): boolean => facts?.identity?.decisionId === decision.id;

/** Signed versions that are not what the laboratory says any more. */
function correctedSince(decision: DecisionRow, signed: readonly string[], facts: DossierFacts | null): string[] {
  if (!facts) return [];
  const stillCovered = new Set(facts.standings.filter((standing) => standing.decisionId === decision.id).map((standing) => standing.observationKey));
  const keys = new Map(facts.history.map((version) => [version.id, version.observationKey]));
  return signed.filter((id) => !stillCovered.has(keys.get(id) ?? ''));
}
