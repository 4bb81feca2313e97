import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { cancelled, type SaidResult } from './cancel';
import { flagsSet, type KnownFlags, mergedConfidentiality } from './confidentiality';
import { firstTold, merged, mergedNotes, mergedPlace, mergedPrescriber, type Told, type Words, wordsOf } from './merge';
import { changeOf, revisionHashOf } from './rules';
import {
  currentObservations,
  type DocumentRow,
  type DossierRow,
  findByAccession,
  insertDocuments,
  insertDossier,
  insertObservations,
  insertRevision,
  latestRevision,
  lockAccession,
  type ObservationRow,
  type ServiceRequestRow,
  serviceRequestsOf,
  specimensOf,
  updateDossier,
  upsertServiceRequest,
  upsertSpecimen,
} from './store';
import type { IncomingDossier } from './types';

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
  /** Keys of the results that a newer message has spoken of: this one changes none of them. */
  saidSince: ReadonlySet<string>;
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

  const isLate = known !== undefined && known.lastMessageAt > input.sentAt;
  const newest = known?.lastMessageAt ?? input.sentAt;
  const requests = await saveRequests(tx, dossierId, input, newest);
  await saveSpecimens(tx, dossierId, input, newest);
  const before = known ? await currentObservations(tx, dossierId) : [];
  const added = newVersions(ctx, isLate ? { ...input, patientId: known.patientId } : input, dossierId, requests, before);
  await insertObservations(tx, added);
  await insertDocuments(tx, documentRows(input.dossier, added));

  const previous = await latestRevision(tx, dossierId);
  const words = wordsOf(known?.told ?? {}, input.sentAt, newest);
  const notes = mergedNotes(previous?.notes ?? [], input.dossier.notes, words);
  const replaced = new Set(added.map((row) => row.observationKey));
  const versions = [...before.filter((row) => !replaced.has(row.observationKey)), ...added];
  const contentHash = revisionHashOf(versions, notes, requests);
  if (known) await updateDossier(tx, dossierId, headerFields(ctx, known, input, words));
  await traceFlags(ctx, tx, dossierId, known, input);
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
  const row = {
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
    requestedText: dossier.requestedText ?? '',
    collectedText: dossier.collectedText ?? '',
    receivedText: dossier.receivedText ?? '',
    collector: dossier.collector,
    clinicalInformation: dossier.clinicalInformation,
    ...confidentialityOf({}, input),
    revision: 0,
    lastMessageAt: input.sentAt,
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  };
  return { ...row, told: toldBy(row, input) };
}

/** What a message says of the whole, field by field; who it is about is as the newest message says. */
function headerFields(ctx: Context, known: DossierRow, input: ReviseDossierInput, words: Words): Partial<DossierRow> {
  const sent = freshRow(ctx, known.id, input);
  const isLate = known.lastMessageAt > input.sentAt;
  const fields = {
    ...merged(orderOf(known), orderOf(sent), words),
    ...mergedPrescriber(prescriberOf(known), prescriberOf(sent), words),
    ...mergedPlace(placeOf(known), placeOf(sent), words),
    ...merged({ priority: known.priority }, { priority: input.dossier.priority ?? '' }, words),
  };
  return {
    ...fields,
    patientId: isLate ? known.patientId : sent.patientId,
    identityGuaranteed: isLate ? known.identityGuaranteed : sent.identityGuaranteed,
    isTest: known.isTest || sent.isTest,
    ...confidentialityOf(known.confidentialityTold, input),
    told: words.told(),
    lastMessageAt: isLate ? known.lastMessageAt : input.sentAt,
    updatedAt: ctx.now(),
  };
}

/** Which fields of a new dossier its first message has spoken of. */
const toldBy = (row: Omit<DossierRow, 'told'>, { dossier, sentAt }: ReviseDossierInput): DossierRow['told'] =>
  firstTold({ ...orderOf(row), ...prescriberOf(row), ...placeOf(row), priority: dossier.priority, notes: dossier.notes }, sentAt);

/** Flag by flag, whether the message is late or not: each flag has its own newest word. */
function confidentialityOf(known: KnownFlags, { dossier, sentAt }: ReviseDossierInput): Pick<DossierRow, 'confidentiality' | 'confidentialityTold'> {
  const confidentialityTold = mergedConfidentiality(known, dossier.confidentiality, sentAt);
  return { confidentiality: flagsSet(confidentialityTold), confidentialityTold };
}

/** Who may see a dossier changed: that is an act of its own, also when no result came with it. */
async function traceFlags(ctx: Context, tx: Transaction, dossierId: string, known: DossierRow | undefined, input: ReviseDossierInput): Promise<void> {
  const before = known?.confidentiality ?? [];
  const { confidentiality: flags } = confidentialityOf(known?.confidentialityTold ?? {}, input);
  if (before.length === flags.length && flags.every((flag) => before.includes(flag))) return;
  await append(tx, ctx, { action: 'dossier.flag', dossierId, patientId: input.patientId, subjectId: input.messageId, detail: { flags, before } });
}

/** What a message says of the order itself, field by field. */
function orderOf(row: Omit<DossierRow, 'told'>) {
  const { placerNumber, encounterNumber, patientClass, callbackPhone, collector, clinicalInformation } = row;
  const { requestedAt, requestedText, collectedAt, collectedText, receivedAt, receivedText } = row;
  const times = { requestedAt, requestedText, collectedAt, collectedText, receivedAt, receivedText };
  return { placerNumber, encounterNumber, patientClass, callbackPhone, collector, clinicalInformation, ...times };
}

