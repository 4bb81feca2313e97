import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { changeOf, revisionHashOf } from './rules';
import {
  currentObservations,
  type DossierRow,
  findByAccession,
  insertDossier,
  insertObservations,
  insertRevision,
  latestRevision,
  lockAccession,
  type ObservationRow,
  updateDossier,
  upsertServiceRequest,
  upsertSpecimen,
} from './store';
import type { IncomingDossier, IncomingObservation, IncomingRequest } from './types';

export interface ReviseDossierInput {
  laboratoryId: string;
  legalEntityId: string;
  siteId: string;
  patientId: string;
  identityGuaranteed: boolean;
  isTest: boolean;
  wardId: string | null;
  prescriberId: string | null;
  messageId: string;
  /** MSH-7: order of messages is theirs, not that of their arrival. */
  sentAt: Date;
  dossier: IncomingDossier;
}

/**
 * Merges one message into its dossier and makes a new revision when anything a person sees has changed; a message that
 * changes nothing makes none. Results are never edited: a changed one becomes a new immutable version beside the old.
 * @see decisions « Messages merge; absence deletes nothing »; GBUI IV-4b
 */
export async function reviseDossier(
  ctx: Context,
  tx: Transaction,
  input: ReviseDossierInput,
): Promise<{ dossierId: string; revision: number; revised: boolean }> {
  await lockAccession(tx, input.laboratoryId, input.dossier.accessionNumber);
  const known = await findByAccession(tx, input.laboratoryId, input.dossier.accessionNumber);
  const dossierId = known?.id ?? newId();
  if (!known) await insertDossier(tx, freshRow(ctx, dossierId, input));

  const requestIds = await saveRequests(tx, dossierId, input.dossier.requests);
  for (const specimen of input.dossier.specimens) await upsertSpecimen(tx, { id: newId(), dossierId, ...specimen });
  const before = known ? await currentObservations(tx, dossierId) : [];
  const added = newVersions(ctx, input, dossierId, requestIds, before);
  await insertObservations(tx, added);

  const previous = await latestRevision(tx, dossierId);
  const notes = mergedNotes(previous?.notes ?? [], input.dossier.notes, known !== undefined && known.lastMessageAt > input.sentAt);
  const replaced = new Set(added.map((row) => row.observationKey));
  const versions = [...before.filter((row) => !replaced.has(row.observationKey)), ...added];
  const contentHash = revisionHashOf(versions, notes);
  if (known) await updateDossier(tx, dossierId, headerFields(ctx, known, input));
  if (previous?.contentHash === contentHash) {
    // The context (ward, identity, priority) may have changed without any result: the worklist must still follow.
    await tell(tx, { name: 'dossier.revised', dossierId, subjectId: dossierId }, ctx.now());
    return { dossierId, revision: previous.revision, revised: false };
  }

  const revision = (previous?.revision ?? 0) + 1;
  await insertRevision(tx, {
    id: newId(),
    dossierId,
    revision,
    messageId: input.messageId,
    observationVersionIds: versions.map((row) => row.id),
    notes,
    contentHash,
    sentAt: input.sentAt,
    recordedAt: ctx.now(),
  });
  await updateDossier(tx, dossierId, { revision, updatedAt: ctx.now() });
  await append(tx, ctx, {
    action: 'dossier.revise',
    dossierId,
    patientId: input.patientId,
    subjectId: input.messageId,
    detail: { revision, results: added.length, contentHash },
  });
  await tell(tx, { name: 'dossier.revised', dossierId, subjectId: dossierId }, ctx.now());
  return { dossierId, revision, revised: true };
}

function freshRow(ctx: Context, id: string, input: ReviseDossierInput): DossierRow {
  const { dossier } = input;
  return {
    id,
    legalEntityId: input.legalEntityId,
    laboratoryId: input.laboratoryId,
    siteId: input.siteId,
    accessionNumber: dossier.accessionNumber,
    patientId: input.patientId,
    identityGuaranteed: input.identityGuaranteed,
    isTest: input.isTest,
    priority: dossier.priority ?? 'routine',
    placerNumber: dossier.placerNumber,
    encounterNumber: dossier.encounterNumber,
    patientClass: dossier.patientClass,
    wardId: input.wardId,
    wardCode: dossier.wardCode,
    room: dossier.room,
    bed: dossier.bed,
    prescriberId: input.prescriberId,
    prescriberRpps: dossier.prescriberRpps,
    prescriberName: dossier.prescriberName,
    callbackPhone: dossier.callbackPhone,
    requestedAt: dossier.requestedAt,
    collectedAt: dossier.collectedAt,
    receivedAt: dossier.receivedAt,
    collector: dossier.collector,
    clinicalInformation: dossier.clinicalInformation,
    revision: 0,
    lastMessageAt: input.sentAt,
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  };
}

