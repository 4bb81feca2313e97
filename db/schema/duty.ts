import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access';
import { instant, primaryId } from './columns';
import { site } from './directory';

/** A number to call, in the order in which they are tried. */
export interface DutyContact {
  label: string;
  number: string;
  /** Also shown to wards and prescribers. */
  forWards: boolean;
}

const person = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => userAccount.id);

/**
 * Somebody answers for a site from one instant to another, or until it is cancelled. Rows are never removed: who was on duty when is
 * read from them for ever. One person holds one duty at a time at a site (exclusion constraint).
 */
export const onCallDuty = pgTable(
  'on_call_duty',
  {
    id: primaryId(),
    userId: person('user_id'),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    kind: text('kind').notNull(),
    /** Null when a process planned it. */
    madeBy: uuid('made_by').references(() => userAccount.id),
    madeByName: text('made_by_name').notNull().default(''),
    madeAt: instant('made_at').notNull(),
    /** From then on it does not hold any more; may lie ahead, when the rest of it was given to somebody else. */
    cancelledAt: instant('cancelled_at'),
    cancelledByName: text('cancelled_by_name'),
    cancelReason: text('cancel_reason'),
    /** The swap that it came from. */
    swapId: uuid('swap_id'),
  },
  (table) => [
    index().on(table.userId, table.startsAt),
    index('on_call_duty_site').on(table.siteId, table.endsAt),
    check('duty_kind', sql`${table.kind} in ('astreinte', 'garde', 'presence')`),
    check('duty_ends_after_start', sql`${table.endsAt} > ${table.startsAt}`),
    check('duty_cancelled_why', sql`${table.cancelledAt} is null or ${table.cancelReason} <> ''`),
  ],
);

/** A time in which a person cannot be planned, and in which what was planned of him covers nothing. The why is nobody's business. */
export const dutyAbsence = pgTable(
  'duty_absence',
  {
    id: primaryId(),
    userId: person('user_id'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    madeBy: uuid('made_by').references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
    cancelledAt: instant('cancelled_at'),
    cancelledByName: text('cancelled_by_name'),
  },
  (table) => [check('absence_ends_after_start', sql`${table.endsAt} > ${table.startsAt}`)],
);

/** A duty, or a part of it, offered to a colleague by name; nothing moves until she accepts. */
export const dutySwap = pgTable(
  'duty_swap',
  {
    id: primaryId(),
    /** What was asked together is answered together. */
    askId: uuid('ask_id').notNull(),
    dutyId: uuid('duty_id')
      .notNull()
      .references(() => onCallDuty.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    fromUserId: person('from_user_id'),
    toUserId: person('to_user_id'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    askedAt: instant('asked_at').notNull(),
    askedByName: text('asked_by_name').notNull(),
    state: text('state').notNull().default('open'),
    answeredAt: instant('answered_at'),
    answeredByName: text('answered_by_name'),
  },
  (table) => [
    uniqueIndex('one_open_swap_per_duty').on(table.dutyId).where(sql`state = 'open'`),
    index('duty_swap_ask').on(table.askId),
    check('swap_state', sql`${table.state} in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')`),
    check('swap_answered', sql`(${table.state} = 'open') = (${table.answeredAt} is null)`),
    check('swap_between_two', sql`${table.fromUserId} <> ${table.toUserId}`),
    check('swap_ends_after_start', sql`${table.endsAt} > ${table.startsAt}`),
  ],
);

/** How a person on duty is reached. */
export const dutyContact = pgTable(
  'duty_contact',
  {
    userId: person('user_id').primaryKey(),
    contacts: jsonb('contacts').$type<DutyContact[]>().notNull(),
    changedAt: instant('changed_at').notNull(),
    changedByName: text('changed_by_name').notNull(),
  },
  (table) => [check('contacts_are_a_list', sql`jsonb_typeof(${table.contacts}) = 'array'`)],
);

/**
 * Who answers for a site since when, by name. From the first offer of a site on there is exactly one at every instant (exclusion constraint); it moves only when
 * somebody accepts. A site without any line is answered for by whom the roster names first.
 */
export const dutyResponsibility = pgTable(
  'duty_responsibility',
  {
    id: primaryId(),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    userId: person('user_id'),
    since: instant('since').notNull(),
    until: instant('until'),
    cause: text('cause').notNull(),
    handoverId: uuid('handover_id'),
  },
  (table) => [
    uniqueIndex('one_open_responsibility').on(table.siteId).where(sql`until is null`),
    index('duty_responsibility_user').on(table.userId).where(sql`until is null`),
    check('responsibility_cause', sql`${table.cause} in ('offered', 'accepted', 'taken')`),
    check('responsibility_ends_after_start', sql`${table.until} is null or ${table.until} >= ${table.since}`),
  ],
);
