import { sql } from 'drizzle-orm';
import { boolean, check, customType, index, integer, jsonb, numeric, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory, legalEntity, prescriber, site, ward } from './directory';
import { patient } from './patient';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const dossier = pgTable(
  'dossier',
  {
    id: primaryId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    accessionNumber: text('accession_number').notNull(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    identityGuaranteed: boolean('identity_guaranteed').notNull(),
    isTest: boolean('is_test').notNull().default(false),
    priority: text('priority').notNull(),
    placerNumber: text('placer_number'),
    encounterNumber: text('encounter_number'),
    patientClass: text('patient_class').notNull().default(''),
    wardId: uuid('ward_id').references(() => ward.id),
    /** PV1-3 as sent, for the screens: « URG », « BOX4 », « 1 ». */
    wardCode: text('ward_code').notNull().default(''),
    room: text('room').notNull().default(''),
    bed: text('bed').notNull().default(''),
    prescriberId: uuid('prescriber_id').references(() => prescriber.id),
    prescriberRpps: text('prescriber_rpps').notNull().default(''),
    prescriberName: text('prescriber_name').notNull().default(''),
    callbackPhone: text('callback_phone').notNull().default(''),
    requestedAt: instant('requested_at'),
    collectedAt: instant('collected_at'),
    receivedAt: instant('received_at'),
    /** By when the laboratory planned to answer (TQ1-8), where it said so. */
    plannedFor: instant('planned_for'),
    /** The same three as they were written (HL7 DTM): the precision and the zone that the sender gave, or did not. */
    requestedText: text('requested_text').notNull().default(''),
    collectedText: text('collected_text').notNull().default(''),
    receivedText: text('received_text').notNull().default(''),
    collector: text('collector').notNull().default(''),
    clinicalInformation: text('clinical_information').notNull().default(''),
    /** Flags of confidentiality as the LIS sent them or the laboratory set them: INVISIBLE_PATIENT, INVISIBLE_REP_LEGAUX, MASQUE_PS, CONNEXION_SECRETE. */
    confidentiality: text('confidentiality').array().notNull().default([]),
    /** The same, flag by flag with the MSH-7 of the message that said it last: an older message that comes late changes nothing of it. */
    confidentialityTold: jsonb('confidentiality_told').$type<Record<string, { isSet: boolean; toldAt: string }>>().notNull().default({}),
    /** By field, MSH-7 (milliseconds) of the message that said it last: an older message that comes late changes nothing of it. */
    told: jsonb('told').$type<Record<string, number>>().notNull().default({}),
    revision: integer('revision').notNull(),
    /** MSH-7 of the newest message applied. */
    lastMessageAt: instant('last_message_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique().on(table.laboratoryId, table.accessionNumber),
    index().on(table.patientId),
    index('dossier_created').on(table.laboratoryId, table.createdAt),
    index('dossier_updated').on(table.updatedAt),
    check('priority_known', sql`${table.priority} in ('stat','urgent','routine')`),
  ],
);

export const serviceRequest = pgTable(
  'service_request',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    /** OBR-3 when sent, else OBR-2, with OBR-4: the key of the request inside the dossier. */
    requestKey: text('request_key').notNull(),
    placerNumber: text('placer_number').notNull().default(''),
    fillerNumber: text('filler_number').notNull().default(''),
    code: text('code').notNull(),
    codeSystem: text('code_system').notNull(),
    label: text('label').notNull(),
    /** OBR-24 (HL7 table 0074): CH, HM, MB… */
    section: text('section').notNull().default(''),
    status: text('status').notNull().default(''),
    specimenKind: text('specimen_kind').notNull().default(''),
    technician: text('technician').notNull().default(''),
    /** OBR-29 and OBR-26: the request and the result that this request follows, as microbiology sends them (HL7 2.5 chapter 7.3.1). */
    parentNumber: text('parent_number').notNull().default(''),
    parentCode: text('parent_code').notNull().default(''),
    parentSubId: text('parent_sub_id').notNull().default(''),
    parentText: text('parent_text').notNull().default(''),
    position: integer('position').notNull(),
    notes: jsonb('notes').$type<string[]>().notNull(),
    /** By field, MSH-7 (milliseconds) of the message that said it last: an older message that comes late changes nothing of it. */
    told: jsonb('told').$type<Record<string, number>>().notNull().default({}),
    /** When its sample was centrifuged, by a private field of the link. */
    centrifugedAt: instant('centrifuged_at'),
    /** MSH-7 of the newest message that cancelled it: what an older one says of its results can no longer be had. */
    cancelledAt: instant('cancelled_at'),
  },
  (table) => [unique().on(table.dossierId, table.requestKey)],
);

export const specimen = pgTable(
  'specimen',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    identifier: text('identifier').notNull(),
    kind: text('kind').notNull(),
    /** SPM-8, SPM-11 and SPM-14. */
    site: text('site').notNull().default(''),
    role: text('role').notNull().default(''),
    description: text('description').notNull().default(''),
    condition: text('condition'),
    collectedAt: instant('collected_at'),
    receivedAt: instant('received_at'),
    /** NTE right after its SPM: what was said of the sample itself. */
    notes: jsonb('notes').$type<string[]>().notNull().default([]),
    centrifugedAt: instant('centrifuged_at'),
    /** By field, MSH-7 (milliseconds) of the message that said it last: an older message that comes late changes nothing of it. */
    told: jsonb('told').$type<Record<string, number>>().notNull().default({}),
  },
  (table) => [unique().on(table.dossierId, table.identifier)],
);

