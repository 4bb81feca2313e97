import { sql } from 'drizzle-orm';
import { boolean, check, date, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { legalEntity } from './directory';

/** What two legal entities agreed on about each other's patients. Never changed: ended, and made anew. */
export const entityAgreement = pgTable(
  'entity_agreement',
  {
    id: primaryId(),
    /** The two, the smaller id first: an agreement has no direction. */
    oneEntityId: uuid('one_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    otherEntityId: uuid('other_entity_id')
      .notNull()
      .references(() => legalEntity.id),
    /** One patient base for both, or each its own. */
    sharesPatients: boolean('shares_patients').notNull(),
    /** Number of the paper that was signed. */
    reference: text('reference').notNull(),
    signedForOne: text('signed_for_one').notNull(),
    signedForOther: text('signed_for_other').notNull(),
    signedOn: date('signed_on', { mode: 'string' }).notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    untilOn: date('until_on', { mode: 'string' }),
    /** Null only for what the installation brought with it. */
    madeBy: uuid('made_by').references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by').references(() => userAccount.id),
    endedByName: text('ended_by_name'),
    endReason: text('end_reason').notNull().default(''),
  },
  (table) => [
    uniqueIndex('one_open_agreement').on(table.oneEntityId, table.otherEntityId).where(sql`ended_at is null`),
    check('agreement_pair', sql`${table.oneEntityId} < ${table.otherEntityId}`),
    check('agreement_signed', sql`${table.reference} <> '' and ${table.signedForOne} <> '' and ${table.signedForOther} <> ''`),
    check('agreement_period', sql`${table.untilOn} is null or ${table.untilOn} >= ${table.fromOn}`),
    check(
      'agreement_ended',
      sql`(${table.endedAt} is null) = (${table.endedBy} is null) and (${table.endedAt} is null) = (${table.endedByName} is null) and (${table.endedAt} is null) = (${table.endReason} = '')`,
    ),
  ],
);
