import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, smallint, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { stepUpProof, userAccount } from './access';
import { phraseVersion } from './catalogue';
import { instant, primaryId } from './columns';
import { laboratory, site } from './directory';
import { dossier, observationVersion } from './dossier';

/** Presses at no hour: sorts after all that do. */
const NEVER = new Date('9999-12-31T00:00:00Z');

/** What an automatic decision rests on, as it was then: it stands on the report and in the message to the LIS for ever. */
export interface AutomaticMarks {
  acceptanceId: string;
  acceptedAt: string;
  ruleSetVersionId: string;
  ruleSetTitle: string;
  ruleSetVersion: number;
  /** How many rules were in force. */
  ruleCount: number;
  approvedBy: string;
  approvedAt: string;
  verdictId: string;
  verdictHash: string;
  evaluatedAt: string;
  /** Of a hundred dossiers, how many are drawn for a human look. */
  samplePercent: number;
}

/** One proof for several decisions: its statement names each by its fingerprint, and nothing else may be put under it. */
export const decisionBatch = pgTable(
  'decision_batch',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    statement: text('statement').notNull(),
    contentHash: text('content_hash').notNull(),
    proofId: uuid('proof_id')
      .notNull()
      .unique()
      .references(() => stepUpProof.id),
    /** Given by the client: a repeated request finds the same batch. */
    idempotencyKey: uuid('idempotency_key').notNull().unique(),
    signedAt: instant('signed_at').notNull(),
  },
  () => [check('decision_batch_hash', sql`content_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')`)],
);

/** What was meant of each dossier of a batch, and why it was left out. */
export const decisionBatchMember = pgTable(
  'decision_batch_member',
  {
    batchId: uuid('batch_id')
      .notNull()
      .references(() => decisionBatch.id),
    position: integer('position').notNull(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    /** Of the statement that its decision has to have. */
    fingerprint: text('fingerprint').notNull(),
    /** Why it was left out; null = signed, or not come to yet. */
    code: text('code'),
    bars: text('bars').array().notNull().default([]),
    leftOutAt: instant('left_out_at'),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.position] }),
    unique().on(table.batchId, table.fingerprint),
    index('decision_batch_member_dossier').on(table.dossierId),
    index('decision_batch_member_open').on(table.batchId).where(sql`code is null`),
    check(
      'decision_batch_member_left_out',
      sql`(${table.code} is null) = (${table.leftOutAt} is null) and (${table.code} is not null or cardinality(${table.bars}) = 0)`,
    ),
  ],
);

/** An executing laboratory in whose name the sampling one's biologist signs, being a biologist of both. */
export interface Capacity {
  laboratoryId: string;
  finessNumber: string;
  name: string;
}

/** The rules that an executing laboratory's part was looked at with. */
export interface PartRules {
  title: string;
  version: number;
  approvedBy: string | null;
  findings: { label: string; sentence: string; effect: string }[];
}

