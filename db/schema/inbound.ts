import { sql } from 'drizzle-orm';
import { bigserial, boolean, check, customType, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { laboratory } from './directory';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export interface MessageProblem {
  severity: 'E' | 'W' | 'I';
  segment: string;
  field: number | null;
  code: string;
  /** A French sentence that quotes nothing of the message. */
  text: string;
}

/** How one LIS speaks, as data (the editor and the other shipped profiles belong to the LIS link). */
export const connectionProfile = pgTable(
  'connection_profile',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    name: text('name').notNull(),
    sendingApplication: text('sending_application').notNull(),
    sendingFacility: text('sending_facility').notNull(),
    defaultCharset: text('default_charset').notNull(),
    timeZone: text('time_zone').notNull(),
    /** Takes every sender that no other profile names; demo only. */
    isGeneric: boolean('is_generic').notNull().default(false),
  },
  (table) => [unique().on(table.sendingApplication, table.sendingFacility)],
);

export const inboundMessage = pgTable(
  'inbound_message',
  {
    id: primaryId(),
    arrival: bigserial('arrival', { mode: 'number' }).notNull(),
    profileId: uuid('profile_id').references(() => connectionProfile.id),
    laboratoryId: uuid('laboratory_id').references(() => laboratory.id),
    controlId: text('control_id').notNull(),
    /** SHA-256 of the frame's bytes. */
    bytesHash: text('bytes_hash').notNull(),
    /** The frame exactly as received; the web role cannot select it. */
    raw: bytes('raw').notNull(),
    /** Rank of the message in a frame that held several. */
    part: integer('part').notNull().default(0),
    peer: text('peer').notNull(),
    messageType: text('message_type').notNull(),
    processingId: text('processing_id').notNull(),
    sentAt: instant('sent_at'),
    receivedAt: instant('received_at').notNull(),
    answerCode: text('answer_code').notNull(),
    answer: bytes('answer').notNull(),
    problems: jsonb('problems').$type<MessageProblem[]>().notNull(),
    state: text('state').notNull(),
    appliedAt: instant('applied_at'),
    attempts: integer('attempts').notNull().default(0),
    failureCode: text('failure_code'),
    /** Same profile and MSH-10 as an earlier message, other bytes: kept, processed, alarmed. */
    reusesControlId: boolean('reuses_control_id').notNull().default(false),
    /** How often the same bytes came again. */
    repeats: integer('repeats').notNull().default(0),
    accessionNumbers: text('accession_numbers').array().notNull(),
  },
  (table) => [
    unique('inbound_message_same').on(table.profileId, table.controlId, table.bytesHash).nullsNotDistinct(),
    index().on(table.receivedAt),
    index('inbound_unfinished').on(table.state, table.arrival).where(sql`state in ('stored','quarantined')`),
    check('inbound_state', sql`${table.state} in ('stored','applied','refused','quarantined')`),
  ],
);

/** Something in an accepted message that a référent must mend; never blocks the rest, never forgotten. */
export const repairItem = pgTable(
  'repair_item',
  {
    id: primaryId(),
    kind: text('kind').notNull(),
    laboratoryId: uuid('laboratory_id').references(() => laboratory.id),
    messageId: uuid('message_id')
      .notNull()
      .references(() => inboundMessage.id),
    dossierId: uuid('dossier_id'),
    /** What to mend: an RPPS, a local code, a ward code; never a person's name. */
    subject: text('subject').notNull(),
    segment: text('segment').notNull(),
    field: integer('field'),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    occurrences: integer('occurrences').notNull().default(1),
  },
  (table) => [unique('repair_item_once').on(table.kind, table.laboratoryId, table.subject, table.dossierId).nullsNotDistinct(), index().on(table.openedAt)],
);
