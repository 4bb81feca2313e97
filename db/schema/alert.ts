import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory, site } from './directory';
import { dossier, observationVersion } from './dossier';

/** A critical result that somebody must be told of by voice; one is open per dossier, for all its critical values. */
export const criticalCall = pgTable(
  'critical_call',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    openedAt: instant('opened_at').notNull(),
    /** When it must have been announced. */
    dueAt: instant('due_at').notNull(),
    state: text('state').notNull().default('open'),
    closedAt: instant('closed_at'),
    closedBy: uuid('closed_by').references(() => userAccount.id),
    closedByName: text('closed_by_name'),
    /** Who took it, as he named himself. */
    spokenTo: text('spoken_to').notNull().default(''),
    quality: text('quality').notNull().default(''),
    /** Press of « Clore l'appel »: sent again it finds what the first one closed. */
    closingKey: uuid('closing_key').unique(),
  },
  (table) => [
    uniqueIndex('one_open_call').on(table.dossierId).where(sql`state = 'open'`),
    index('critical_call_dossier').on(table.dossierId, table.openedAt),
    index('critical_call_due').on(table.siteId, table.dueAt).where(sql`state = 'open'`),
    check('critical_call_state', sql`${table.state} in ('open','closed','void')`),
    check(
      'critical_call_closed_by_a_person',
      sql`(${table.state} = 'closed') = (${table.closedBy} is not null and ${table.closedByName} is not null and ${table.spokenTo} <> '' and ${table.quality} <> '')`,
    ),
    check('critical_call_ended', sql`(${table.state} = 'open') = (${table.closedAt} is null)`),
  ],
);

/** What is to be said, word for word as it was validated. */
export const criticalCallValue = pgTable(
  'critical_call_value',
  {
    callId: uuid('call_id')
      .notNull()
      .references(() => criticalCall.id),
    observationVersionId: uuid('observation_version_id')
      .notNull()
      .references(() => observationVersion.id),
    label: text('label').notNull(),
    value: text('value').notNull(),
    unit: text('unit').notNull(),
    flag: text('flag').notNull(),
    /** Corrected or taken back before anybody was told: nobody says it any more. */
    isVoid: boolean('is_void').notNull().default(false),
    /** What the other side repeated. */
    readBack: text('read_back'),
  },
  (table) => [primaryKey({ columns: [table.callId, table.observationVersionId] }), index('critical_call_value_version').on(table.observationVersionId)],
);

/** Each time somebody took the phone; never changed. */
export const criticalCallAttempt = pgTable(
  'critical_call_attempt',
  {
    /** Made by the screen, so that a press that is sent again is one attempt. */
    id: uuid('id').primaryKey(),
    callId: uuid('call_id')
      .notNull()
      .references(() => criticalCall.id),
    at: instant('at').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    place: text('place').notNull(),
    number: text('number').notNull(),
    outcome: text('outcome').notNull(),
    note: text('note').notNull().default(''),
  },
  (table) => [
    index('critical_call_attempt_call').on(table.callId, table.at),
    check('critical_call_attempt_outcome', sql`${table.outcome} in ('reached','no-answer','wrong-place')`),
  ],
);
