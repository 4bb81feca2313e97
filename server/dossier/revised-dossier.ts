import type { AuditEvent } from '../audit/append';
import { flagsSet, type KnownFlags, mergedConfidentiality } from './confidentiality';
import type { DossierBook, Making, ReviseDossierInput, RevisedDossier } from './dossier-book';
import { firstTold, merged, mergedNotes, mergedPlace, mergedPrescriber, type Words, wordsOf } from './merge';
import { mergedRequests, mergedSpecimens } from './merged-orders';
import { documentRows, newVersions } from './new-versions';
import { revisionHashOf } from './rules';
import type { DossierRow, RevisionRow, SpecimenRow } from './store';

/**
 * Merges one message into its dossier and makes a new revision when anything a person sees has changed; a message that
 * changes nothing makes none. Results are never edited: a changed one becomes a new immutable version beside the old.
 * @see decisions « Messages merge; absence deletes nothing »; GBUI IV-4b
 */
export function revisedDossier(making: Making, known: DossierBook, input: ReviseDossierInput): RevisedDossier {
  const { dossier: before, revision: last, observations: current } = known;
  const dossierId = before?.id ?? making.newId();
  const isLate = before !== null && isOld(before, input);
  const newest = before?.lastMessageAt ?? input.sentAt;
  const requests = mergedRequests(making, dossierId, known.requests, input, newest);
  const specimens = mergedSpecimens(making, dossierId, known.specimens, input, newest);
  const added = newVersions(making, isLate ? { ...input, patientId: before.patientId } : input, dossierId, requests, current);
  const replaced = new Set(added.map((row) => row.observationKey));
  const versions = [...current.filter((row) => !replaced.has(row.observationKey)), ...added];
  const words = wordsOf(before?.told ?? {}, input.sentAt, newest, (field) => input.since.words.has(field));
  const notes = mergedNotes(last?.notes ?? [], input.dossier.notes, words);
  const contentHash = revisionHashOf(versions, notes, requests, specimens);
  const header = before ? { ...before, ...headerFields(making, before, input, words) } : freshRow(making, dossierId, input);
  const isRevised = last?.contentHash !== contentHash || isOtherSample(known.specimens, specimens);
  const observationVersionIds = versions.map((row) => row.id);
  const made = { id: making.newId(), dossierId, messageId: input.messageId, observationVersionIds, notes, contentHash, sentAt: input.sentAt };
  const revision = last && !isRevised ? last : { ...made, revision: (last?.revision ?? 0) + 1, recordedAt: making.now };
  return {
    book: {
      dossier: isRevised ? { ...header, revision: revision.revision, updatedAt: making.now } : header,
      requests,
      specimens,
      observations: versions.toSorted((a, b) => a.position - b.position),
      revision,
    },
    added,
    documents: documentRows(making, input.dossier, added),
    isRevised,
    events: [...flagEvents(before, dossierId, input), ...(isRevised ? [revisedEvent(dossierId, input, revision, added.length)] : [])],
  };
}

/** The state of a sample decides whether its values can be true: told alone, without a new result, it is a new revision, and the rules are asked again. */
function isOtherSample(before: readonly SpecimenRow[], after: readonly SpecimenRow[]): boolean {
  const known = new Map(before.map((specimen) => [specimen.identifier, stateOf(specimen)]));
  return after.some((specimen) => stateOf(specimen) !== (known.get(specimen.identifier) ?? NO_STATE));
}

const stateOf = ({ condition, description, role, centrifugedAt }: Pick<SpecimenRow, 'condition' | 'description' | 'role' | 'centrifugedAt'>): string =>
  JSON.stringify([condition ?? '', description, role, centrifugedAt]);
const NO_STATE = stateOf({ condition: null, description: '', role: '', centrifugedAt: null });

/** Who a dossier is about is as its newest message says. */
const isOld = (known: DossierRow, { sentAt, since }: ReviseDossierInput): boolean => known.lastMessageAt > sentAt || since.isOvertaken;

const revisedEvent = (
  dossierId: string,
  { patientId, messageId }: ReviseDossierInput,
  { revision, contentHash }: RevisionRow,
  results: number,
): AuditEvent => ({
  action: 'dossier.revise',
  dossierId,
  patientId,
  subjectId: messageId,
  detail: { revision, results, contentHash },
});

function freshRow(making: Making, id: string, input: ReviseDossierInput): DossierRow {
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
    plannedFor: dossier.plannedFor ?? null,
    collector: dossier.collector,
    clinicalInformation: dossier.clinicalInformation,
    ...confidentialityOf({}, input),
    revision: 0,
    lastMessageAt: input.sentAt,
    createdAt: making.now,
    updatedAt: making.now,
  };
  return { ...row, told: toldBy(row, input) };
}

/** What a message says of the whole, field by field; who it is about is as the newest message says. */
function headerFields(making: Making, known: DossierRow, input: ReviseDossierInput, words: Words): Partial<DossierRow> {
  const sent = freshRow(making, known.id, input);
  const isLate = isOld(known, input);
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
    updatedAt: making.now,
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
function flagEvents(known: DossierRow | null, dossierId: string, input: ReviseDossierInput): AuditEvent[] {
  const before = known?.confidentiality ?? [];
  const { confidentiality: flags } = confidentialityOf(known?.confidentialityTold ?? {}, input);
  if (before.length === flags.length && flags.every((flag) => before.includes(flag))) return [];
  return [{ action: 'dossier.flag', dossierId, patientId: input.patientId, subjectId: input.messageId, detail: { flags, before } }];
}

/** What a message says of the order itself, field by field. */
function orderOf(row: Omit<DossierRow, 'told'>) {
  const { placerNumber, encounterNumber, patientClass, callbackPhone, collector, clinicalInformation } = row;
  const { requestedAt, requestedText, collectedAt, collectedText, receivedAt, receivedText, plannedFor } = row;
  const times = { requestedAt, requestedText, collectedAt, collectedText, receivedAt, receivedText, plannedFor };
  return { placerNumber, encounterNumber, patientClass, callbackPhone, collector, clinicalInformation, ...times };
}

const prescriberOf = ({ prescriberId, prescriberRpps, prescriberName }: Omit<DossierRow, 'told'>) => ({ prescriberId, prescriberRpps, prescriberName });
const placeOf = ({ wardId, wardCode, room, bed }: Omit<DossierRow, 'told'>) => ({ wardId, wardCode, room, bed });
