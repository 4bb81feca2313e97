import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { patientAccount, userAccount } from './access';
import { instant, primaryId } from './columns';
import { dossier, observationDocument } from './dossier';
import { patient } from './patient';
import { report } from './report';

/** Proof of reading (GBUI VII-3.2d): one row per reading, written before the content leaves. */
export const reportView = pgTable(
  'report_view',
  {
    id: primaryId(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => report.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    readerKind: text('reader_kind').notNull(),
    userId: uuid('user_id'),
    patientId: uuid('patient_id'),
    readerName: text('reader_name').notNull(),
    readerRpps: text('reader_rpps'),
    readerRole: text('reader_role').notNull(),
    /** What opened it: `addressed`, `stay`, `presence`, `break-glass`, `self`, `representation`. */
    ground: text('ground').notNull().default('addressed'),
    medium: text('medium').notNull(),
    viewedAt: instant('viewed_at').notNull(),
    address: text('address').notNull(),
  },
  (table) => [
    index().on(table.reportId, table.viewedAt),
    index('report_view_viewed').on(table.viewedAt),
    index().on(table.userId),
    check('medium_known', sql`${table.medium} in ('screen','pdf')`),
    check(
      'one_reader',
      sql`(${table.readerKind} = 'professional' and ${table.userId} is not null) or (${table.readerKind} = 'patient' and ${table.patientId} is not null)`,
    ),
  ],
);

/** « Pris en compte »: a professional says that the report was taken into account; once per person and version, never taken back. */
export const reportAcknowledgement = pgTable(
  'report_acknowledgement',
  {
    id: primaryId(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => report.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    readerName: text('reader_name').notNull(),
    readerRpps: text('reader_rpps'),
    readerRole: text('reader_role').notNull(),
    acknowledgedAt: instant('acknowledged_at').notNull(),
    address: text('address').notNull(),
  },
  (table) => [unique().on(table.reportId, table.userId)],
);

/** A PDF ticket works once, for one person, for one minute. */
export const pdfTicket = pgTable(
  'pdf_ticket',
  {
    id: primaryId(),
    tokenHash: text('token_hash').notNull().unique(),
    reportId: uuid('report_id').references(() => report.id),
    /** Null for the report's own PDF. */
    documentId: uuid('document_id').references(() => observationDocument.id),
    sessionId: uuid('session_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [check('ticket_for_something', sql`${table.reportId} is not null or ${table.documentId} is not null`)],
);

export const portalVisit = pgTable('portal_visit', {
  userId: uuid('user_id').primaryKey(),
  currentVisitAt: instant('current_visit_at').notNull(),
  previousVisitAt: instant('previous_visit_at'),
});

/** A code that a patient shows to a professional in front of her: fifteen minutes, chosen reports or all, read only. */
export const presenceCode = pgTable(
  'presence_code',
  {
    id: primaryId(),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    accountId: uuid('account_id').references(() => patientAccount.id),
    codeHash: text('code_hash').notNull(),
    /** Null = every report of the patient. */
    reportIds: uuid('report_ids').array(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    usedAt: instant('used_at'),
  },
  (table) => [index().on(table.patientId), index().on(table.codeHash)],
);

/** What that code opened, to one professional, for one hour. */
export const presenceAccess = pgTable(
  'presence_access',
  {
    id: primaryId(),
    codeId: uuid('code_id')
      .notNull()
      .references(() => presenceCode.id),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    reportIds: uuid('report_ids').array(),
    grantedAt: instant('granted_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index().on(table.userId),
    index().on(table.patientId),
    uniqueIndex('presence_code_once').on(table.codeId),
    check('presence_hour', sql`${table.expiresAt} <= ${table.grantedAt} + interval '1 hour'`),
  ],
);

/** Access in an emergency, by a professional who has no other ground: one patient, one hour, reviewed afterwards. */
export const breakGlass = pgTable(
  'break_glass',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    reason: text('reason').notNull(),
    reasonText: text('reason_text').notNull(),
    proofId: uuid('proof_id').notNull(),
    grantedAt: instant('granted_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    reviewedBy: uuid('reviewed_by').references(() => userAccount.id),
    reviewedAt: instant('reviewed_at'),
    reviewOutcome: text('review_outcome'),
    reviewText: text('review_text').notNull().default(''),
  },
  (table) => [
    index().on(table.userId),
    index().on(table.patientId),
    uniqueIndex('break_glass_proof').on(table.proofId),
    check('break_glass_hour', sql`${table.expiresAt} <= ${table.grantedAt} + interval '1 hour'`),
    index('break_glass_to_review').on(table.grantedAt).where(sql`reviewed_at is null`),
    check('break_glass_reason', sql`${table.reason} in ('vital-emergency','unreachable-prescriber','continuity-of-care','patient-request','other')`),
    check('break_glass_outcome', sql`${table.reviewOutcome} is null or ${table.reviewOutcome} in ('justified','unjustified')`),
  ],
);
