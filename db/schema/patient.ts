import { sql } from 'drizzle-orm';
import { boolean, check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { legalEntity } from './directory';

export const patient = pgTable(
  'patient',
  {
    id: primaryId(),
    legalEntityId: uuid('legal_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    /** PID-3.4, the authority that gave the identifier. */
    assigningAuthority: text('assigning_authority').notNull(),
    /** PID-3.1, type PI: the IPP. */
    identifier: text('identifier').notNull(),
    /** Empty for a guaranteed identity; else the only dossier it may serve: laboratory and accession number (GBUI III-2b). */
    loneDossier: text('lone_dossier').notNull().default(''),
    birthFamilyName: text('birth_family_name').notNull(),
    usedFamilyName: text('used_family_name'),
    givenNames: text('given_names').notNull(),
    firstGivenName: text('first_given_name').notNull(),
    birthDate: date('birth_date', { mode: 'string' }),
    /** PID-7 as sent, also when it is no date. */
    birthDateText: text('birth_date_text').notNull(),
    sex: text('sex').notNull(),
    ins: text('ins'),
    insAuthority: text('ins_authority'),
    insQualified: boolean('ins_qualified').notNull().default(false),
    /** PID-32: VALI, PROV, VIDE… ; empty = not sent. */
    identityReliability: text('identity_reliability').notNull(),
    email: text('email'),
    emailConfirmedAt: instant('email_confirmed_at'),
    phone: text('phone'),
    phoneConfirmedAt: instant('phone_confirmed_at'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique().on(table.legalEntityId, table.assigningAuthority, table.identifier, table.loneDossier),
    index().on(table.ins),
    check('sex_known', sql`${table.sex} in ('F','M','U')`),
  ],
);
