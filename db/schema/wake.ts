import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { session, userAccount } from './access';
import { instant, primaryId } from './columns';
import { site } from './directory';

const person = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => userAccount.id);

/** A device that may be rung for one person, since one session and until the end of her night at the latest. */
export const pushSubscription = pgTable(
  'push_subscription',
  {
    id: primaryId(),
    userId: person('user_id'),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id),
    terminalId: uuid('terminal_id'),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    madeAt: instant('made_at').notNull(),
    until: instant('until').notNull(),
    endedAt: instant('ended_at'),
    endedWhy: text('ended_why'),
    lastPushedAt: instant('last_pushed_at'),
  },
  (table) => [
    uniqueIndex('one_open_push_endpoint').on(table.endpoint).where(sql`ended_at is null`),
    index('push_subscription_user').on(table.userId).where(sql`ended_at is null`),
    check('push_ended_why', sql`(${table.endedAt} is null) = (${table.endedWhy} is null)`),
  ],
);

/** What may wake a biologist for a site, and when; each wording stays, with its time. */
export const wakePolicy = pgTable(
  'wake_policy',
  {
    id: primaryId(),
    userId: person('user_id'),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    reasons: text('reasons').array().notNull(),
    fromClock: text('from_clock').notNull(),
    toClock: text('to_clock').notNull(),
    fallbackMinutes: integer('fallback_minutes').notNull(),
    smsNumber: text('sms_number').notNull().default(''),
    since: instant('since').notNull(),
    until: instant('until'),
    writtenByName: text('written_by_name').notNull(),
  },
  (table) => [
    uniqueIndex('one_wake_policy').on(table.userId, table.siteId).where(sql`until is null`),
    check('wake_policy_clock', sql`${table.fromClock} ~ '^([01]\\d|2[0-3]):[0-5]\\d$' and ${table.toClock} ~ '^([01]\\d|2[0-3]):[0-5]\\d$'`),
    check('wake_policy_fallback', sql`${table.fallbackMinutes} between 1 and 60`),
  ],
);

/** One attempt to wake a person for one thing: written before anything is sent, so that a death in between loses nothing. */
export const wakeAttempt = pgTable(
  'wake_attempt',
  {
    id: primaryId(),
    /** All that travels: it means nothing to anybody else. */
    token: text('token').notNull().unique(),
    userId: person('user_id'),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    reason: text('reason').notNull(),
    subjectId: uuid('subject_id').notNull(),
    dossierId: uuid('dossier_id'),
    askedAt: instant('asked_at').notNull(),
    fallbackAt: instant('fallback_at').notNull(),
    state: text('state').notNull(),
    pushCount: integer('push_count').notNull().default(0),
    pushCode: text('push_code'),
    pushedAt: instant('pushed_at'),
    shownAt: instant('shown_at'),
    acknowledgedAt: instant('acknowledged_at'),
    smsNumber: text('sms_number').notNull().default(''),
    smsTries: integer('sms_tries').notNull().default(0),
    smsCode: text('sms_code'),
    smsAt: instant('sms_at'),
    isTrial: boolean('is_trial').notNull().default(false),
  },
  (table) => [
    uniqueIndex('one_wake_per_subject').on(table.userId, table.reason, table.subjectId).where(sql`not is_trial`),
    index('wake_attempt_open').on(table.fallbackAt).where(sql`state in ('asked', 'waiting')`),
    index('wake_attempt_user').on(table.userId, table.askedAt),
    check('wake_reason', sql`${table.reason} in ('call', 'deadline', 'link', 'handover', 'advice', 'digest', 'trial')`),
    check('wake_state', sql`${table.state} in ('asked', 'kept-quiet', 'waiting', 'acknowledged', 'sms-sent', 'failed', 'needless')`),
  ],
);
