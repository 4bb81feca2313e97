import type { Transaction } from '../../db/client';
import { readUnsharedEntities } from '../agreement/read-agreements';
import { append } from '../audit/append';
import { readUrgentDelays } from '../catalogue/read-delays';
import { readLaboratories, readWard } from '../directory/read-directory';
import { microbiologyOf } from '../dossier/microbiology';
import { isExecutedHere } from '../dossier/read-dossier';
import { readSuspension } from '../expertise/read-in-force';
import { insGapsHere } from '../patient/ins-gaps-here';
import { type PatientRecord, readLinkedPatientIds, readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { coarseIso, instantToTheMinute } from '../platform/written-instant';
import type { Card } from './card';
import { indicesShown, readSameDayShown, specimensShown } from './card-around';
import { expertiseOf } from './card-findings';
import { readCardParts } from './card-parts';
import type { CardPrior } from './card-result';
import { analysisOf, resultMaker, statusAtOf } from './card-results';
import { describeRequests } from './describe-requests';
import { openDifferencesOf } from './difference-store';
import type { DecisionKind } from './kinds';
import { type DossierFacts, openObservations, readDossierFacts } from './project-worklist';
import { readStandingComments } from './read-comments';
import { readMuteLinks, readValidatedPriors } from './read-priors';
import { requestsOf } from './request-store';
import { deadlineOf, dossierStandingOf } from './rules';
import type { ReadingReason } from './second-reading-rules';
import { findReading } from './second-reading-store';
import { displayedHashOf } from './statement';
import { type DecisionRow, decisionsOf, observationIdsOf } from './store';

/** Earlier dossiers that get a column of their own. */
const COLUMNS = 3;

/**
 * Answers everything that the biologist decides on, in one piece: patient, sampling, clinical information, technicians'
 * notes, analyser and reruns, current values with their ranges, earlier values or the reason why there are none. Opening it
 * is traced. Of her sites, or executed by her
 * laboratory for another: then to read, the sampling one decides. Any other is not there.
 * @see GBUI V-2a to V-2e, IV-3a to IV-3d, I-2
 */
export async function readCard(ctx: Context<ProfessionalActor>, input: { dossierId: string }): Promise<Outcome<Card, Refusal<'not-found'>>> {
  return ctx.transaction((tx) => readCardOf(tx, ctx, input.dossierId, 'dossier.open'));
}

/** The card, with the trace of why it was asked for. */
export async function readCardOf(
  tx: Transaction,
  ctx: Context<ProfessionalActor>,
  dossierId: string,
  action: 'dossier.open' | 'dossier.prefetch' | 'dossier.pack',
): Promise<Outcome<Card, Refusal<'not-found'>>> {
  const facts = await readDossierFacts(tx, dossierId);
  const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
  if (!facts || !patient || !(await isOfOurs(tx, ctx, facts))) return refuse('not-found');
  const card = await cardOf(tx, ctx, facts, patient);
  await append(tx, ctx, { action, dossierId, patientId: patient.id, detail: { revision: card.revision } });
  return done(card);
}

/** A dossier that is seen only because its patient has another one here is for comparison, and has no card. */
export const isOfOurs = async (tx: Transaction, ctx: Context<ProfessionalActor>, { state: { dossier } }: DossierFacts): Promise<boolean> =>
  ctx.actor.siteIds.includes(dossier.siteId) || isExecutedHere(tx, dossier.id);

async function cardOf(tx: Transaction, ctx: Context<ProfessionalActor>, facts: DossierFacts, patient: PatientRecord): Promise<Card> {
  const { dossier, revision, requests, observations } = facts.state;
  const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.id, laboratory]));
  const laboratory = laboratories.get(dossier.laboratoryId);
  const zone = laboratory?.timeZone ?? 'Europe/Paris';
  const ward = dossier.wardId ? await readWard(tx, dossier.wardId) : null;
  const delays = await readUrgentDelays(
    tx,
    [dossier.laboratoryId],
    observations.map((observation) => observation.code),
  );
  const decisions = await decisionsOf(tx, dossier.id);
  const asked = await requestsOf(tx, dossier.id);
  const priors = await readValidatedPriors(tx, facts, patient);
  const patientIds = dossier.identityGuaranteed ? await readLinkedPatientIds(tx, patient) : [patient.id];
  const mute = await readMuteLinks(tx, dossier, patientIds);
  const unshared = await readUnsharedEntities(tx, dossier.legalEntityId);
  const parts = await readCardParts(tx, ctx, facts);
  const resultOf = resultMaker({
    reader: ctx.actor.name,
    zone,
    facts,
    decisions,
    requests: asked,
    mute,
    controls: facts.controls,
    differences: await openDifferencesOf(tx, dossier.id),
    priors,
    unshared,
    partOf: parts.partOf,
    standings: parts.standings,
    isDecidable: parts.isDecidable,
    ownFiness: laboratory?.finessNumber ?? '',
  });
  const antibiograms = microbiologyOf(observations, requests);
  return {
    dossierId: dossier.id,
    accessionNumber: dossier.accessionNumber,
    revision: dossier.revision,
    displayed: displayedHashOf({ ...facts, patient }),
    receivedAt: revision.recordedAt,
    undoSeconds: laboratory?.undoSeconds ?? 10,
    standing: dossierStandingOf(parts.standings, facts.identity),
    scope: parts.scope,
    parts: parts.decisions,
    priority: dossier.priority as Card['priority'],
    deadlineAt: deadlineOf(
      dossier.priority as Card['priority'],
      instantToTheMinute(dossier.collectedAt, dossier.collectedText),
      openObservations(facts).map((item) => delays.of(dossier.laboratoryId, item.code)),
    ),
    isTest: dossier.isTest,
    laboratory: { id: dossier.laboratoryId, name: laboratory?.name ?? '', shortName: laboratory?.shortName ?? '', phone: laboratory?.phone ?? '' },
    patient: {
      birthFamilyName: patient.birthFamilyName,
      firstGivenName: patient.firstGivenName,
      usedFamilyName: patient.usedFamilyName,
      birthDate: patient.birthDate,
      birthDateText: patient.birthDateText,
      sex: patient.sex as 'F' | 'M' | 'U',
      identifier: patient.identifier,
      authority: patient.assigningAuthority,
      ins: patient.insQualified ? patient.ins : null,
      insGaps: patient.insQualified ? [] : insGapsHere(patient),
      identityGuaranteed: dossier.identityGuaranteed,
      identityReliability: patient.identityReliability,
    },
    identity: facts.identity && { changes: facts.identity.changes, since: facts.identity.since, decisionId: facts.identity.decisionId },
    expertise: expertiseOf(facts),
    rulesSuspended: await readSuspension(tx, dossier.laboratoryId),
    place: {
      ward: ward?.name ?? dossier.wardCode,
      wardPhone: ward?.phone ?? null,
      room: dossier.room,
      bed: dossier.bed,
      encounterNumber: dossier.encounterNumber,
    },
    request: {
      placerNumber: dossier.placerNumber,
      requestedAt: dossier.requestedAt,
      requestedOn: coarseIso(dossier.requestedAt, dossier.requestedText, zone),
      prescriber: dossier.prescriberName,
      prescriberRpps: dossier.prescriberRpps,
      isPrescriberKnown: dossier.prescriberId !== null,
      callbackPhone: dossier.callbackPhone,
      clinicalInformation: dossier.clinicalInformation,
    },
    collection: {
      collectedAt: dossier.collectedAt,
      collectedOn: coarseIso(dossier.collectedAt, dossier.collectedText, zone),
      collector: dossier.collector,
      receivedAt: dossier.receivedAt,
      receivedOn: coarseIso(dossier.receivedAt, dossier.receivedText, zone),
    },
    specimens: specimensShown(facts.state),
    indices: indicesShown(facts.state),
    notes: revision.notes,
    panels: requests.map((request) => {
      const own = observations.filter((observation) => observation.serviceRequestId === request.id);
      return {
        title: request.label,
        section: request.section,
        specimen: request.specimenKind,
        technician: request.technician,
        equipment: [...new Set(own.map((observation) => observation.equipment).filter((text) => text !== ''))].join(', '),
        ...analysisOf(own, dossier.collectedAt, zone),
        statusAt: statusAtOf(own),
        centrifugedAt: request.centrifugedAt,
        notes: request.notes,
        results: own.map(resultOf),
        antibiogram: antibiograms.find((antibiogram) => antibiogram.requestId === request.id) ?? null,
      };
    }),
    comments: (await readStandingComments(tx, facts)).map((comment) =>
      comment.level === 'analyte' ? { ...comment, target: observations.find(({ observationKey }) => observationKey === comment.target)?.id ?? '' } : comment,
    ),
    requests: await describeRequests(ctx, tx, facts, asked),
    sameDay: await readSameDayShown(tx, ctx.actor, facts.state, patientIds),
    mute,
    unshared,
    priorColumns: columnsOf(priors),
    decisions: await Promise.all(decisions.map((decision) => describeDecision(tx, ctx, facts, decision))),
  };
}

