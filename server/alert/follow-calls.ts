import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { displayUnit, displayValue, flagOf } from '../dossier/values';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { type DossierFacts, readDecisions, readDossierFacts } from '../validation/read-decisions';
import { changeOfCall, dueOf, type ValidatedValue } from './rules';
import { callsOf, insertCall, insertValues, openCallOf, valuesOf, voidCall, voidValues } from './store';

/**
 * Makes the calls of a dossier what its decisions say: whatever a biologist validated as critical is to be announced once, whatever was corrected since is not said any more. The
 * same for every fact and for the sweeper; doing it twice changes nothing. What the LIS validated itself is its own laboratory's to announce.
 * @see ISO 15189:2022 7.4.1.3; decisions.md « Critical results »
 */
export async function followCalls(ctx: Context, tx: Transaction, dossierId: string): Promise<void> {
  const facts = await readDossierFacts(tx, dossierId);
  if (!facts || facts.state.dossier.isTest) return;
  const { dossier } = facts.state;
  const open = await openCallOf(tx, dossierId);
  const calls = await callsOf(tx, dossierId);
  const values = await valuesOf(
    tx,
    calls.map(({ id }) => id),
  );
  const known = values.map((value) => ({ ...value, isOpen: value.callId === open?.id }));
  const validated = await validatedValues(tx, facts);
  const { add, drop, isOver } = changeOfCall(validated.values, known);
  if (open) await voidValues(tx, open.id, drop);
  if (open && isOver) {
    await voidCall(tx, open.id, ctx.now());
    await append(tx, ctx, { action: 'call.void', dossierId, patientId: dossier.patientId, subjectId: open.id, detail: { values: drop.length } });
  }
  if (add.length > 0) await say(ctx, tx, facts, open?.id ?? null, add, validated.since);
  if (add.length + drop.length > 0) await announce(tx, 'worklist', dossier.siteId);
}

async function say(
  ctx: Context,
  tx: Transaction,
  { state: { dossier } }: DossierFacts,
  openId: string | null,
  add: readonly ValidatedValue[],
  since: Date,
): Promise<void> {
  const callId = openId ?? newId();
  if (openId === null)
    await insertCall(tx, {
      id: callId,
      dossierId: dossier.id,
      laboratoryId: dossier.laboratoryId,
      siteId: dossier.siteId,
      openedAt: ctx.now(),
      dueAt: dueOf(since),
    });
  await insertValues(
    tx,
    add.map((value) => ({ ...value, callId })),
  );
  await append(tx, ctx, { action: 'call.open', dossierId: dossier.id, patientId: dossier.patientId, subjectId: callId, detail: { values: add.length } });
}

/** The results that stand as a biologist validated them, and since when the newest of those decisions has effect. */
async function validatedValues(tx: Transaction, { state, standings }: DossierFacts): Promise<{ values: ValidatedValue[]; since: Date }> {
  const decisions = (await readDecisions(tx, state.dossier.id)).filter(({ kind, state: fate }) => kind === 'validate' && fate === 'effective');
  const signed = new Set(decisions.map(({ id }) => id));
  const current = new Set(
    standings.filter(({ standing, decisionId }) => standing === 'validated' && decisionId !== null && signed.has(decisionId)).map(({ currentId }) => currentId),
  );
  const values = state.observations
    .filter(({ id }) => current.has(id))
    .map((observation) => ({
      observationVersionId: observation.id,
      label: observation.label,
      value: displayValue({ values: observation.values, number: observation.number === null ? null : Number(observation.number) }),
      unit: displayUnit(observation.unit),
      flag: flagOf(observation.interpretation),
    }));
  const since = Math.max(0, ...decisions.map(({ settledAt, effectiveAt }) => (settledAt ?? effectiveAt).getTime()));
  return { values, since: new Date(since) };
}
