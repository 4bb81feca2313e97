import { sql } from 'drizzle-orm';
import { bigserial, check, customType, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory } from './directory';
import { dossier } from './dossier';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const outboundMessage = pgTable(
  'outbound_message',
  {
    id: primaryId(),
    /** Order of sending inside a laboratory. */
    sequence: bigserial('sequence', { mode: 'number' }).notNull(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    kind: text('kind').notNull(),
    /** The decision, recipient or view that it tells of: one message for each, ever. */
    sourceId: uuid('source_id').notNull(),
    controlId: text('control_id').notNull().unique(),
    /** Built once; a retry sends these bytes and no others. */
    payload: bytes('payload').notNull(),
    createdAt: instant('created_at').notNull(),
    state: text('state').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    acknowledgedAt: instant('acknowledged_at'),
    answerCode: text('answer_code'),
    /** Where it went: host and port of the receiver, as of the last try. */
    receiver: text('receiver').notNull().default(''),
    firstSentAt: instant('first_sent_at'),
    /** The last answer, byte for byte; the web role cannot select it. */
    answer: bytes('answer'),
  },
  (table) => [
    unique().on(table.kind, table.sourceId),
    index('outbound_message_dossier').on(table.dossierId, table.sequence),
    index('outbound_message_laboratory').on(table.laboratoryId, table.sequence.desc().nullsFirst()),
    index('outbound_message_queued').on(table.nextAttemptAt).where(sql`state = 'queued'`),
    index('outbound_message_receiver').on(table.laboratoryId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('outbound_waiting').on(table.laboratoryId, table.sequence).where(sql`state in ('queued','refused')`),
    index().on(table.createdAt),
    check('outbound_kind', sql`${table.kind} in ('decision','availability','reading','request','amendment','announcement')`),
    check('outbound_state', sql`${table.state} in ('queued','acknowledged','refused','unwanted')`),
  ],
);

export const outboundAttempt = pgTable(
  'outbound_attempt',
  {
    id: primaryId(),
    messageId: uuid('message_id')
      .notNull()
      .references(() => outboundMessage.id),
    at: instant('at').notNull(),
    outcome: text('outcome').notNull(),
    answerCode: text('answer_code'),
  },
  (table) => [index().on(table.messageId, table.at)],
);

/** Until when the sweeper has compared what happened with what was told, and when it last compared everything. One row. */
export const outboundSweep = pgTable('outbound_sweep', {
  id: text('id').primaryKey(),
  comparedUntil: instant('compared_until').notNull(),
  wholeAt: instant('whole_at').notNull(),
});

/** « Renvoyer »: who sent acknowledged messages again, which, and why. */
export const outboundResend = pgTable(
  'outbound_resend',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    reason: text('reason').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => userAccount.id),
    requestedByName: text('requested_by_name').notNull(),
    requestedAt: instant('requested_at').notNull(),
    total: integer('total').notNull(),
  },
  (table) => [check('outbound_resend_reason', sql`${table.reason} <> ''`), check('outbound_resend_bounded', sql`${table.total} between 1 and 5000`)],
);

export const outboundResendItem = pgTable(
  'outbound_resend_item',
  {
    resendId: uuid('resend_id')
      .notNull()
      .references(() => outboundResend.id),
    messageId: uuid('message_id')
      .notNull()
      .references(() => outboundMessage.id),
  },
  (table) => [primaryKey({ columns: [table.resendId, table.messageId] })],
);
