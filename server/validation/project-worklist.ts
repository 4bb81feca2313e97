import type { Transaction } from '../../db/client';
import type { WorklistHighlight, WorklistRequest } from '../../db/schema/validation';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import { readWard } from '../directory/read-directory';
import { readOpenAmendment } from '../dossier/read-amendments';
import { type DossierState, lockDossierState, type ObservationRecord, readDossierState, readObservationHistory } from '../dossier/read-dossier';
import { displayUnit, displayValue, flagOf, isAbnormal, isCritical } from '../dossier/values';
import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { instantToTheMinute } from '../platform/written-instant';
import { isOpenRequest } from './request-rules';
import { requestsOf } from './request-store';
import { deadlineOf, dossierStandingOf, identityReviewOf, rankOf, standingsOf } from './rules';
import { activeDecisions, decisionsOf, findWorklistEntry, upsertWorklistEntry, type WorklistRow } from './store';
import type { IdentityReview, StandingOfObservation } from './types';

/** What a dossier is made of, for whoever needs its standings. */
export interface DossierFacts {
  state: DossierState;
  history: ObservationRecord[];
  standings: StandingOfObservation[];
  /** A change of identity that nobody has signed yet. */
  identity: IdentityReview | null;
}

/** Null when there is no such dossier, or none that the actor may see. */
export async function readDossierFacts(tx: Transaction, dossierId: string): Promise<DossierFacts | null> {
  const state = await readDossierState(tx, dossierId);
  return state ? factsOf(tx, state) : null;
}

export async function factsOf(tx: Transaction, state: DossierState): Promise<DossierFacts> {
  const history = await readObservationHistory(tx, state.dossier.id);
  const amendment = await readOpenAmendment(tx, state.dossier.id);
  return {
    state,
    history,
    standings: standingsOf(history, await activeDecisions(tx, state.dossier.id)),
    identity: amendment && identityReviewOf(amendment, await decisionsOf(tx, state.dossier.id)),
  };
}

/**
 * Rebuilds the one line of the worklist that speaks of this dossier, in the caller's transaction: list and dossier can
 * never disagree after a commit. Everything comes from the pure standing function; nothing is carried over.
 */
export async function projectWorklist(ctx: Context, tx: Transaction, dossierId: string): Promise<void> {
  // Locked before anything is read: of two changes at once, the later one projects both.
  const state = await lockDossierState(tx, dossierId);
  if (!state) return;
  const facts = await factsOf(tx, state);
  const row = await rowOf(ctx, tx, facts);
  await upsertWorklistEntry(tx, row);
  await announce(tx, 'worklist', row.siteId);
}

