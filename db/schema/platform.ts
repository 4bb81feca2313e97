import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { laboratory } from './directory';

export const fact = pgTable('fact', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  name: text('name').notNull(),
  dossierId: uuid('dossier_id'),
  subjectId: uuid('subject_id').notNull(),
  toldAt: instant('told_at').notNull(),
  dueAt: instant('due_at').notNull(),
});

/** Who listens to which fact; written at boot from `server/main/wiring.ts`. */
export const factSubscription = pgTable(
  'fact_subscription',
  {
    name: text('name').notNull(),
    handler: text('handler').notNull(),
    /** `decided`: hears only of dossiers on which something was decided or asked. */
    concerns: text('concerns').notNull().default('all'),
    /** Takes many at once, and looks each second by itself. */
    together: boolean('together').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.name, table.handler] }), check('fact_subscription_concerns', sql`${table.concerns} in ('all', 'decided')`)],
);

export const factTask = pgTable(
  'fact_task',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    factId: bigint('fact_id', { mode: 'number' })
      .notNull()
      .references(() => fact.id),
    handler: text('handler').notNull(),
    name: text('name').notNull(),
    dossierId: uuid('dossier_id'),
    subjectId: uuid('subject_id').notNull(),
    dueAt: instant('due_at').notNull(),
    state: text('state').notNull().default('open'),
    attempts: integer('attempts').notNull().default(0),
    lastErrorCode: text('last_error_code'),
    doneAt: instant('done_at'),
  },
  (table) => [
    index('fact_task_open').on(table.handler, table.id).where(sql`state = 'open'`),
    index('fact_task_open_dossier').on(table.handler, table.dossierId, table.id).where(sql`state = 'open'`),
    index('fact_task_open_due').on(table.dueAt).where(sql`state = 'open'`),
    index('fact_task_of_fact').on(table.factId),
    index('fact_task_retried').on(table.handler, table.id).where(sql`state = 'open' and attempts > 0`),
  ],
);

/** Mail and SMS of the demo: kept on a page instead of sent. */
export const outboxMessage = pgTable(
  'outbox_message',
  {
    id: primaryId(),
    channel: text('channel').notNull(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index().on(table.createdAt)],
);

export const heartbeat = pgTable('heartbeat', {
  process: text('process').primaryKey(),
  beatAt: instant('beat_at').notNull(),
  detail: text('detail').notNull().default(''),
});

/** Something wrong with a link: opened once, brought up to date, closed when its cause is gone; never removed. */
export const linkAlarm = pgTable(
  'link_alarm',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id').references(() => laboratory.id),
    kind: text('kind').notNull(),
    /** Codes only: a profile, a day, a range of numbers. */
    subject: text('subject').notNull(),
    detail: jsonb('detail').$type<Record<string, string | number | null | string[]>>().notNull().default({}),
    openedAt: instant('opened_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    takenByName: text('taken_by_name'),
    takenAt: instant('taken_at'),
    /** When référents were told of it by mail. */
    toldAt: instant('told_at'),
    closedAt: instant('closed_at'),
    /** `gone`: its cause is; else what the person wrote who settled it. */
    closedWhy: text('closed_why'),
    closedByName: text('closed_by_name'),
  },
  (table) => [uniqueIndex('link_alarm_open').on(table.kind, table.laboratoryId, table.subject).where(sql`closed_at is null`), index().on(table.openedAt)],
);
