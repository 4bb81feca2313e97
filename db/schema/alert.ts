import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { stepUpProof, userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory, site, ward } from './directory';
import { dossier, observationVersion } from './dossier';
import { validationDecision } from './validation';

/** What a laboratory calls critical, and whom it wakes; an approved version is never changed. */
export const callPolicyVersion = pgTable(
  'call_policy_version',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    version: integer('version').notNull(),
    state: text('state').notNull().default('draft'),
    content: jsonb('content').$type<unknown>().notNull(),
    contentHash: text('content_hash').notNull(),
    /** Null: it came with the product. */
    madeBy: uuid('made_by').references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    approvedBy: uuid('approved_by').references(() => userAccount.id),
    approvedByName: text('approved_by_name'),
    approvedRpps: text('approved_rpps'),
    proofId: uuid('proof_id')
      .unique()
      .references(() => stepUpProof.id),
    approvedAt: instant('approved_at'),
    inForceFrom: instant('in_force_from'),
  },
  (table) => [
    unique().on(table.laboratoryId, table.version),
    uniqueIndex('one_call_policy_draft').on(table.laboratoryId).where(sql`state = 'draft'`),
    index('call_policy_in_force').on(table.laboratoryId, table.inForceFrom).where(sql`state = 'approved'`),
    check('call_policy_version_state', sql`${table.state} in ('draft','approved')`),
    check(
      'call_policy_version_approved',
      sql`(${table.state} = 'approved') = (${table.approvedBy} is not null and ${table.approvedByName} is not null and ${table.proofId} is not null and ${table.approvedAt} is not null and ${table.inForceFrom} is not null)`,
    ),
  ],
);

/** A critical result that somebody must be told of by voice; one is open per dossier, for all its critical values. */
export const criticalCall = pgTable(
  'critical_call',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    openedAt: instant('opened_at').notNull(),
    /** When it must have been announced. */
    dueAt: instant('due_at').notNull(),
    state: text('state').notNull().default('open'),
    closedAt: instant('closed_at'),
    closedBy: uuid('closed_by').references(() => userAccount.id),
    closedByName: text('closed_by_name'),
    /** Who took it, as he named himself. */
    spokenTo: text('spoken_to').notNull().default(''),
    quality: text('quality').notNull().default(''),
    /** Press of « Clore l'appel »: sent again it finds what the first one closed. */
    closingKey: uuid('closing_key').unique(),
    /** The policy by which it opened; null = the flag of the LIS alone. */
    policyVersionId: uuid('policy_version_id').references(() => callPolicyVersion.id),
    /** By voice, or the reader himself retyped the values in the portal. */
    closedVia: text('closed_via').notNull().default('voice'),
  },
  (table) => [
    uniqueIndex('one_open_call').on(table.dossierId).where(sql`state = 'open'`),
    index('critical_call_dossier').on(table.dossierId, table.openedAt),
    index('critical_call_closed').on(table.closedAt).where(sql`state = 'closed'`),
    index('critical_call_due').on(table.siteId, table.dueAt).where(sql`state = 'open'`),
    check('critical_call_state', sql`${table.state} in ('open','closed','void')`),
    check(
      'critical_call_closed_by_a_person',
      sql`(${table.state} = 'closed') = (${table.closedBy} is not null and ${table.closedByName} is not null and ${table.spokenTo} <> '' and ${table.quality} <> '')`,
    ),
    check('critical_call_ended', sql`(${table.state} = 'open') = (${table.closedAt} is null)`),
    check('critical_call_via', sql`${table.closedVia} in ('voice','portal')`),
  ],
);

/** What is to be said, word for word as it was validated. */
export const criticalCallValue = pgTable(
  'critical_call_value',
  {
    callId: uuid('call_id')
      .notNull()
      .references(() => criticalCall.id),
    observationVersionId: uuid('observation_version_id')
      .notNull()
      .references(() => observationVersion.id),
    label: text('label').notNull(),
    value: text('value').notNull(),
    unit: text('unit').notNull(),
    flag: text('flag').notNull(),
    /** Corrected or taken back before anybody was told: nobody says it any more. */
    isVoid: boolean('is_void').notNull().default(false),
    /** What the other side repeated. */
    readBack: text('read_back'),
    policyVersionId: uuid('policy_version_id').references(() => callPolicyVersion.id),
    /** Row of the policy, or SIL: the laboratory's own system says so. */
    reasonCode: text('reason_code').notNull().default('SIL'),
    reason: text('reason').notNull().default(''),
    direction: text('direction').notNull().default('flag'),
    dueAt: instant('due_at'),
  },
  (table) => [
    primaryKey({ columns: [table.callId, table.observationVersionId] }),
    index('critical_call_value_version').on(table.observationVersionId),
    check('critical_call_value_direction', sql`${table.direction} in ('high','low','text','flag')`),
  ],
);