export const validationDecision = pgTable(
  'validation_decision',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    revision: integer('revision').notNull(),
    kind: text('kind').notNull(),
    /** Null only for a decision that the LIS took itself (`kind = 'lis'`). */
    userId: uuid('user_id').references(() => userAccount.id),
    deciderName: text('decider_name').notNull(),
    deciderRpps: text('decider_rpps'),
    signedAt: instant('signed_at').notNull(),
    effectiveAt: instant('effective_at').notNull(),
    state: text('state').notNull(),
    settledAt: instant('settled_at'),
    cancelledAt: instant('cancelled_at'),
    comment: text('comment').notNull().default(''),
    /** Why it was set aside or refused. */
    holdReason: text('hold_reason').notNull().default(''),
    /** Hash of exactly what was displayed when the person signed. */
    displayedHash: text('displayed_hash').notNull(),
    /** Canonical text of what was displayed and intended, whose hash that is: what `npm run verify` reads. Null for a decision of the LIS. */
    statement: text('statement'),
    /** Proof that the person was there (access, step_up_proof). */
    proofId: uuid('proof_id').references(() => stepUpProof.id),
    /** Signed with others by one proof, which is then the batch's. */
    batchId: uuid('batch_id').references(() => decisionBatch.id),
    /** Given by the client: a repeated request finds the same decision. */
    idempotencyKey: uuid('idempotency_key').notNull().unique(),
    /** When a hold asks to be looked at again. */
    remindAt: instant('remind_at'),
    remindedAt: instant('reminded_at'),
    /** Who took back what another had signed, before anything had left, and why. */
    revokedBy: uuid('revoked_by').references(() => userAccount.id),
    revokedByName: text('revoked_by_name'),
    revokeReason: text('revoke_reason').notNull().default(''),
    /** How many of its results the signer had validated technically herself. */
    ownResults: integer('own_results').notNull().default(0),
    /** Only of a decision of the kind `auto`. */
    automatic: jsonb('automatic').$type<AutomaticMarks>(),
    /** In the name of which executing laboratories it stands as well: the signer is a biologist of theirs. */
    capacities: jsonb('capacities').$type<Capacity[]>().notNull().default([]),
    /** The executing laboratory's validation came another way, and how; '' = it did not. */
    partReceived: text('part_received').notNull().default(''),
  },
  (table) => [
    index().on(table.dossierId),
    index().on(table.state, table.effectiveAt),
    /** A proof is good for one decision, or for one batch. */
    uniqueIndex('decision_proof').on(table.proofId).where(sql`batch_id is null`),
    uniqueIndex('decision_of_batch').on(table.batchId, table.displayedHash).where(sql`batch_id is not null`),
    index('validation_decision_settled').on(table.settledAt).where(sql`state = 'effective' and kind in ('validate', 'refuse', 'comment', 'auto')`),
    check('decision_kind', sql`${table.kind} in ('validate', 'hold', 'lis', 'refuse', 'comment', 'auto')`),
    index('validation_decision_reminder').on(table.remindAt).where(sql`remind_at is not null and reminded_at is null and state = 'effective'`),
    index('validation_decision_unlooked').on(table.remindedAt).where(sql`reminded_at is not null and state = 'effective'`),
    check('decision_reminder', sql`${table.remindAt} is null or (${table.kind} = 'hold' and ${table.remindAt} > ${table.signedAt})`),
    check('decision_reminded', sql`${table.remindedAt} is null or (${table.remindAt} is not null and ${table.remindedAt} >= ${table.remindAt})`),
    check(
      'decision_revoked',
      sql`(${table.revokedBy} is null) = (${table.revokeReason} = '') and (${table.revokedBy} is null or (${table.state} = 'cancelled' and ${table.revokedByName} is not null))`,
    ),
    index('validation_decision_automatic').on(table.signedAt).where(sql`kind = 'auto'`),
    check('decision_automatic', sql`(${table.kind} = 'auto') = (${table.automatic} is not null)`),
    check('decision_automatic_stated', sql`${table.kind} <> 'auto' or (${table.statement} is not null and ${table.proofId} is null)`),
    check('decision_state', sql`${table.state} in ('pending','effective','cancelled')`),
    check('decision_person', sql`${table.kind} = 'lis' or ${table.userId} is not null`),
    check('decision_has_reason', sql`${table.kind} not in ('hold', 'refuse') or ${table.holdReason} <> ''`),
  ],
);

export const decisionObservation = pgTable(
  'decision_observation',
  {
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => validationDecision.id),
    observationVersionId: uuid('observation_version_id')
      .notNull()
      .references(() => observationVersion.id),
    kind: text('kind').notNull(),
    active: boolean('active').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.decisionId, table.observationVersionId] }),
    /** A version is validated or refused at most once, whoever presses first. */
    uniqueIndex('one_validation_per_version').on(table.observationVersionId).where(sql`active and kind <> 'hold'`),
    index().on(table.observationVersionId),
  ],
);

