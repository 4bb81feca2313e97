import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { site } from './directory';

const person = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => userAccount.id);

/** One open thing that is handed over, as it stood when it was shown. */
export interface HandoverItem {
  /** `dossier:…`, `call:…`, `request:…`, `alarm:…`, `repair:…`: the same thing has the same key. */
  key: string;
  kind: 'call' | 'pressing' | 'held' | 'waiting' | 'request' | 'repair' | 'alarm';
  siteId: string;
  dossierId: string | null;
  /** Number of the dossier, or the code of an alarm or repair. */
  number: string;
  person: string;
  place: string;
  /** Reason of a hold, kind of a request: what a person wrote or a code. */
  detail: string;
  since: string;
  dueAt: string | null;
  /** What would make it another thing to accept: standing, revision, reason, tries. */
  state: string;
}

/** What one biologist leaves to another, item by item, with what she said of each. Never rewritten once answered. */
export const handover = pgTable(
  'handover',
  {
    id: primaryId(),
    mode: text('mode').notNull(),
    fromUserId: person('from_user_id'),
    fromName: text('from_name').notNull(),
    toUserId: person('to_user_id'),
    toName: text('to_name').notNull(),
    siteIds: uuid('site_ids').array().notNull(),
    offeredAt: instant('offered_at').notNull(),
    note: text('note').notNull().default(''),
    items: jsonb('items').$type<HandoverItem[]>().notNull(),
    remarks: jsonb('remarks').$type<Record<string, string>>().notNull().default({}),
    itemsHash: text('items_hash').notNull(),
    state: text('state').notNull().default('open'),
    answeredAt: instant('answered_at'),
    answeredByName: text('answered_by_name'),
    reason: text('reason').notNull().default(''),
    /** What she had before her when she accepted, and its hash. */
    acceptedItems: jsonb('accepted_items').$type<HandoverItem[]>(),
    acceptedHash: text('accepted_hash'),
  },
  (table) => [
    index('handover_offered').on(table.offeredAt),
    check('handover_mode', sql`${table.mode} in ('offered', 'taken')`),
    check('handover_state', sql`${table.state} in ('open', 'accepted', 'declined', 'withdrawn', 'overtaken')`),
    check('handover_answered', sql`(${table.state} = 'open') = (${table.answeredAt} is null)`),
    check('handover_between_two', sql`${table.fromUserId} <> ${table.toUserId}`),
    check('handover_sites', sql`cardinality(${table.siteIds}) > 0`),
    check('handover_declined_why', sql`${table.state} <> 'declined' or ${table.reason} <> ''`),
    check('handover_accepted_items', sql`(${table.state} = 'accepted') = (${table.acceptedHash} is not null and ${table.acceptedItems} is not null)`),
  ],
);

/** The sites of a hand-over: one offer at a time is open per site. */
export const handoverSite = pgTable(
  'handover_site',
  {
    handoverId: uuid('handover_id')
      .notNull()
      .references(() => handover.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    isOpen: boolean('is_open').notNull(),
  },
  (table) => [primaryKey({ columns: [table.handoverId, table.siteId] }), uniqueIndex('one_open_handover_per_site').on(table.siteId).where(sql`is_open`)],
);

/** What became of everything that a night brought, counted twice. */
export interface DigestNumbers {
  /** Dossiers that came in the night, counted from the dossiers. */
  received: number;
  /** The same dossiers, by what became of them, counted from the decisions' side; they add up to `received`. */
  validated: number;
  byLis: number;
  automatic: number;
  held: number;
  waiting: number;
  pending: number;
  awaited: number;
  cancelled: number;
  /** Received and in no book: must be none. */
  lost: number;
  openCalls: number;
  closedCalls: number;
  /** Gaps in the numbering of the LIS, silent links. */
  gaps: number;
  /** Signed by this person in the night. */
  signedByHer: number;
}

export interface DigestLine {
  kind: string;
  dossierId: string | null;
  number: string;
  person: string;
  place: string;
  detail: string;
  since: string;
}

/** The proof, each morning, that nothing of the night was forgotten; kept for ever as it was written. */
export const nightDigest = pgTable(
  'night_digest',
  {
    id: primaryId(),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    userId: person('user_id'),
    userName: text('user_name').notNull(),
    /** The morning, by the site's own calendar. */
    day: text('day').notNull(),
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at').notNull(),
    numbers: jsonb('numbers').$type<DigestNumbers>().notNull(),
    lines: jsonb('lines').$type<DigestLine[]>().notNull(),
    isBalanced: boolean('is_balanced').notNull(),
    contentHash: text('content_hash').notNull(),
    madeAt: instant('made_at').notNull(),
    seenAt: instant('seen_at'),
  },
  (table) => [unique('night_digest_site_id_user_id_day_key').on(table.siteId, table.userId, table.day), index('night_digest_day').on(table.day)],
);
