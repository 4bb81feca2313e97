import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { session, userAccount } from './access';
import { instant, primaryId } from './columns';
import { dossier } from './dossier';
import { decisionBatch, validationDecision } from './validation';

/** What a tablet on duty carries away: one open pack a person, bound to her session and device, over by itself. */
export const offlinePack = pgTable(
  'offline_pack',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    userName: text('user_name').notNull(),
    /** Who may send it back; moves to a later session of the same person that shows the secret. */
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id),
    terminalId: uuid('terminal_id'),
    /** What the browser says that it is, for whoever misses the tablet. */
    terminal: text('terminal').notNull(),
    siteIds: uuid('site_ids').array().notNull(),
    /** SHA-256 of what only the pack's content holds. */
    secretHash: text('secret_hash').notNull(),
    reopens: boolean('reopens').notNull(),
    madeAt: instant('made_at').notNull(),
    lastContactAt: instant('last_contact_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    endedWhy: text('ended_why'),
    endedBy: uuid('ended_by').references(() => userAccount.id),
  },
  (table) => [
    uniqueIndex('one_open_pack').on(table.userId).where(sql`ended_at is null`),
    index('offline_pack_session').on(table.sessionId).where(sql`ended_at is null`),
    index('offline_pack_made').on(table.madeAt),
    check('pack_ended_why', sql`(ended_at is null) = (ended_why is null)`),
    check('pack_end', sql`ended_why in ('session', 'replaced', 'expired', 'given-up', 'lost')`),
    check('pack_expires', sql`expires_at <= last_contact_at + interval '2 hours' and expires_at <= made_at + interval '8 hours'`),
  ],
);

/** Which dossier left, exactly as what: what is not in here was never seen without a link. */
export const offlinePackItem = pgTable(
  'offline_pack_item',
  {
    packId: uuid('pack_id')
      .notNull()
      .references(() => offlinePack.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    /** Hash of the card as it left. */
    displayed: text('displayed').notNull(),
    revision: integer('revision').notNull(),
    packedAt: instant('packed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.packId, table.dossierId, table.displayed] }), index('offline_pack_item_dossier').on(table.dossierId)],
);

/** What was prepared without a link and came back: applied, or given back with the reason. Once written it stays. */
export const offlineIntent = pgTable(
  'offline_intent',
  {
    /** Made on the tablet. */
    id: primaryId(),
    packId: uuid('pack_id')
      .notNull()
      .references(() => offlinePack.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    dossierId: uuid('dossier_id').notNull(),
    kind: text('kind').notNull(),
    displayed: text('displayed').notNull(),
    state: text('state').notNull(),
    code: text('code'),
    decisionId: uuid('decision_id')
      .unique()
      .references(() => validationDecision.id),
    batchId: uuid('batch_id').references(() => decisionBatch.id),
    /** Another biologist has to read it first. */
    isUnread: boolean('is_unread').notNull().default(false),
    settledAt: instant('settled_at').notNull(),
  },
  (table) => [
    index('offline_intent_pack').on(table.packId),
    check('intent_kind', sql`kind in ('validate', 'hold')`),
    check(
      'intent_state',
      sql`(state = 'applied' and decision_id is not null and batch_id is not null and code is null) or (state = 'returned' and decision_id is null and code is not null)`,
    ),
  ],
);
