import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, primaryId } from './columns';
import { prescriber, site, ward } from './directory';

export const userAccount = pgTable(
  'user_account',
  {
    id: primaryId(),
    /** A code identifies a person, never a function (GBUI B-9). */
    login: text('login').notNull().unique(),
    familyName: text('family_name').notNull(),
    givenName: text('given_name').notNull(),
    title: text('title').notNull().default(''),
    profession: text('profession').notNull(),
    rppsNumber: text('rpps_number'),
    passwordHash: text('password_hash').notNull(),
    totpSecret: text('totp_secret').notNull(),
    /** Last accepted TOTP step: a code works once (threats.md 11). */
    totpLastStep: bigint('totp_last_step', { mode: 'number' }).notNull().default(0),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    lockedAt: instant('locked_at'),
    prescriberId: uuid('prescriber_id').references(() => prescriber.id),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [check('failed_attempts_bounded', sql`${table.failedAttempts} between 0 and 3`)],
);

export const habilitation = pgTable(
  'habilitation',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    role: text('role').notNull(),
    siteId: uuid('site_id').references(() => site.id),
    wardId: uuid('ward_id').references(() => ward.id),
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
    grantedBy: text('granted_by').notNull(),
  },
  (table) => [
    index().on(table.userId),
    check('role_known', sql`${table.role} in ('biologist','technician','prescriber','ward_staff','manager','referent','administrator')`),
  ],
);

export const session = pgTable(
  'session',
  {
    id: primaryId(),
    /** SHA-256 of the opaque token: the database never holds a usable session. */
    tokenHash: text('token_hash').notNull().unique(),
    realm: text('realm').notNull(),
    userId: uuid('user_id').references(() => userAccount.id),
    patientId: uuid('patient_id'),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedReason: text('revoked_reason'),
    address: text('address').notNull(),
    terminal: text('terminal').notNull(),
  },
  (table) => [
    index().on(table.userId),
    check(
      'session_of_one_realm',
      sql`(${table.realm} = 'professional' and ${table.userId} is not null and ${table.patientId} is null) or (${table.realm} = 'patient' and ${table.patientId} is not null and ${table.userId} is null)`,
    ),
  ],
);