const prescriberOf = ({ prescriberId, prescriberRpps, prescriberName }: Omit<DossierRow, 'told'>) => ({ prescriberId, prescriberRpps, prescriberName });
const placeOf = ({ wardId, wardCode, room, bed }: Omit<DossierRow, 'told'>) => ({ wardId, wardCode, room, bed });

/** Answers every request of the dossier as it stands afterwards. */
async function saveRequests(tx: Transaction, dossierId: string, { dossier, sentAt }: ReviseDossierInput, newest: Date): Promise<ServiceRequestRow[]> {
  const requests = new Map((await serviceRequestsOf(tx, dossierId)).map((row) => [row.requestKey, row]));
  for (const { observations: _, isCancelled, ...request } of dossier.requests) {
    const known = requests.get(request.requestKey);
    const row = known ? mergedRow(known, request, sentAt, newest) : { ...request, told: firstTold(request, sentAt) };
    const cancelledAt = isCancelled && !(known?.cancelledAt && known.cancelledAt > sentAt) ? sentAt : (known?.cancelledAt ?? null);
    const saved = { id: known?.id ?? newId(), dossierId, position: known?.position ?? requests.size, ...row, cancelledAt };
    requests.set(request.requestKey, { ...saved, id: await upsertServiceRequest(tx, saved) });
  }
  return [...requests.values()];
}

async function saveSpecimens(tx: Transaction, dossierId: string, { dossier, sentAt }: ReviseDossierInput, newest: Date): Promise<void> {
  const specimens = new Map((await specimensOf(tx, dossierId)).map((row) => [row.identifier, row]));
  for (const specimen of dossier.specimens) {
    const known = specimens.get(specimen.identifier);
    const row = known ? mergedRow(known, specimen, sentAt, newest) : { ...specimen, told: firstTold(specimen, sentAt) };
    await upsertSpecimen(tx, { id: known?.id ?? newId(), dossierId, ...row });
  }
}

/** The fields that a message can speak of, of a row that is known. */
function mergedRow<T extends object>(known: T & { told: Told }, sent: T, sentAt: Date, newest: Date): T & { told: Told } {
  const words = wordsOf(known.told, sentAt, newest);
  const fields = Object.fromEntries(Object.keys(sent).map((field) => [field, known[field as keyof T]])) as T;
  return { ...merged(fields, sent, words), told: words.told() };
}

function newVersions(
  ctx: Context,
  input: ReviseDossierInput,
  dossierId: string,
  requests: readonly ServiceRequestRow[],
  before: readonly ObservationRow[],
): ObservationRow[] {
  const requestsByKey = new Map(requests.map((row) => [row.requestKey, row]));
  const current = new Map(before.map((row) => [row.observationKey, row]));
  const firstFree = Math.max(0, ...before.map((row) => row.position + 1));
  return input.dossier.requests
    .flatMap((request) => {
      const row = requestsByKey.get(request.requestKey);
      const known = request.isCancelled ? before.filter(({ serviceRequestId }) => serviceRequestId === row?.id) : [];
      return row ? cancelled(request, known, { ...input, cancelledAt: row.cancelledAt }).map((said) => ({ said, serviceRequestId: row.id })) : [];
    })
    .flatMap(({ said, serviceRequestId }, index) => {
      const known = current.get(said.observation.observationKey);
      if (known && input.saidSince.has(said.observation.observationKey)) return [];
      const change = changeOf(said.observation, known, said.sentAt);
      if (change.kind === 'kept') return [];
      const position = known?.position ?? firstFree + index;
      return [
        rowOf(
          ctx,
          input,
          dossierId,
          serviceRequestId,
          { ...said, observation: change.observation },
          { version: change.version, contentHash: change.contentHash, position },
        ),
      ];
    });
}

function rowOf(
  ctx: Context,
  input: ReviseDossierInput,
  dossierId: string,
  serviceRequestId: string,
  { observation, messageId, sentAt }: SaidResult,
  made: { version: number; contentHash: string; position: number },
): ObservationRow {
  const decimal = (value: number | null) => (value === null ? null : String(value));
  return {
    ...observation,
    ...made,
    observedText: observation.observedText ?? '',
    analysedText: observation.analysedText ?? '',
    id: newId(),
    dossierId,
    patientId: input.patientId,
    serviceRequestId,
    messageId,
    sentAt,
    number: decimal(observation.number),
    referenceLow: decimal(observation.referenceLow),
    referenceHigh: decimal(observation.referenceHigh),
    recordedAt: ctx.now(),
  };
}

/** The documents of the versions that are new; those of a result that did not change are kept with its version. */
function documentRows(sent: IncomingDossier, added: readonly ObservationRow[]): DocumentRow[] {
  const documents = new Map(
    sent.requests.flatMap(({ observations }) => observations.map((observation) => [observation.observationKey, observation.documents ?? []])),
  );
  return added.flatMap(({ id, observationKey, dossierId, patientId }) =>
    (documents.get(observationKey) ?? []).map((document, position) => ({ id: newId(), observationVersionId: id, dossierId, patientId, position, ...document })),
  );
}
