import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const testDefinition = pgTable('test_definition', {
  loincCode: text('loinc_code').primaryKey(),
  label: text('label').notNull(),
  /** What a patient reads first; the scientific label follows in brackets. */
  patientLabel: text('patient_label').notNull(),
  chapter: text('chapter').notNull(),
  position: integer('position').notNull(),
  /** Longest delay, sampling to validated result, when urgent (arrêté of 15 December 2016); null = the laboratory set none. */
  urgentDelayMinutes: integer('urgent_delay_minutes'),
  /** UCUM units that results of this examination are given in; empty = not told, nothing is compared. */
  units: text('units').array().notNull().default([]),
  /** From 15 the person decides alone who learns it (CSP L1111-5, L2212-7, L5134-1): closed to a parent's reading. */
  protectsMinor: boolean('protects_minor').notNull().default(false),
});