/** Immutable: a changed result is a new version of the same key. */
export const observationVersion = pgTable(
  'observation_version',
  {
    id: primaryId(),
    /** Asked to be there by a trigger, once for a statement; the same for the person and the request. */
    dossierId: uuid('dossier_id').notNull(),
    patientId: uuid('patient_id').notNull(),
    serviceRequestId: uuid('service_request_id').notNull(),
    /** Request key + OBX-3 + OBX-4 (+ rank when the same is sent twice). */
    observationKey: text('observation_key').notNull(),
    version: integer('version').notNull(),
    messageId: uuid('message_id').notNull(),
    /** MSH-7 of that message: a late older message never replaces a newer result. */
    sentAt: instant('sent_at').notNull(),
    position: integer('position').notNull(),
    code: text('code').notNull(),
    codeSystem: text('code_system').notNull(),
    localCode: text('local_code').notNull().default(''),
    label: text('label').notNull(),
    subId: text('sub_id').notNull().default(''),
    valueType: text('value_type').notNull(),
    /** Every repetition of OBX-5, decoded, verbatim. */
    values: text('values').array().notNull(),
    number: numeric('number'),
    comparator: text('comparator'),
    unit: text('unit').notNull().default(''),
    referenceRange: text('reference_range').notNull().default(''),
    referenceLow: numeric('reference_low'),
    referenceHigh: numeric('reference_high'),
    interpretation: text('interpretation').notNull().default(''),
    status: text('status').notNull(),
    observedAt: instant('observed_at'),
    analysedAt: instant('analysed_at'),
    /** The same two as they were written (HL7 DTM). */
    observedText: text('observed_text').notNull().default(''),
    analysedText: text('analysed_text').notNull().default(''),
    performerCode: text('performer_code').notNull().default(''),
    performerName: text('performer_name').notNull().default(''),
    performerFiness: text('performer_finess').notNull().default(''),
    /** OBX-16: technician for R and P, validating biologist for F. */
    responsibleObserver: text('responsible_observer').notNull().default(''),
    method: text('method').notNull().default(''),
    equipment: text('equipment').notNull().default(''),
    notes: jsonb('notes').$type<string[]>().notNull(),
    /** SHA-256 over everything above that a person sees. */
    contentHash: text('content_hash').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** Named validator of a final result of the sampling laboratory's own LIS (OBX-16 or OBR-32); null = waits. */
    lisValidator: text('lis_validator'),
    /** Who validated it in the laboratory that executed it, as an LIS says (OBX-11 `F` or `C` under that laboratory's OBX-23); '' = nobody is named, null = it says nothing of that. */
    executorValidator: text('executor_validator'),
    /** Where it was measured when that was not in a laboratory: « Lecteur de glycémie, Réanimation » (GBUI XIII-2.6); empty = in the laboratory. */
    origin: text('origin').notNull().default(''),
    /** Alarms of the analyser on this value, by a private field of the link; OBX-8 has its own. */
    analyserFlags: text('analyser_flags').array().notNull().default([]),
    /** What the LIS said of the quality control of this measurement, word for word; empty = nothing. */
    qualityControl: text('quality_control').notNull().default(''),
    /** What the analyser gave before a rerun or a dilution, verbatim, by a private field of the link. */
    valuesBefore: text('values_before').array().notNull().default([]),
    /** « 5 », « 1/10 »: as sent. */
    dilution: text('dilution').notNull().default(''),
    /** OBR-22 of the message that brought it: when the laboratory gave the result its present status; and as it was written. */
    statusAt: instant('status_at'),
    statusText: text('status_text').notNull().default(''),
  },
  (table) => [
    unique().on(table.dossierId, table.observationKey, table.version),
    index('observation_of_dossier').on(table.dossierId, table.code),
    index('observation_performer').on(table.performerFiness, table.dossierId).where(sql`performer_finess <> ''`),
    index('observation_performed').on(table.dossierId).where(sql`performer_finess <> ''`),
  ],
);

/** Who somebody is, as far as results are told apart by it. */
export interface IdentityTraits {
  identifier: string;
  birthFamilyName: string;
  firstGivenName: string;
  birthDate: string | null;
  sex: string;
  /** Null unless it is qualified: no other is ever shown. */
  ins: string | null;
  /** Whether the identity may be linked with others (PID-32); absent from amendments of before it was told. */
  guaranteed?: boolean;
}