/** Each time somebody took the phone; never changed. */
export const criticalCallAttempt = pgTable(
  'critical_call_attempt',
  {
    /** Made by the screen, so that a press that is sent again is one attempt. */
    id: uuid('id').primaryKey(),
    callId: uuid('call_id')
      .notNull()
      .references(() => criticalCall.id),
    at: instant('at').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    place: text('place').notNull(),
    number: text('number').notNull(),
    outcome: text('outcome').notNull(),
    note: text('note').notNull().default(''),
  },
  (table) => [
    index('critical_call_attempt_call').on(table.callId, table.at),
    check('critical_call_attempt_outcome', sql`${table.outcome} in ('reached','no-answer','wrong-place')`),
  ],
);

/** Which decisions were looked at, and by which policy: one without a row was missed. */
export const callReview = pgTable('call_review', {
  decisionId: uuid('decision_id')
    .primaryKey()
    .references(() => validationDecision.id),
  dossierId: uuid('dossier_id')
    .notNull()
    .references(() => dossier.id),
  policyVersionId: uuid('policy_version_id').references(() => callPolicyVersion.id),
  reviewedAt: instant('reviewed_at').notNull(),
});

/** Critical, and not announced again: it was known. */
export const callSilence = pgTable(
  'call_silence',
  {
    observationVersionId: uuid('observation_version_id')
      .primaryKey()
      .references(() => observationVersion.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    knownCallId: uuid('known_call_id')
      .notNull()
      .references(() => criticalCall.id),
    policyVersionId: uuid('policy_version_id').references(() => callPolicyVersion.id),
    reasonCode: text('reason_code').notNull(),
    reason: text('reason').notNull(),
    label: text('label').notNull(),
    value: text('value').notNull(),
    unit: text('unit').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [index('call_silence_dossier').on(table.dossierId)],
);

/** One rung of the ladder of a call: what is due at which minute if nobody has called. */
export const callStep = pgTable(
  'call_step',
  {
    id: primaryId(),
    callId: uuid('call_id')
      .notNull()
      .references(() => criticalCall.id),
    position: integer('position').notNull(),
    who: text('who').notNull(),
    gapMinutes: integer('gap_minutes').notNull(),
    dueAt: instant('due_at').notNull(),
    state: text('state').notNull().default('pending'),
    doneAt: instant('done_at'),
    outcome: text('outcome').notNull().default(''),
  },
  (table) => [
    unique().on(table.callId, table.position),
    index('call_step_due').on(table.dueAt).where(sql`state = 'pending'`),
    check('call_step_who', sql`${table.who} in ('on-duty','next','paper')`),
    check('call_step_state', sql`${table.state} in ('pending','done','skipped')`),
    check('call_step_done', sql`(${table.state} = 'pending') = (${table.doneAt} is null)`),
  ],
);

/** One person told by one step; what became of it. */
export const callNotice = pgTable(
  'call_notice',
  {
    id: primaryId(),
    stepId: uuid('step_id')
      .notNull()
      .references(() => callStep.id),
    callId: uuid('call_id')
      .notNull()
      .references(() => criticalCall.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    name: text('name').notNull(),
    queuedAt: instant('queued_at').notNull(),
    state: text('state').notNull().default('queued'),
    settledAt: instant('settled_at'),
    channels: text('channels').array().notNull().default([]),
  },
  (table) => [
    unique().on(table.stepId, table.userId),
    index('call_notice_call').on(table.callId),
    index('call_notice_queued').on(table.queuedAt).where(sql`state = 'queued'`),
    check('call_notice_state', sql`${table.state} in ('queued','sent','failed','dropped')`),
    check('call_notice_settled', sql`(${table.state} = 'queued') = (${table.settledAt} is null)`),
  ],
);

/** One line of a ward's numbers: on these days, from that hour to that one. */
export interface WardPhoneLine {
  label: string;
  number: string;
  /** 1 = Monday … 7 = Sunday. */
  days: number[];
  /** « 08:30 » by the clock in Paris; `to` earlier than `from` ends on the next day, the same = all day. */
  from: string;
  to: string;
  /** What is left when no other line holds. */
  isDuty: boolean;
}

/** The numbers of a ward by days and hours; a change is a new version. */
export const wardPhone = pgTable(
  'ward_phone',
  {
    id: primaryId(),
    wardId: uuid('ward_id')
      .notNull()
      .references(() => ward.id),
    version: integer('version').notNull(),
    lines: jsonb('lines').$type<WardPhoneLine[]>().notNull(),
    madeBy: uuid('made_by').references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [unique().on(table.wardId, table.version)],
);
