import { sql } from 'drizzle-orm';
import { boolean, check, customType, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { prescriber, ward } from './directory';
import { dossier } from './dossier';
import { patient } from './patient';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const report = pgTable(
  'report',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    siteId: uuid('site_id').notNull(),
    laboratoryId: uuid('laboratory_id').notNull(),
    version: integer('version').notNull(),
    kind: text('kind').notNull(),
    decisionId: uuid('decision_id').notNull(),
    supersedesId: uuid('supersedes_id'),
    /** Frozen `ReportContent`; never rebuilt from today's parameters. */
    content: jsonb('content').notNull(),
    contentHash: text('content_hash').notNull(),
    pdf: bytes('pdf').notNull(),
    pdfHash: text('pdf_hash').notNull(),
    releasedAt: instant('released_at').notNull(),
    supersededAt: instant('superseded_at'),
    /** What the laboratory has changed since and no biologist has signed yet, by label; shown to whoever reads this version. */
    underReview: text('under_review').array().notNull().default([]),
    underReviewSince: instant('under_review_since'),
    /** Holds a result that the law protects for a minor (contraception, sexually transmitted infections, pregnancy): from 15 closed to her parents. */
    protectsMinor: boolean('protects_minor').notNull().default(false),
  },
  (table) => [
    unique().on(table.dossierId, table.version),
    unique().on(table.decisionId),
    index().on(table.patientId, table.releasedAt),
    check('report_kind', sql`${table.kind} in ('partial','complete','corrective')`),
  ],
);

/** Who may read a report: the only source of reading rights of prescribers, wards and patients, also for the database. */
export const reportRecipient = pgTable(
  'report_recipient',
  {
    id: primaryId(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => report.id),
    kind: text('kind').notNull(),
    prescriberId: uuid('prescriber_id').references(() => prescriber.id),
    wardId: uuid('ward_id').references(() => ward.id),
    patientId: uuid('patient_id').references(() => patient.id),
    /** When it could be read; sent to the LIS (GBUI VII-3.2c). */
    availableAt: instant('available_at').notNull(),
  },
  (table) => [
    index().on(table.prescriberId, table.availableAt),
    index().on(table.wardId, table.availableAt),
    index().on(table.patientId, table.availableAt),
    index().on(table.reportId),
    index('report_recipient_available').on(table.availableAt),
    check(
      'recipient_kind',
      sql`(${table.kind} = 'prescriber' and ${table.prescriberId} is not null) or (${table.kind} = 'ward' and ${table.wardId} is not null) or (${table.kind} = 'patient' and ${table.patientId} is not null)`,
    ),
  ],
);