/** What the laboratory that executed decided on its own part; nothing of it leaves by itself. */
export const partDecision = pgTable(
  'part_decision',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    /** The executing laboratory. */
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    revision: integer('revision').notNull(),
    kind: text('kind').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    deciderName: text('decider_name').notNull(),
    deciderRpps: text('decider_rpps'),
    signedAt: instant('signed_at').notNull(),
    comment: text('comment').notNull().default(''),
    holdReason: text('hold_reason').notNull().default(''),
    /** What her laboratory's own rules said of her part; null = it has none in force. */
    rules: jsonb('rules').$type<PartRules>(),
    displayedHash: text('displayed_hash').notNull(),
    statement: text('statement').notNull(),
    proofId: uuid('proof_id')
      .notNull()
      .unique()
      .references(() => stepUpProof.id),
    idempotencyKey: uuid('idempotency_key').notNull().unique(),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: uuid('withdrawn_by').references(() => userAccount.id),
    withdrawnByName: text('withdrawn_by_name'),
    withdrawReason: text('withdraw_reason').notNull().default(''),
  },
  (table) => [
    index('part_decision_dossier').on(table.dossierId),
    index('part_decision_signed').on(table.signedAt),
    check('part_decision_kind', sql`${table.kind} in ('validate', 'hold', 'refuse')`),
    check('part_decision_has_reason', sql`${table.kind} = 'validate' or ${table.holdReason} <> ''`),
    check(
      'part_decision_withdrawn',
      sql`(${table.withdrawnAt} is null) = (${table.withdrawnBy} is null) and (${table.withdrawnAt} is null) = (${table.withdrawnByName} is null) and (${table.withdrawnAt} is null) = (${table.withdrawReason} = '')`,
    ),
  ],
);

export const partObservation = pgTable(
  'part_observation',
  {
    partDecisionId: uuid('part_decision_id')
      .notNull()
      .references(() => partDecision.id),
    observationVersionId: uuid('observation_version_id')
      .notNull()
      .references(() => observationVersion.id),
    active: boolean('active').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partDecisionId, table.observationVersionId] }),
    uniqueIndex('one_part_per_version').on(table.observationVersionId).where(sql`active`),
  ],
);

export interface WorklistHighlight {
  label: string;
  value: string;
  unit: string;
  flag: string;
  changedFrom: string | null;
}

/** What a biologist asked of the laboratory through its LIS: measure again, dilute, collect again, measure something more. */
export const lisRequest = pgTable(
  'lis_request',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    revision: integer('revision').notNull(),
    kind: text('kind').notNull(),
    observationKeys: text('observation_keys').array().notNull(),
    /** LOINC codes of the catalogue; add-on only. */
    testCodes: text('test_codes').array().notNull(),
    reason: text('reason').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => userAccount.id),
    requestedByName: text('requested_by_name').notNull(),
    requestedByRpps: text('requested_by_rpps'),
    requestedAt: instant('requested_at').notNull(),
    /** Sent from then on: the time to take it back without a trace at the laboratory. */
    effectiveAt: instant('effective_at').notNull(),
    state: text('state').notNull(),
    sentAt: instant('sent_at'),
    answeredAt: instant('answered_at'),
    cancelledAt: instant('cancelled_at'),
    cancelledByName: text('cancelled_by_name'),
    /** Why the LIS said no: ERR-3 of its answer, `UA`, or `not-taken` when its link takes no requests. */
    refusalCode: text('refusal_code'),
    refusalText: text('refusal_text').notNull().default(''),
    idempotencyKey: uuid('idempotency_key').notNull().unique(),
  },
  (table) => [
    index('lis_request_dossier').on(table.dossierId, table.requestedAt),
    index('lis_request_open').on(table.effectiveAt).where(sql`state in ('asked','acknowledged')`),
    check('lis_request_kind', sql`${table.kind} in ('rerun','dilution','recollection','add-on')`),
    check('lis_request_state', sql`${table.state} in ('asked','acknowledged','refused','answered','cancelled')`),
    check('lis_request_reason', sql`${table.reason} <> ''`),
    check(
      'lis_request_what',
      sql`(${table.kind} = 'add-on' and cardinality(${table.testCodes}) > 0) or (${table.kind} <> 'add-on' and cardinality(${table.observationKeys}) > 0)`,
    ),
  ],
);

