import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { dossier } from './dossier';
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
    medium: text('medium').notNull(),
    viewedAt: instant('viewed_at').notNull(),
    address: text('address').notNull(),
  },
  (table) => [
    index().on(table.reportId, table.viewedAt),
    index().on(table.userId),
    check('medium_known', sql`${table.medium} in ('screen','pdf')`),
    check(
      'one_reader',
      sql`(${table.readerKind} = 'professional' and ${table.userId} is not null) or (${table.readerKind} = 'patient' and ${table.patientId} is not null)`,
    ),
  ],
);

/** A PDF ticket works once, for one person, for one minute. */
export const pdfTicket = pgTable('pdf_ticket', {
  id: primaryId(),
  tokenHash: text('token_hash').notNull().unique(),
  reportId: uuid('report_id')
    .notNull()
    .references(() => report.id),
  sessionId: uuid('session_id').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

export const portalVisit = pgTable('portal_visit', {
  userId: uuid('user_id').primaryKey(),
  currentVisitAt: instant('current_visit_at').notNull(),
  previousVisitAt: instant('previous_visit_at'),
});