/** The identity of a dossier changed after a decision on it took effect: kept with both identities, until a biologist settles it. */
export const identityAmendment = pgTable(
  'identity_amendment',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    before: jsonb('before').$type<IdentityTraits>().notNull(),
    after: jsonb('after').$type<IdentityTraits>().notNull(),
    /** The message that changed it; null for an act of a person. */
    messageId: uuid('message_id'),
    madeAt: instant('made_at').notNull(),
    settledAt: instant('settled_at'),
    settledByDecision: uuid('settled_by_decision'),
    /** `signed` by a biologist, or `returned` to what was signed. */
    outcome: text('outcome'),
  },
  (table) => [
    index().on(table.dossierId, table.madeAt),
    index('identity_amendment_open').on(table.dossierId).where(sql`settled_at is null`),
    index('identity_amendment_settled').on(table.settledAt).where(sql`outcome = 'signed'`),
    check('identity_amendment_outcome', sql`(${table.outcome} is null) = (${table.settledAt} is null) and ${table.outcome} in ('signed','returned')`),
  ],
);

/** A référent's word on whose a dossier is, when its identity was not sure; kept for ever, also when it was undone. */
export const identityAttachment = pgTable(
  'identity_attachment',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    /** Whom the messages named: the dossier hangs there again once it is undone. */
    fromPatientId: uuid('from_patient_id')
      .notNull()
      .references(() => patient.id),
    toPatientId: uuid('to_patient_id')
      .notNull()
      .references(() => patient.id),
    /** The person was made for it. */
    isNew: boolean('is_new').notNull(),
    reason: text('reason').notNull(),
    attachedAt: instant('attached_at').notNull(),
    attachedBy: uuid('attached_by')
      .notNull()
      .references(() => userAccount.id),
    attachedByName: text('attached_by_name').notNull(),
    /** The LIS named that very person since: there is nothing left to undo. */
    confirmedAt: instant('confirmed_at'),
    detachedAt: instant('detached_at'),
    detachedBy: uuid('detached_by').references(() => userAccount.id),
    detachedByName: text('detached_by_name'),
    detachReason: text('detach_reason'),
  },
  (table) => [
    uniqueIndex('one_attachment_at_a_time').on(table.dossierId).where(sql`detached_at is null`),
    index().on(table.dossierId),
    check('attachment_two', sql`${table.fromPatientId} <> ${table.toPatientId}`),
    check('attachment_reasons', sql`length(btrim(${table.reason})) >= 10 and (${table.detachedAt} is null or length(btrim(${table.detachReason})) >= 10)`),
  ],
);

/** A document that came with a version of a result (OBX type ED), byte for byte; immutable. */
export const observationDocument = pgTable(
  'observation_document',
  {
    id: primaryId(),
    observationVersionId: uuid('observation_version_id')
      .notNull()
      .references(() => observationVersion.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    position: integer('position').notNull(),
    /** Read from its first bytes, never what the sender calls it. */
    mediaType: text('media_type').notNull(),
    size: integer('size').notNull(),
    sha256: text('sha256').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [
    unique().on(table.observationVersionId, table.position),
    index().on(table.dossierId),
    check('document_whole', sql`octet_length(${table.bytes}) = ${table.size} and ${table.size} > 0`),
  ],
);

export const dossierRevision = pgTable(
  'dossier_revision',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    revision: integer('revision').notNull(),
    messageId: uuid('message_id').notNull(),
    observationVersionIds: uuid('observation_version_ids').array().notNull(),
    /** NTE after PID: notes on the whole dossier. */
    notes: jsonb('notes').$type<string[]>().notNull(),
    contentHash: text('content_hash').notNull(),
    sentAt: instant('sent_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [unique().on(table.dossierId, table.revision), index('dossier_revision_recorded').on(table.recordedAt)],
);

/** One measurement of a control material, as a laboratory's system sent it; nobody's result, written once. */
export const qualityControl = pgTable(
  'quality_control',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    messageId: uuid('message_id').notNull(),
    position: integer('position').notNull(),
    /** SPM-2: the control material or its lot. */
    specimen: text('specimen').notNull(),
    level: text('level').notNull(),
    /** OBX-18; empty = not said. */
    analyser: text('analyser').notNull(),
    code: text('code').notNull(),
    codeSystem: text('code_system').notNull(),
    localCode: text('local_code').notNull(),
    label: text('label').notNull(),
    value: text('value').notNull(),
    unit: text('unit').notNull(),
    target: text('target').notNull(),
    /** OBX-7. */
    limits: text('limits').notNull(),
    state: text('state').notNull(),
    /** What the LIS said of the state, word for word. */
    said: text('said').notNull(),
    measuredAt: instant('measured_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    unique().on(table.messageId, table.position),
    index('quality_control_newest').on(table.laboratoryId, table.measuredAt),
    index('quality_control_recorded').on(table.recordedAt),
    check('quality_control_state', sql`${table.state} in ('in','warning','out','unknown')`),
  ],
);