/** What the LIS said of a result after it had acknowledged our decision on it, where that is not what was decided. */
export const lisDifference = pgTable(
  'lis_difference',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => validationDecision.id),
    observationKey: text('observation_key').notNull(),
    label: text('label').notNull(),
    kind: text('kind').notNull(),
    decided: text('decided').notNull(),
    said: text('said').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    /** `equal-again`, `decided-again`, or the words of the person who settled it. */
    closedWhy: text('closed_why'),
    closedByName: text('closed_by_name'),
  },
  (table) => [
    uniqueIndex('lis_difference_open').on(table.dossierId, table.observationKey, table.kind).where(sql`closed_at is null`),
    index('lis_difference_dossier').on(table.dossierId),
    check('lis_difference_kind', sql`${table.kind} in ('value','status','validator','missing')`),
  ],
);

/** What a biologist wrote on a result, a sample or the dossier, with the decision that it was signed with. */
export const decisionComment = pgTable(
  'decision_comment',
  {
    id: primaryId(),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => validationDecision.id),
    position: integer('position').notNull(),
    level: text('level').notNull(),
    observationVersionId: uuid('observation_version_id').references(() => observationVersion.id),
    /** Its identifier, or its nature where it has none. */
    specimen: text('specimen').notNull().default(''),
    /** '' = the comment that it corrects is withdrawn. */
    text: text('text').notNull(),
    /** The comment whose place it takes: one of these, or a decision whose own comment it is. */
    corrects: uuid('corrects'),
  },
  (table) => [
    unique().on(table.decisionId, table.position),
    index('decision_comment_corrects').on(table.corrects).where(sql`corrects is not null`),
    check('decision_comment_level', sql`${table.level} in ('analyte', 'sample', 'dossier')`),
    check(
      'decision_comment_target',
      sql`(${table.level} = 'analyte') = (${table.observationVersionId} is not null) and (${table.level} = 'sample') = (${table.specimen} <> '')`,
    ),
    check('decision_comment_says', sql`${table.text} <> '' or ${table.corrects} is not null`),
  ],
);

/** What of the phrase library a decision used, as it was filled in. */
export const decisionPhrase = pgTable(
  'decision_phrase',
  {
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => validationDecision.id),
    position: integer('position').notNull(),
    phraseId: uuid('phrase_id').notNull(),
    phraseVersion: integer('phrase_version').notNull(),
    text: text('text').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.decisionId, table.position] }),
    foreignKey({ columns: [table.phraseId, table.phraseVersion], foreignColumns: [phraseVersion.phraseId, phraseVersion.version] }),
  ],
);

/** How a laboratory wants decisions taken, version by version; the newest is in force. */
export const decisionPolicy = pgTable(
  'decision_policy',
  {
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    version: integer('version').notNull(),
    /** LOINC codes of which a signature needs a second reader. */
    readerCodes: text('reader_codes').array().notNull(),
    /** From what a rule asks for on, a signature needs one: hold, call, block; '' = never. */
    readerEffect: text('reader_effect').notNull(),
    /** What becomes of a result that its signer validated technically: refuse, second-reader, mark. */
    ownResult: text('own_result').notNull(),
    reason: text('reason').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    since: instant('since').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.laboratoryId, table.version] }),
    check('decision_policy_version', sql`${table.version} > 0`),
    check('decision_policy_effect', sql`${table.readerEffect} in ('', 'hold', 'call', 'block')`),
    check('decision_policy_own', sql`${table.ownResult} in ('refuse', 'second-reader', 'mark')`),
    check('decision_policy_reason', sql`${table.reason} <> ''`),
  ],
);

