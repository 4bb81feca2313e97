import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { site } from './directory';
import { dossier } from './dossier';

const person = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => userAccount.id);

/** A question to a colleague about a dossier as it stood then, and what she answered. She signs nothing by it. */
export const advice = pgTable(
  'advice',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    patientId: uuid('patient_id').notNull(),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    accessionNumber: text('accession_number').notNull(),
    revision: integer('revision').notNull(),
    askedBy: person('asked_by'),
    askedByName: text('asked_by_name').notNull(),
    askedOf: person('asked_of'),
    askedOfName: text('asked_of_name').notNull(),
    question: text('question').notNull(),
    /** The card, as it was shown to whoever asked. */
    shown: jsonb('shown').$type<unknown>().notNull(),
    /** Hash of what that card displayed: the same that a signature would be bound to. */
    shownHash: text('shown_hash').notNull(),
    askedAt: instant('asked_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    state: text('state').notNull().default('open'),
    answer: text('answer').notNull().default(''),
    answeredAt: instant('answered_at'),
    firstReadAt: instant('first_read_at'),
  },
  (table) => [
    index('advice_dossier').on(table.dossierId, table.askedAt),
    index('advice_asked_of').on(table.askedOf, table.askedAt),
    index('advice_open').on(table.expiresAt).where(sql`state = 'open'`),
    check('advice_state', sql`${table.state} in ('open', 'answered', 'withdrawn', 'expired')`),
    check('advice_question', sql`${table.question} <> ''`),
    check('advice_answer', sql`(${table.state} = 'answered') = (${table.answer} <> '' and ${table.answeredAt} is not null)`),
    check('advice_between_two', sql`${table.askedBy} <> ${table.askedOf}`),
  ],
);