async function rowOf(ctx: Context, tx: Transaction, facts: DossierFacts): Promise<WorklistRow> {
  const { dossier } = facts.state;
  const patient = await readPatient(tx, dossier.patientId);
  const ward = dossier.wardId ? await readWard(tx, dossier.wardId) : null;
  const before = await findWorklistEntry(tx, dossier.id);
  const open = withStanding(facts, ['awaiting', 'held']);
  const waiting = withStanding(facts, ['awaiting']);
  const critical = open.filter(({ observation }) => isCritical(flagOf(observation.interpretation)));
  const abnormal = open.filter(({ observation }) => isAbnormal(flagOf(observation.interpretation)));
  const isModified = open.some(({ standing }) => standing.replacesId !== null);
  const definitions = await readTestDefinitions(
    tx,
    open.map(({ observation }) => observation.code),
  );
  const collectedAt = instantToTheMinute(dossier.collectedAt, dossier.collectedText);
  const priority = dossier.priority as 'stat' | 'urgent' | 'routine';
  const decisions = await decisionsOf(tx, dossier.id);
  const holds = new Set(withStanding(facts, ['held']).map(({ standing }) => standing.decisionId));
  return {
    dossierId: dossier.id,
    siteId: dossier.siteId,
    laboratoryId: dossier.laboratoryId,
    standing: dossierStandingOf(facts.standings, facts.identity),
    revision: dossier.revision,
    accessionNumber: dossier.accessionNumber,
    patientName: patient ? [patient.birthFamilyName, patient.firstGivenName].join(' ').trim() : '',
    patientSex: patient?.sex ?? 'U',
    patientBirthDate: patient?.birthDate ?? null,
    place: [ward?.name ?? dossier.wardCode, [dossier.room, dossier.bed].filter((text) => text !== '').join(', lit ')].filter((text) => text !== '').join(', '),
    priority,
    // A delay never runs from an hour that nobody wrote.
    requestedAt: instantToTheMinute(dossier.requestedAt, dossier.requestedText),
    collectedAt,
    deadlineAt: deadlineOf(
      priority,
      collectedAt,
      open.map(({ observation }) => definitions.get(observation.code)?.urgentDelayMinutes ?? null),
    ),
    arrivedAt: before?.arrivedAt ?? ctx.now(),
    criticalCount: critical.length,
    abnormalCount: abnormal.length,
    awaitingCount: waiting.length,
    highlights: highlightsOf(facts, open),
    awaited: withStanding(facts, ['awaited']).map(({ observation }) => observation.label),
    holdReason: decisions.findLast((decision) => holds.has(decision.id))?.holdReason ?? '',
    requested: await requestedOf(tx, facts),
    isModified,
    isBedside: facts.state.observations.some(({ origin }) => origin !== ''),
    identityChanges: facts.identity?.changes.map(({ trait }) => trait) ?? [],
    rank: rankOf({ priority, hasCritical: critical.length > 0, isModified: isModified || facts.identity !== null }),
  };
}

/** What still asks for a decision: the delay runs for these, in the list and on the card alike. */
export const openObservations = (facts: DossierFacts): ObservationRecord[] => withStanding(facts, ['awaiting', 'held']).map(({ observation }) => observation);

interface StandingObservation {
  standing: StandingOfObservation;
  observation: ObservationRecord;
}

function withStanding(facts: DossierFacts, standings: readonly StandingOfObservation['standing'][]): StandingObservation[] {
  const byKey = new Map(facts.standings.map((standing) => [standing.observationKey, standing]));
  return facts.state.observations.flatMap((observation) => {
    const standing = byKey.get(observation.observationKey);
    return standing && standings.includes(standing.standing) ? [{ standing, observation }] : [];
  });
}

async function requestedOf(tx: Transaction, { state }: DossierFacts): Promise<WorklistRequest[]> {
  const open = (await requestsOf(tx, state.dossier.id)).filter(isOpenRequest);
  const names = await readTestDefinitions(
    tx,
    open.flatMap(({ testCodes }) => testCodes),
  );
  return open.map((request) => ({
    kind: request.kind,
    requestedAt: request.requestedAt.toISOString(),
    state: request.state,
    labels: [
      ...state.observations.filter(({ observationKey }) => request.observationKeys.includes(observationKey)).map(({ label }) => label),
      ...request.testCodes.map((code) => names.get(code)?.label ?? code),
    ],
  }));
}

/** Critical results first, then what was changed, then the other abnormal ones; never more than four, the card has all. */
function highlightsOf(facts: DossierFacts, open: readonly StandingObservation[]): WorklistHighlight[] {
  const weight = ({ standing, observation }: StandingObservation) => {
    const flag = flagOf(observation.interpretation);
    if (isCritical(flag)) return 0;
    if (standing.replacesId !== null) return 1;
    return isAbnormal(flag) ? 2 : 3;
  };
  return [...open]
    .filter((item) => weight(item) < 3)
    .sort((a, b) => weight(a) - weight(b))
    .slice(0, 4)
    .map(({ standing, observation }) => {
      const replaced = facts.history.find((version) => version.id === standing.replacesId);
      return {
        label: observation.label,
        value: displayValue({ values: observation.values, number: numberOf(observation.number) }),
        unit: displayUnit(observation.unit),
        flag: flagOf(observation.interpretation),
        changedFrom: replaced ? displayValue({ values: replaced.values, number: numberOf(replaced.number) }) : null,
      };
    });
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
