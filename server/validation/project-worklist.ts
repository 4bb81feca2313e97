import type { Transaction } from '../../db/client';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import { readUrgentDelays } from '../catalogue/read-delays';
import { readWardsAmong } from '../directory/read-directory';
import type { ControlRecord } from '../dossier/control-rules';
import { readOpenAmendment } from '../dossier/read-amendments';
import { type DossierState, type ObservationRecord, readDossierState, readObservationHistory } from '../dossier/read-dossier';
import { type DossierVerdict, readVerdict } from '../expertise/read-verdicts';
import { readPatientsAmong } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { announce } from '../platform/live';
import { controlsOfDossier } from './card-controls';
import { partLines } from './part-line';
import type { PartState } from './part-rules';
import { readExecuting, readParts } from './read-parts';
import { identityReviewOf, standingsOf } from './rules';
import { activeDecisions, arrivalsOf, closePartLines, decisionsOf, lineKey, upsertWorklistEntries, type WorklistRow } from './store';
import type { IdentityReview, StandingOfObservation } from './types';
import { lockWorklistFacts } from './worklist-facts';
import { codesIn, type Executing, type WorklistFacts, withStanding, worklistRow } from './worklist-row';

/** What a dossier is made of, for whoever needs its standings. */
export interface DossierFacts {
  state: DossierState;
  history: ObservationRecord[];
  standings: StandingOfObservation[];
  /** A change of identity that nobody has signed yet. */
  identity: IdentityReview | null;
  /** What the rules said of this revision; null = they have not been asked yet. */
  expertise: DossierVerdict | null;
  /** The controls that count for its results, by result. */
  controls: ReadonlyMap<string, ControlRecord[]>;
  /** Where the parts stand that other laboratories executed. */
  parts: PartState[];
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
    expertise: await readVerdict(tx, state.dossier.id, state.dossier.revision),
    controls: await controlsOfDossier(tx, state),
    parts: await readParts(tx, { dossier: state.dossier, history }),
  };
}

/**
 * Rebuilds the one line of the worklist that speaks of this dossier, in the caller's transaction: list and dossier can
 * never disagree after a commit.
 */
export const projectWorklist = (ctx: Context, tx: Transaction, dossierId: string): Promise<void> => projectWorklists(ctx, tx, [dossierId]);

/** The same for many. Locked before anything is read: of two changes at once, the later one projects both. */
export const projectWorklists = async (ctx: Context, tx: Transaction, dossierIds: readonly string[]): Promise<void> =>
  saveWorklist(ctx, tx, await lockWorklistFacts(tx, dossierIds));

/** Writes the lines of dossiers that the transaction has locked; each site's screens hear of it once. */
export async function saveWorklist(ctx: Context, tx: Transaction, all: readonly WorklistFacts[]): Promise<void> {
  if (all.length === 0) return;
  const dossiers = all.map(({ dossier }) => dossier);
  const pressed = all.filter(({ dossier }) => dossier.priority !== 'routine');
  const [people, named, arrivals, definitions, delays] = await Promise.all([
    readPatientsAmong(
      tx,
      dossiers.map(({ patientId }) => patientId),
    ),
    readWardsAmong(tx, { codes: [], ids: dossiers.flatMap(({ wardId }) => wardId ?? []) }),
    arrivalsOf(
      tx,
      dossiers.map(({ id }) => id),
    ),
    readTestDefinitions(tx, all.flatMap(codesIn)),
    readUrgentDelays(
      tx,
      pressed.map(({ dossier }) => dossier.laboratoryId),
      pressed.flatMap(({ observations }) => observations.map(({ code }) => code)),
    ),
  ]);
  const wards = new Map(named.map((ward) => [ward.id, ward.name]));
  const parted = all.filter(({ parts }) => parts.length > 0);
  const executing = parted.length === 0 ? new Map<string, Executing>() : await readExecuting(tx);
  const namesOf = (facts: WorklistFacts) => ({
    now: ctx.now(),
    person: people.get(facts.dossier.patientId) ?? null,
    wardName: wards.get(facts.dossier.wardId ?? '') ?? null,
    definitions,
    delays,
    executing,
  });
  const arrivedAt = (facts: WorklistFacts, part: string) => arrivals.get(lineKey(facts.dossier.id, part)) ?? null;
  const rows = all.map((facts) => worklistRow(facts, { ...namesOf(facts), arrivedAt: arrivedAt(facts, '') }));
  const partRows = parted.flatMap((facts) => partLines(facts, { ...namesOf(facts), arrivedAt: (part) => arrivedAt(facts, part) }));
  await saveLines(ctx, tx, rows, partRows);
}

/** A person writes the lines of her own sites only: of those of executing laboratories she tells, and the worker follows. */
async function saveLines(ctx: Context, tx: Transaction, rows: readonly WorklistRow[], partRows: readonly WorklistRow[]): Promise<void> {
  const isWorker = ctx.actor.kind === 'system';
  await upsertWorklistEntries(tx, isWorker ? [...rows, ...partRows] : rows);
  if (isWorker) {
    await closePartLines(
      tx,
      rows.map(({ dossierId }) => dossierId),
      partRows.map(({ dossierId, part }) => lineKey(dossierId, part)),
    );
  } else
    for (const dossierId of new Set(partRows.map((row) => row.dossierId))) await tell(tx, { name: 'part.moved', dossierId, subjectId: dossierId }, ctx.now());
  for (const siteId of isWorker ? new Set(partRows.map((row) => row.siteId)) : []) await announce(tx, 'worklist', siteId);
  for (const siteId of new Set(rows.map((row) => row.siteId))) await announce(tx, 'worklist', siteId);
}

/** What still asks for a decision: the delay runs for these, in the list and on the card alike. */
export const openObservations = ({ state, standings }: DossierFacts): ObservationRecord[] =>
  withStanding({ observations: state.observations, standings }, ['awaiting', 'held', 'refused']).map(({ observation }) => observation);