/** Who has to have read a signature besides its signer before anything leaves. A trigger refuses the same person. */
export const secondReading = pgTable(
  'second_reading',
  {
    decisionId: uuid('decision_id')
      .primaryKey()
      .references(() => validationDecision.id),
    why: text('why').array().notNull(),
    askedAt: instant('asked_at').notNull(),
    state: text('state').notNull().default('asked'),
    readerId: uuid('reader_id').references(() => userAccount.id),
    readerName: text('reader_name'),
    readerRpps: text('reader_rpps'),
    readAt: instant('read_at'),
    /** Why it was given back to the signer. */
    reason: text('reason').notNull().default(''),
    statement: text('statement'),
    displayedHash: text('displayed_hash'),
    proofId: uuid('proof_id')
      .unique()
      .references(() => stepUpProof.id),
  },
  (table) => [
    check('second_reading_why', sql`cardinality(${table.why}) > 0 and ${table.why} <@ array['asked', 'analyte', 'rule', 'own-result']`),
    check('second_reading_state', sql`${table.state} in ('asked', 'agreed', 'refused', 'ended')`),
    check(
      'second_reading_by_a_person',
      sql`(${table.state} in ('agreed', 'refused')) = (${table.readerId} is not null and ${table.readerName} is not null and ${table.readAt} is not null)`,
    ),
    check('second_reading_says_why_not', sql`(${table.state} = 'refused') = (${table.reason} <> '')`),
    check(
      'second_reading_is_proven',
      sql`(${table.state} = 'agreed') = (${table.statement} is not null and ${table.displayedHash} is not null and ${table.proofId} is not null)`,
    ),
  ],
);

/** A second reading that is asked for, or was refused, as the list shows it. */
export interface WorklistReading {
  state: 'asked' | 'refused';
  /** Who signed, or who refused. */
  by: string;
  at: string;
  reason: string;
}

/** A request that is open, as the list shows it. */
export interface WorklistRequest {
  kind: string;
  requestedAt: string;
  labels: string[];
  state: string;
}

/** Projection: rebuilt by the pure standing function, compared by a sweeper; nobody else stores standings. */
export const worklistEntry = pgTable(
  'worklist_entry',
  {
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    standing: text('standing').notNull(),
    revision: integer('revision').notNull(),
    accessionNumber: text('accession_number').notNull(),
    patientName: text('patient_name').notNull(),
    patientSex: text('patient_sex').notNull(),
    patientBirthDate: text('patient_birth_date'),
    place: text('place').notNull(),
    priority: text('priority').notNull(),
    requestedAt: instant('requested_at'),
    collectedAt: instant('collected_at'),
    deadlineAt: instant('deadline_at'),
    arrivedAt: instant('arrived_at').notNull(),
    criticalCount: integer('critical_count').notNull(),
    abnormalCount: integer('abnormal_count').notNull(),
    awaitingCount: integer('awaiting_count').notNull(),
    highlights: jsonb('highlights').$type<WorklistHighlight[]>().notNull(),
    awaited: jsonb('awaited').$type<string[]>().notNull(),
    holdReason: text('hold_reason').notNull().default(''),
    /** Since when a hold asks to be looked at again; null = none does. */
    remindedAt: instant('reminded_at'),
    /** A second reader is asked for, or gave a signature back. */
    reading: jsonb('reading').$type<WorklistReading>(),
    /** What was asked of the laboratory and is not answered. */
    requested: jsonb('requested').$type<WorklistRequest[]>().notNull().default([]),
    isModified: boolean('is_modified').notNull(),
    /** It holds results that were measured outside the laboratory (GBUI XIII-2.6). */
    isBedside: boolean('is_bedside').notNull().default(false),
    /** What runs out its time to undo was validated automatically: nobody has read it. */
    isAutomatic: boolean('is_automatic').notNull().default(false),
    /** Traits of the patient that changed after a decision took effect, until a biologist signs them. */
    identityChanges: jsonb('identity_changes').$type<string[]>().notNull().default([]),
    /** 0 = critical, 1 = stat, 2 = urgent, 3 = modified after release, 4 = routine. */
    rank: integer('rank').notNull(),
    /** The gravest of what the rules hold back among the open results; '' = nothing. */
    ruleEffect: text('rule_effect').notNull().default(''),
    findingCount: integer('finding_count').notNull().default(0),
    /** Where it was asked for, as the filters name it. */
    ward: text('ward').notNull().default(''),
    chapters: text('chapters').array().notNull().default([]),
    /** What a search looks at: without accents, in small letters. */
    search: text('search').notNull().default(''),
    plannedFor: instant('planned_for'),
    /** When its open call is due. This and the next two are the database's own: a trigger writes them, whatever is given. */
    openCallAt: instant('open_call_at'),
    /** 0 = a call is open, 1 = critical or stat, 2 = urgent, 3 = planned, 4 = modified after release, 5 = routine. */
    tier: smallint('tier').notNull().default(5),
    pressesAt: instant('presses_at').notNull().default(NEVER),
    /** '' = the line of who sampled; else the executing laboratory whose part of the dossier it is about. */
    part: text('part').notNull().default(''),
    /** Of a part, the site that sampled. */
    partOf: uuid('part_of').references(() => site.id),
    /** Executing laboratories whose validation is awaited, by short name. */
    partsAwaited: jsonb('parts_awaited').$type<string[]>().notNull().default([]),
    /** How many part decisions, and takings-back, it was made from: what the sweeper compares. */
    partsSeen: integer('parts_seen').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.dossierId, table.part] }),
    check('worklist_part', sql`(${table.part} = '') = (${table.partOf} is null)`),
    index('worklist_to_do').on(table.siteId, table.tier, table.pressesAt, table.arrivedAt, table.dossierId).where(sql`standing in ('awaiting', 'pending')`),
    index('worklist_set_aside').on(table.siteId, table.tier, table.pressesAt, table.arrivedAt, table.dossierId).where(sql`standing = 'held'`),
    index('worklist_counted').on(table.siteId, table.standing, table.tier, table.partOf).where(sql`standing in ('awaiting', 'held', 'pending')`),
    index('worklist_arrived').on(table.siteId, table.arrivedAt),
    index('worklist_identity').on(table.dossierId).where(sql`identity_changes <> '[]'`),
  ],
);