function columnsOf(priors: ReadonlyMap<string, CardPrior[]>): Card['priorColumns'] {
  const columns = new Map<string, { dossierId: string; on: Date; laboratory: string }>();
  for (const list of priors.values())
    for (const prior of list) columns.set(prior.dossierId, { dossierId: prior.dossierId, on: prior.on, laboratory: prior.laboratory });
  return [...columns.values()].sort((a, b) => b.on.getTime() - a.on.getTime()).slice(0, COLUMNS);
}

async function describeDecision(
  tx: Transaction,
  ctx: Context<ProfessionalActor>,
  facts: DossierFacts,
  decision: DecisionRow,
): Promise<Card['decisions'][number]> {
  const ids = new Set(await observationIdsOf(tx, decision.id));
  const reading = await findReading(tx, decision.id);
  return {
    id: decision.id,
    kind: decision.kind as DecisionKind,
    state: decision.state as 'pending' | 'effective' | 'cancelled',
    by: decision.deciderName,
    isMine: decision.userId === ctx.actor.userId,
    signedAt: decision.signedAt,
    effectiveAt: decision.effectiveAt,
    comment: decision.comment,
    holdReason: decision.holdReason,
    remindAt: decision.remindAt,
    isReminded: facts.standings.some((standing) => standing.isReminded === true && standing.decisionId === decision.id),
    automatic: decision.automatic
      ? {
          rules: decision.automatic.ruleSetTitle,
          version: decision.automatic.ruleSetVersion,
          approvedBy: decision.automatic.approvedBy,
          approvedAt: new Date(decision.automatic.approvedAt),
          acceptedAt: new Date(decision.automatic.acceptedAt),
        }
      : null,
    reading: reading
      ? {
          state: reading.state as 'asked' | 'agreed' | 'refused' | 'ended',
          why: reading.why as ReadingReason[],
          by: reading.readerName,
          at: reading.readAt,
          reason: reading.reason,
        }
      : null,
    revoked: decision.revokedByName === null ? null : { by: decision.revokedByName, reason: decision.revokeReason },
    results: facts.history.filter((version) => ids.has(version.id)).map((version) => version.label),
  };
}
