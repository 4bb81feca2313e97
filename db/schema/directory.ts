import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { primaryId } from './columns';

export const legalEntity = pgTable('legal_entity', {
  id: primaryId(),
  name: text('name').notNull(),
  finessNumber: text('finess_number').notNull().unique(),
  /** Stands for senders that nobody declared: it has no patients of its own to speak of. */
  isUnassigned: boolean('is_unassigned').notNull().default(false),
});

export const laboratory = pgTable(
  'laboratory',
  {
    id: primaryId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    /** Short place name the screens use: « Valmont ». */
    shortName: text('short_name').notNull(),
    name: text('name').notNull(),
    legalForm: text('legal_form').notNull(),
    finessNumber: text('finess_number').notNull().unique(),
    addressLines: text('address_lines').array().notNull(),
    phone: text('phone').notNull(),
    responsibleBiologists: text('responsible_biologists').array().notNull(),
    accreditationNumber: text('accreditation_number'),
    /** Seconds between the signature and its effect, 0 to 30 (decision « Undo »). */
    undoSeconds: integer('undo_seconds').notNull().default(10),
    timeZone: text('time_zone').notNull().default('Europe/Paris'),
    /** `mllp://host:port`; null = the platform's LIS_URL. */
    lisUrl: text('lis_url'),
  },
  (table) => [check('laboratory_lis_url', sql`${table.lisUrl} ~ '^mllps?://(\\[[0-9a-f:.]+\\]|[a-z0-9][a-z0-9.-]*):[0-9]{1,5}$'`)],
);

export const site = pgTable('site', {
  id: primaryId(),
  laboratoryId: uuid('laboratory_id')
    .notNull()
    .references(() => laboratory.id),
  name: text('name').notNull(),
  addressLines: text('address_lines').array().notNull(),
});

export const ward = pgTable(
  'ward',
  {
    id: primaryId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    /** PV1-3.1 as the LIS sends it. */
    code: text('code').notNull(),
    name: text('name').notNull(),
    phone: text('phone'),
  },
  (table) => [unique().on(table.legalEntityId, table.code)],
);

export const prescriber = pgTable('prescriber', {
  id: primaryId(),
  rppsNumber: text('rpps_number').notNull().unique(),
  familyName: text('family_name').notNull(),
  givenName: text('given_name').notNull(),
  title: text('title').notNull().default('Dr'),
  specialty: text('specialty'),
});
