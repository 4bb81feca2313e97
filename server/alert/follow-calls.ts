import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { displayUnit, displayValue, flagOf } from '../dossier/values';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { type DossierFacts, readDecisions, readDossierFacts } from '../validation/read-decisions';
import { type Judged, judgeValues } from './judge-values';
import { openCall } from './open-call';
import { readPolicyInForce } from './read-in-force';
import { changeOfCall } from './rules';
import {
  type CallValueRow,
  callsOf,
  insertReviews,
  insertSilences,
  insertValues,
  openCallOf,
  reviewedAmong,
  setDue,
  valuesOf,
  voidCall,
  voidValues,
} from './store';

type NewValue = Omit<CallValueRow, 'isVoid' | 'readBack' | 'callId'>;

/**
 * Makes the calls of a dossier what its decisions say: whatever a biologist validated and the policy in force at that moment calls critical is to be announced once, whatever was
 * corrected since is not said any more. A decision is judged once, so that a policy that changes later touches no open call. The same for every fact and for the sweeper; doing it twice
 * changes nothing. What the LIS validated itself is its own laboratory's to announce.
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
  const policy = await readPolicyInForce(tx, dossier.laboratoryId, ctx.now());
  const { stands, fresh } = await freshValues(ctx, tx, facts, policy);
  const known = values.map((value) => ({ ...value, isOpen: value.callId === open?.id }));
  const { add, restore, drop, isOver } = changeOfCall(fresh, stands, known);
  if (open) await voidValues(tx, open.id, drop);
  if (open && isOver) {
    await voidCall(tx, open.id, ctx.now());
    await append(tx, ctx, { action: 'call.void', dossierId, patientId: dossier.patientId, subjectId: open.id, detail: { values: drop.length } });
  }
  const said: NewValue[] = [...add, ...values.filter(({ observationVersionId: id }, index) => restore.includes(id) && isFirst(values, id, index))];
  if (said.length > 0) {
    const callId = open?.id ?? newId();
    if (!open) await openCall(ctx, tx, { id: callId, dossier, policy, dueAt: earliest(said, ctx.now()) });
    await insertValues(
      tx,
      said.map(({ observationVersionId, label, value, unit, flag, policyVersionId, reasonCode, reason, direction, dueAt }) => ({
        callId,
        observationVersionId,
        label,
        value,
        unit,
        flag,
        policyVersionId,
        reasonCode,
        reason,
        direction,
        dueAt,
      })),
    );
    const detail = { values: said.length, policy: policy.versionId, rows: said.map(({ reasonCode }) => reasonCode) };
    await append(tx, ctx, { action: 'call.open', dossierId, patientId: dossier.patientId, subjectId: callId, detail });
    if (open) await setDue(tx, callId);
  } else if (open && drop.length > 0 && !isOver) await setDue(tx, open.id);
  if (said.length + drop.length > 0) await announce(tx, 'worklist', dossier.siteId);
}

const isFirst = (values: readonly CallValueRow[], id: string, index: number): boolean => values.findIndex((one) => one.observationVersionId === id) === index;
const earliest = (values: readonly NewValue[], now: Date): Date => new Date(Math.min(...values.map(({ dueAt }) => (dueAt ?? now).getTime())));

/** The results that stand as a biologist validated them, and what is to be said of those that nobody has judged yet. */
async function freshValues(
  ctx: Context,
  tx: Transaction,
  facts: DossierFacts,
  policy: Awaited<ReturnType<typeof readPolicyInForce>>,
): Promise<{ stands: ReadonlySet<string>; fresh: NewValue[] }> {
  const { state, standings } = facts;
  const decisions = (await readDecisions(tx, state.dossier.id)).filter(
    ({ kind, state: fate }) => (kind === 'validate' || kind === 'auto') && fate === 'effective',
  );
  const effects = new Map(decisions.map(({ id, settledAt, effectiveAt }) => [id, settledAt ?? effectiveAt]));
  const signed = standings.flatMap(({ standing, decisionId, currentId }) => {
    const effectiveAt = standing === 'validated' && decisionId !== null ? effects.get(decisionId) : undefined;
    return effectiveAt && decisionId ? [{ versionId: currentId, decisionId, effectiveAt }] : [];
  });
  const stands = new Set(signed.map(({ versionId }) => versionId));
  const reviewed = await reviewedAmong(
    tx,
    decisions.map(({ id }) => id),
  );
  const unjudged = decisions.filter(({ id }) => !reviewed.has(id));
  if (unjudged.length === 0) return { stands, fresh: [] };
  const effectOf = new Map(signed.filter(({ decisionId }) => !reviewed.has(decisionId)).map(({ versionId, effectiveAt }) => [versionId, effectiveAt]));
  const judged = await judgeValues(
    ctx,
    tx,
    facts,
    state.observations.filter(({ id }) => effectOf.has(id)),
    policy,
  );
  const dossierId = state.dossier.id;
  const reviews = unjudged.map(({ id }) => ({ decisionId: id, dossierId, policyVersionId: policy.versionId, reviewedAt: ctx.now() }));
  await insertReviews(tx, reviews);
  await keepSilences(ctx, tx, dossierId, judged, policy.versionId);
  const fresh = judged
    .filter(({ known }) => known === null)
    .map(({ observation, reason }) => ({
      ...saidOf(observation),
      policyVersionId: policy.versionId,
      reasonCode: reason.code,
      reason: reason.says,
      direction: reason.direction,
      dueAt: new Date((effectOf.get(observation.id) ?? ctx.now()).getTime() + reason.minutes * 60_000),
    }));
  return { stands, fresh };
}

const saidOf = (observation: Judged['observation']) => ({
  observationVersionId: observation.id,
  label: observation.label,
  value: displayValue({ values: observation.values, number: observation.number === null ? null : Number(observation.number) }),
  unit: displayUnit(observation.unit),
  flag: flagOf(observation.interpretation),
});

async function keepSilences(ctx: Context, tx: Transaction, dossierId: string, judged: readonly Judged[], policyVersionId: string | null): Promise<void> {
  const silent = judged.flatMap(({ observation, reason, known }) => (known ? [{ observation, reason, known }] : []));
  const rows = silent.map(({ observation, reason, known }) => {
    const { observationVersionId, label, value, unit } = saidOf(observation);
    return {
      observationVersionId,
      label,
      value,
      unit,
      dossierId,
      knownCallId: known.callId,
      policyVersionId,
      reasonCode: reason.code,
      reason: reason.says,
      at: ctx.now(),
    };
  });
  await insertSilences(tx, rows);
  if (rows.length > 0)
    await append(tx, ctx, {
      action: 'call.silence',
      dossierId,
      detail: { values: rows.length, policy: policyVersionId, rows: rows.map(({ reasonCode }) => reasonCode) },
    });
}