/** Since when every line is known to be what its dossier is. */
export const worklistSweep = pgTable(
  'worklist_sweep',
  {
    onlyOne: boolean('only_one').primaryKey().default(true),
    cleanUntil: instant('clean_until').notNull(),
    /** When everything was compared last. */
    wholeAt: instant('whole_at').notNull(),
  },
  () => [check('worklist_sweep_one', sql`only_one`)],
);

/** What a saved view keeps: words of the filters, checked when they are read. */
export interface WorklistFilters {
  tab: string;
  siteIds: string[];
  search: string;
  wards: string[];
  priorities: string[];
  chapters: string[];
  ages: string[];
  effects: string[];
}

/** A view of the list that a person keeps, with her account. */
export const worklistView = pgTable(
  'worklist_view',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    name: text('name').notNull(),
    filters: jsonb('filters').$type<WorklistFilters>().notNull(),
    position: integer('position').notNull(),
    isDefault: boolean('is_default').notNull().default(false),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    unique('worklist_view_name').on(table.userId, table.name),
    uniqueIndex('one_default_view').on(table.userId).where(sql`is_default`),
    check('worklist_view_named', sql`${table.name} <> ''`),
  ],
);

/** Who has which dossier on the screen; a row that nobody refreshes is nobody's presence. */
export const dossierPresence = pgTable(
  'dossier_presence',
  {
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    sessionId: uuid('session_id').notNull(),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    userName: text('user_name').notNull(),
    openedAt: instant('opened_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    /** When this person took the hand; the latest one who is there has it. */
    handAt: instant('hand_at'),
  },
  (table) => [primaryKey({ columns: [table.dossierId, table.userId] }), index('dossier_presence_site').on(table.siteId, table.seenAt)],
);

/** Messages of controls that were looked at for what they say of results that were there before them. */
export const controlReview = pgTable('control_review', {
  messageId: uuid('message_id').primaryKey(),
  laboratoryId: uuid('laboratory_id')
    .notNull()
    .references(() => laboratory.id),
  reviewedAt: instant('reviewed_at').notNull(),
  /** Dossiers that waited, and of which the rules were asked once more. */
  askedAgain: integer('asked_again').notNull(),
  /** Dossiers that a biologist had validated before. */
  signed: uuid('signed').array().notNull(),
});
