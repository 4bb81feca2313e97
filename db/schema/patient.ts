import { sql } from 'drizzle-orm';
import { type AnyPgColumn, boolean, check, date, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { patientAccount, userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory, legalEntity, ward } from './directory';

export const patient = pgTable(
  'patient',
  {
    id: primaryId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    /** PID-3.4, the authority that gave the identifier. */
    assigningAuthority: text('assigning_authority').notNull(),
    /** PID-3.1, type PI: the IPP. */
    identifier: text('identifier').notNull(),
    /** Empty for a guaranteed identity; else the only dossier it may serve: laboratory and accession number (GBUI III-2b). */
    loneDossier: text('lone_dossier').notNull().default(''),
    birthFamilyName: text('birth_family_name').notNull(),
    usedFamilyName: text('used_family_name'),
    givenNames: text('given_names').notNull(),
    firstGivenName: text('first_given_name').notNull(),
    birthDate: date('birth_date', { mode: 'string' }),
    /** PID-7 as sent, also when it is no date. */
    birthDateText: text('birth_date_text').notNull(),
    sex: text('sex').notNull(),
    /** COG code of the commune or country of birth: the fifth strict trait. */
    birthPlaceCode: text('birth_place_code'),
    ins: text('ins'),
    insAuthority: text('ins_authority'),
    insQualified: boolean('ins_qualified').notNull().default(false),
    /** PID-32: VALI, PROV, VIDE… ; empty = not sent. */
    identityReliability: text('identity_reliability').notNull(),
    email: text('email'),
    emailConfirmedAt: instant('email_confirmed_at'),
    phone: text('phone'),
    phoneConfirmedAt: instant('phone_confirmed_at'),
    updatedAt: instant('updated_at').notNull(),
    /** The person that this number was merged into (ADT A40): her own row is read through that one; null = none. Always the last of a chain. */
    mergedInto: uuid('merged_into').references((): AnyPgColumn => patient.id),
  },
  (table) => [
    /** All numbers of one person. */
    index('patient_person').on(sql`coalesce(merged_into, id)`),
    unique().on(table.legalEntityId, table.assigningAuthority, table.identifier, table.loneDossier),
    index().on(table.ins),
    index('patient_birth_date').on(table.birthDate),
    index('patient_state_identity').on(table.birthDate).where(sql`ins_qualified`),
    check('sex_known', sql`${table.sex} in ('F','M','U')`),
  ],
);

/** Which stored identities an account is: made by a proven enrolment, never by a name alone. */
export const patientLink = pgTable(
  'patient_link',
  {
    id: primaryId(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => patientAccount.id),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    /** `code`, `notice`, `franceconnect`. */
    via: text('via').notNull(),
    linkedAt: instant('linked_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [uniqueIndex('one_link_per_identity').on(table.accountId, table.patientId).where(sql`ended_at is null`), index().on(table.patientId)],
);

/** The code printed on the sampling slip, or sent by the laboratory: with the birth date it opens an account, once. */
export const enrolmentCode = pgTable(
  'enrolment_code',
  {
    id: primaryId(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    /** Whoever enrols with it: the patient, or the representative of this row. */
    representationId: uuid('representation_id'),
    codeHash: text('code_hash').notNull().unique(),
    /** The account that is being enrolled with it; spent only once that is finished. */
    accountId: uuid('account_id').references(() => patientAccount.id),
    madeBy: text('made_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    usedAt: instant('used_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [index().on(table.patientId), check('enrolment_attempts_bounded', sql`${table.failedAttempts} between 0 and 3`)],
);

/** Somebody who reads for a patient: granted by the laboratory, dated, revocable, seen by the person concerned. */
export const representation = pgTable(
  'representation',
  {
    id: primaryId(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    /** Null until the representative has enrolled with the code made for it. */
    accountId: uuid('account_id').references(() => patientAccount.id),
    kind: text('kind').notNull(),
    /** Representative's name as proven at the desk. */
    familyName: text('family_name').notNull(),
    givenName: text('given_name').notNull(),
    birthDate: text('birth_date').notNull(),
    /** « mère », « tuteur »… in the laboratory's words. */
    relation: text('relation').notNull(),
    validFrom: instant('valid_from').notNull(),
    /** Also ends by itself: a parent's at the majority of the child, see patient rules. */
    validTo: instant('valid_to'),
    grantedBy: uuid('granted_by')
      .notNull()
      .references(() => userAccount.id),
    /** Document seen: livret de famille, jugement… its reference, never its content. */
    evidence: text('evidence').notNull(),
    grantedAt: instant('granted_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** Account of the desk, or `patient` when the person concerned ended it. */
    revokedBy: text('revoked_by'),
    revokedReason: text('revoked_reason'),
  },
  (table) => [index().on(table.patientId), index().on(table.accountId), check('representation_kind', sql`${table.kind} in ('parent','guardian','trusted')`)],
);

/** What a patient asks of the laboratory about the data: becomes a task of its desk (GBUI III-1b, X-4). */
export const patientRequest = pgTable(
  'patient_request',
  {
    id: primaryId(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    laboratoryId: uuid('laboratory_id').references(() => laboratory.id),
    kind: text('kind').notNull(),
    /** Which element: `birthFamilyName`, `birthDate`…; empty for a question on a reading. */
    field: text('field').notNull().default(''),
    text: text('text').notNull(),
    state: text('state').notNull().default('open'),
    createdAt: instant('created_at').notNull(),
    handledBy: uuid('handled_by').references(() => userAccount.id),
    handledAt: instant('handled_at'),
    /** The laboratory's answer, read by the patient. */
    answer: text('answer').notNull().default(''),
  },
  (table) => [
    index().on(table.state, table.createdAt),
    index().on(table.patientId),
    index('patient_request_open').on(table.createdAt).where(sql`state = 'open'`),
    check('patient_request_kind', sql`${table.kind} in ('rectification','reading','access','opposition')`),
    check('patient_request_state', sql`${table.state} in ('open','done','declined')`),
  ],
);

/** What a patient opposes: no notice, or no publication on line at all. */
export const patientOpposition = pgTable(
  'patient_opposition',
  {
    id: primaryId(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    subject: text('subject').notNull(),
    since: instant('since').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('one_opposition_per_subject').on(table.patientId, table.subject).where(sql`ended_at is null`),
    check('opposition_subject', sql`${table.subject} in ('notices','portal')`),
  ],
);

/** Where a patient lies, and since when (PV1-3, ADT): what a ward may read rests on it. */
export const patientStay = pgTable(
  'patient_stay',
  {
    id: primaryId(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    /** Null: in no ward that the directory knows, or in none at all since a discharge. */
    wardId: uuid('ward_id').references(() => ward.id),
    /** PV1-19, empty when not sent. */
    encounterNumber: text('encounter_number').notNull().default(''),
    since: instant('since').notNull(),
    until: instant('until'),
    /** MSH-7 of the message that said it last: an older one changes nothing. */
    toldAt: instant('told_at').notNull(),
    /** `movement`: the admission's own word (ADT), which the context of a result no longer changes. */
    toldBy: text('told_by').notNull().default('result'),
    /** The movement that brought him here was cancelled: he was never here. */
    cancelledAt: instant('cancelled_at'),
  },
  (table) => [
    check('stay_told_by', sql`${table.toldBy} in ('movement','result')`),
    index().on(table.wardId, table.until),
    uniqueIndex('one_place_at_a_time').on(table.patientId).where(sql`until is null`),
  ],
);

/** Two numbers of one person: merged (A40, A47), or only linked (A24); kept for ever, also when it was undone. */
export const patientMerge = pgTable(
  'patient_merge',
  {
    id: primaryId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    kind: text('kind').notNull(),
    survivorId: uuid('survivor_id')
      .notNull()
      .references(() => patient.id),
    mergedId: uuid('merged_id')
      .notNull()
      .references(() => patient.id),
    messageId: uuid('message_id').notNull(),
    /** MSH-7 of the message. */
    toldAt: instant('told_at').notNull(),
    mergedAt: instant('merged_at').notNull(),
    undoneAt: instant('undone_at'),
    /** The message that undid it (A37); null when a person did. */
    undoneMessageId: uuid('undone_message_id'),
    undoneBy: uuid('undone_by').references(() => userAccount.id),
    undoneReason: text('undone_reason').notNull().default(''),
  },
  (table) => [
    uniqueIndex('one_merge_at_a_time').on(table.mergedId).where(sql`kind = 'merge' and undone_at is null`),
    uniqueIndex('one_link_per_pair').on(table.survivorId, table.mergedId).where(sql`kind = 'link' and undone_at is null`),
    index().on(table.survivorId),
    index().on(table.mergedId),
    check('patient_merge_kind', sql`${table.kind} in ('merge','link')`),
    check('patient_merge_two', sql`${table.survivorId} <> ${table.mergedId}`),
  ],
);

/** Two numbers that an admission system said to be two persons (A37), by the numbers: also of those that Relais has no row of. The newest word of each pair. */
export const patientApart = pgTable(
  'patient_apart',
  {
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    oneAuthority: text('one_authority').notNull(),
    oneIdentifier: text('one_identifier').notNull(),
    otherAuthority: text('other_authority').notNull(),
    otherIdentifier: text('other_identifier').notNull(),
    /** MSH-7 of the message. */
    toldAt: instant('told_at').notNull(),
    messageId: uuid('message_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.legalEntityId, table.oneAuthority, table.oneIdentifier, table.otherAuthority, table.otherIdentifier] })],
);
