import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { dossier } from './dossier';
import { patient } from './patient';
import { report } from './report';

/** A word to a patient that something waits; says nothing else (threats.md 3). */
export const notice = pgTable(
  'notice',
  {
    id: primaryId(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => report.id),
    /** Whose trail the notice and every try at its door belong to. */
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    patientId: uuid('patient_id')
      .notNull()
      .references(() => patient.id),
    /** `available`: a report can be read; `withdrawn`: one that she has read was replaced or taken back, and nothing that she may open takes its place yet. */
    kind: text('kind').notNull().default('available'),
    channel: text('channel').notNull(),
    address: text('address').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    state: text('state').notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastErrorCode: text('last_error_code'),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    expiresAt: instant('expires_at').notNull(),
    failedProofs: integer('failed_proofs').notNull().default(0),
  },
  (table) => [
    unique('notice_once').on(table.reportId, table.channel, table.kind),
    index().on(table.state),
    check('notice_kind', sql`${table.kind} in ('available','withdrawn')`),
    check('notice_state', sql`${table.state} in ('queued','sending','sent','failed','needless')`),
  ],
);

export const oneTimeCode = pgTable(
  'one_time_code',
  {
    id: primaryId(),
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => notice.id),
    /** Null until the worker made and sent the code: the plain code is never stored. */
    codeHash: text('code_hash'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    usedAt: instant('used_at'),
    sentAt: instant('sent_at'),
  },
  (table) => [index().on(table.noticeId, table.createdAt)],
);
