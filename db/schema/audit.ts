import { sql } from 'drizzle-orm';
import { bigserial, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** Append-only by privilege and by trigger: see the walls migration. */
export const auditEvent = pgTable(
  'audit_event',
  {
    sequence: bigserial('sequence', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    action: text('action').notNull(),
    outcome: text('outcome').notNull().default('done'),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    actorRole: text('actor_role').notNull(),
    address: text('address').notNull(),
    terminal: text('terminal').notNull(),
    dossierId: uuid('dossier_id'),
    patientId: uuid('patient_id'),
    subjectId: text('subject_id'),
    /** Ids, codes, counts and hashes only: never a value, a name or a text of the dossier. */
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    index().on(table.dossierId, table.sequence),
    index().on(table.at),
    index('audit_event_subject').on(table.subjectId),
    index('audit_event_entries').on(table.actorId, table.sequence).where(sql`action in ('session.open','session.close')`),
  ],
);