/** What a newer message says of the whole; what it leaves out stays, what an older one says only fills gaps. */
function headerFields(ctx: Context, known: DossierRow, input: ReviseDossierInput): Partial<DossierRow> {
  const isLate = known.lastMessageAt > input.sentAt;
  const sent = freshRow(ctx, known.id, input);
  const pick = <K extends keyof DossierRow>(key: K): DossierRow[K] => {
    const value = sent[key];
    const isEmpty = value === null || value === '';
    const isKnown = known[key] !== null && known[key] !== '';
    return isEmpty || (isLate && isKnown) ? known[key] : value;
  };
  return {
    patientId: isLate ? known.patientId : sent.patientId,
    identityGuaranteed: isLate ? known.identityGuaranteed : sent.identityGuaranteed,
    isTest: known.isTest || sent.isTest,
    priority: input.dossier.priority === null || isLate ? known.priority : input.dossier.priority,
    placerNumber: pick('placerNumber'),
    encounterNumber: pick('encounterNumber'),
    patientClass: pick('patientClass'),
    wardId: pick('wardId'),
    wardCode: pick('wardCode'),
    room: pick('room'),
    bed: pick('bed'),
    prescriberId: pick('prescriberId'),
    prescriberRpps: pick('prescriberRpps'),
    prescriberName: pick('prescriberName'),
    callbackPhone: pick('callbackPhone'),
    requestedAt: pick('requestedAt'),
    collectedAt: pick('collectedAt'),
    receivedAt: pick('receivedAt'),
    collector: pick('collector'),
    clinicalInformation: pick('clinicalInformation'),
    lastMessageAt: isLate ? known.lastMessageAt : input.sentAt,
    updatedAt: ctx.now(),
  };
}

async function saveRequests(tx: Transaction, dossierId: string, requests: readonly IncomingRequest[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [position, { observations: _, ...request }] of requests.entries()) {
    ids.set(request.requestKey, await upsertServiceRequest(tx, { id: newId(), dossierId, position, ...request }));
  }
  return ids;
}

function newVersions(
  ctx: Context,
  input: ReviseDossierInput,
  dossierId: string,
  requestIds: Map<string, string>,
  before: readonly ObservationRow[],
): ObservationRow[] {
  const current = new Map(before.map((row) => [row.observationKey, row]));
  const firstFree = Math.max(0, ...before.map((row) => row.position + 1));
  return input.dossier.requests
    .flatMap((request) => request.observations.map((observation) => ({ request, observation })))
    .flatMap(({ request, observation }, index) => {
      const known = current.get(observation.observationKey);
      const change = changeOf(observation, known, input.sentAt);
      const serviceRequestId = requestIds.get(request.requestKey);
      if (change.kind === 'kept' || serviceRequestId === undefined) return [];
      const position = known?.position ?? firstFree + index;
      return [rowOf(ctx, input, dossierId, serviceRequestId, change.observation, { version: change.version, contentHash: change.contentHash, position })];
    });
}

function rowOf(
  ctx: Context,
  input: ReviseDossierInput,
  dossierId: string,
  serviceRequestId: string,
  observation: IncomingObservation,
  made: { version: number; contentHash: string; position: number },
): ObservationRow {
  const decimal = (value: number | null) => (value === null ? null : String(value));
  return {
    ...observation,
    ...made,
    id: newId(),
    dossierId,
    patientId: input.patientId,
    serviceRequestId,
    messageId: input.messageId,
    sentAt: input.sentAt,
    number: decimal(observation.number),
    referenceLow: decimal(observation.referenceLow),
    referenceHigh: decimal(observation.referenceHigh),
    recordedAt: ctx.now(),
  };
}

/** Notes of a newer message replace those known when it has any; a late message only adds what is missing. */
function mergedNotes(known: readonly string[], sent: readonly string[], isLate: boolean): string[] {
  if (sent.length === 0) return [...known];
  if (!isLate) return [...sent];
  return [...known, ...sent.filter((note) => !known.includes(note))];
}
