import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { laboratory } from './directory';

/** The three equations of a day; each left side is the sum of its right side, or the day does not balance. */
export interface DayCounts {
  messages: { received: number; applied: number; underWay: number; quarantined: number; refused: number; discarded: number };
  results: { received: number; toValidate: number; held: number; validated: number; published: number; awaitedAgain: number; takenAway: number };
  dossiers: { received: number; toValidate: number; held: number; validated: number; published: number; awaited: number; takenAway: number };
}

/** Messages announced (BTS-1) and come, in so many batches; batches announced (FTS-1) and come, in so many files. Days counted before files were have none. */
export interface CountedBatches {
  count: number;
  announced: number;
  received: number;
  files?: number;
  announcedBatches?: number;
  receivedBatches?: number;
}

/** What one laboratory's LIS sent in one day in Paris and what became of it, counted anew from the tables where it happened. */
export const reconciliationDay = pgTable(
  'reconciliation_day',
  {
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    day: date('day').notNull(),
    counts: jsonb('counts').$type<DayCounts>().notNull(),
    /** Messages in each hour of the clock in Paris: the rhythm that later days are compared with. */
    hours: integer('hours').array().notNull(),
    /** Numbers of dossiers where two books differ, and in what. */
    differences: jsonb('differences').$type<{ kind: string; accessionNumber: string }[]>().notNull().default([]),
    isBalanced: boolean('is_balanced').notNull(),
    checkedAt: instant('checked_at').notNull(),
    /** How long counting results took: what is dear is counted less often. */
    tookMs: integer('took_ms').notNull().default(0),
    resultsCheckedAt: instant('results_checked_at').notNull(),
    /** Batches of the day: what their trailers announced, and what came in them. */
    batches: jsonb('batches').$type<CountedBatches>().notNull().default({ count: 0, announced: 0, received: 0 }),
    /** How many messages the LIS says that it sent that day. */
    declared: integer('declared'),
    declaredByName: text('declared_by_name'),
    declaredAt: instant('declared_at'),
  },
  (table) => [primaryKey({ columns: [table.laboratoryId, table.day] }), index().on(table.day)],
);
