import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant } from './columns';
import { laboratory } from './directory';

/** A definition as it was shipped, beside what stands in the row now. */
export interface ShippedDefinition {
  loincCode: string;
  label: string;
  patientLabel: string;
  chapter: string;
  position: number;
  urgentDelayMinutes: number | null;
  units: string[];
  protectsMinor: boolean;
}

export const testDefinition = pgTable('test_definition', {
  loincCode: text('loinc_code').primaryKey(),
  label: text('label').notNull(),
  /** What a patient reads first; the scientific label follows in brackets. */
  patientLabel: text('patient_label').notNull(),
  chapter: text('chapter').notNull(),
  position: integer('position').notNull(),
  /** Longest delay, sampling to validated result, when urgent, that Relais proposes; what a laboratory set stands in `urgent_delay`. */
  urgentDelayMinutes: integer('urgent_delay_minutes'),
  /** UCUM units that results of this examination are given in; empty = not told, nothing is compared. */
  units: text('units').array().notNull().default([]),
  /** From 15 the person decides alone who learns it (CSP L1111-5, L2212-7, L5134-1): closed to a parent's reading. */
  protectsMinor: boolean('protects_minor').notNull().default(false),
  /** What the product shipped last; null = the laboratory's own examination, which a later catalogue leaves alone. */
  shipped: jsonb('shipped').$type<ShippedDefinition>(),
});

/** The phrases of a laboratory, version by version; one version of each is in force, and what was in force is never rewritten. */
export const phraseVersion = pgTable(
  'phrase_version',
  {
    phraseId: uuid('phrase_id').notNull(),
    version: integer('version').notNull(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    title: text('title').notNull(),
    /** With variables in braces: {valeur}, {unité}, {antériorité}… */
    text: text('text').notNull(),
    state: text('state').notNull(),
    writtenBy: uuid('written_by')
      .notNull()
      .references(() => userAccount.id),
    writtenByName: text('written_by_name').notNull(),
    writtenAt: instant('written_at').notNull(),
    inForceByName: text('in_force_by_name'),
    inForceFrom: instant('in_force_from'),
    retiredByName: text('retired_by_name'),
    retiredAt: instant('retired_at'),
  },
  (table) => [
    primaryKey({ columns: [table.phraseId, table.version] }),
    uniqueIndex('phrase_in_force').on(table.phraseId).where(sql`state = 'in-force'`),
    uniqueIndex('phrase_draft').on(table.phraseId).where(sql`state = 'draft'`),
    index('phrase_version_laboratory').on(table.laboratoryId, table.state),
    check('phrase_version_version', sql`${table.version} > 0`),
    check('phrase_version_says', sql`${table.title} <> '' and ${table.text} <> '' and length(${table.title}) <= 80 and length(${table.text}) <= 2000`),
    check('phrase_version_state', sql`${table.state} in ('draft', 'in-force', 'retired')`),
    check(
      'phrase_version_in_force',
      sql`(${table.state} = 'draft') = (${table.inForceFrom} is null) and (${table.inForceFrom} is null) = (${table.inForceByName} is null)`,
    ),
    check('phrase_version_retired', sql`(${table.state} = 'retired') = (${table.retiredAt} is not null and ${table.retiredByName} is not null)`),
  ],
);

/** Each laboratory's own list of urgent delays (arrêté of 15 December 2016); the highest version is in force, none is ever rewritten. */
export const urgentDelay = pgTable(
  'urgent_delay',
  {
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    loincCode: text('loinc_code')
      .notNull()
      .references(() => testDefinition.loincCode),
    version: integer('version').notNull(),
    /** Null = no urgent delay for this examination in this laboratory. */
    minutes: integer('minutes'),
    reason: text('reason').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    since: instant('since').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.laboratoryId, table.loincCode, table.version] }),
    check('urgent_delay_version', sql`${table.version} > 0`),
    check('urgent_delay_minutes', sql`${table.minutes} between 5 and 2880`),
  ],
);
