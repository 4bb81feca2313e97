import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { stepUpProof, userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory } from './directory';
import { dossier } from './dossier';

export const ruleSet = pgTable(
  'rule_set',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    /** `shipped` for the set that comes with the product. */
    key: text('key').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique().on(table.laboratoryId, table.key), uniqueIndex('rule_set_one_per_laboratory').on(table.laboratoryId)],
);

/** Immutable: a changed rule makes a new version of the set. */
export const ruleSetVersion = pgTable(
  'rule_set_version',
  {
    id: primaryId(),
    ruleSetId: uuid('rule_set_id')
      .notNull()
      .references(() => ruleSet.id),
    version: integer('version').notNull(),
    title: text('title').notNull(),
    author: text('author').notNull(),
    content: jsonb('content').$type<unknown>().notNull(),
    contentHash: text('content_hash').notNull(),
    ruleCount: integer('rule_count').notNull(),
    inForceFrom: instant('in_force_from').notNull(),
    createdAt: instant('created_at').notNull(),
    /** `shipped` with the product, `draft` written by the laboratory, `restored` an earlier version given back. */
    origin: text('origin').notNull().default('shipped'),
    controlSheetId: uuid('control_sheet_id').references((): AnyPgColumn => ruleControlSheet.id),
    restoresId: uuid('restores_id').references((): AnyPgColumn => ruleSetVersion.id),
    /** Of content and control sheet together: what the approver put her name under. */
    signedHash: text('signed_hash'),
    restoreReason: text('restore_reason'),
  },
  (table) => [
    unique().on(table.ruleSetId, table.version),
    uniqueIndex('rule_set_version_sheet').on(table.controlSheetId).where(sql`${table.controlSheetId} is not null`),
    check(
      'version_origin',
      sql`(${table.origin} = 'shipped' and ${table.controlSheetId} is null and ${table.restoresId} is null)
        or (${table.origin} = 'draft' and ${table.controlSheetId} is not null and ${table.restoresId} is null and ${table.signedHash} is not null)
        or (${table.origin} = 'restored' and ${table.controlSheetId} is null and ${table.restoresId} is not null)`,
    ),
    check('version_not_before', sql`${table.inForceFrom} >= ${table.createdAt}`),
  ],
);

/** A biologist's word on one version, by its content; once and for ever. */
export const ruleSetApproval = pgTable('rule_set_approval', {
  id: primaryId(),
  ruleSetVersionId: uuid('rule_set_version_id')
    .notNull()
    .unique()
    .references(() => ruleSetVersion.id),
  userId: uuid('user_id')
    .notNull()
    .references(() => userAccount.id),
  name: text('name').notNull(),
  rppsNumber: text('rpps_number'),
  contentHash: text('content_hash').notNull(),
  proofId: uuid('proof_id')
    .notNull()
    .unique()
    .references(() => stepUpProof.id),
  approvedAt: instant('approved_at').notNull(),
});

/** What the rules said of one revision when they were asked, immutable. */
export const verdict = pgTable(
  'verdict',
  {
    id: primaryId(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    revision: integer('revision').notNull(),
    /** Null = no rule set was in force, or none that could be read: everything is « non évalué ». */
    ruleSetVersionId: uuid('rule_set_version_id').references(() => ruleSetVersion.id),
    /** Whether a biologist had approved that version when it was asked. */
    isApproved: boolean('is_approved').notNull(),
    outcome: text('outcome').notNull(),
    effect: text('effect'),
    /** Rules that could be applied, of so many in force. */
    rules: integer('rules').notNull(),
    ruleCount: integer('rule_count').notNull(),
    findingCount: integer('finding_count').notNull(),
    /** By result version; of one that is not here no rule speaks. */
    results: jsonb('results').$type<Record<string, { outcome: string; rules: number; effect: string | null }>>().notNull(),
    contentHash: text('content_hash').notNull(),
    evaluatedAt: instant('evaluated_at').notNull(),
    /** How often the rules had been asked of this revision before: a control may come after the results. The last word counts. */
    asked: smallint('asked').notNull().default(0),
  },
  (table) => [
    unique().on(table.dossierId, table.revision, table.asked),
    check('verdict_outcome', sql`${table.outcome} in ('found','not-evaluable','clear','not-evaluated')`),
    check('verdict_effect', sql`${table.effect} in ('inform','hold','call','block')`),
  ],
);

/** What one rule said, in full and as it was then; immutable. */
export const finding = pgTable(
  'finding',
  {
    id: primaryId(),
    verdictId: uuid('verdict_id')
      .notNull()
      .references(() => verdict.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    position: integer('position').notNull(),
    ruleCode: text('rule_code').notNull(),
    ruleTitle: text('rule_title').notNull(),
    ruleVersion: integer('rule_version').notNull(),
    ruleDate: date('rule_date').notNull(),
    author: text('author').notNull(),
    outcome: text('outcome').notNull(),
    line: text('line').notNull(),
    level: text('level'),
    effect: text('effect').notNull(),
    /** Result versions; the first is the one that the rule looks at. */
    about: uuid('about').array().notNull(),
    sentence: text('sentence').notNull(),
    value: text('value').notNull(),
    limit: text('passed_limit').notNull(),
    unit: text('unit').notNull(),
    contentHash: text('content_hash').notNull(),
  },
  (table) => [
    unique().on(table.verdictId, table.position),
    index().on(table.dossierId),
    check('finding_outcome', sql`${table.outcome} in ('found','not-evaluable')`),
    check('finding_about', sql`cardinality(${table.about}) > 0`),
  ],
);

/** One at a time in a laboratory, open until it is approved or dropped. */
export const ruleDraft = pgTable(
  'rule_draft',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    ruleSetId: uuid('rule_set_id')
      .notNull()
      .references(() => ruleSet.id),
    /** Null = begun empty. */
    basedOnId: uuid('based_on_id').references(() => ruleSetVersion.id),
    content: jsonb('content').$type<unknown>().notNull(),
    contentHash: text('content_hash').notNull(),
    /** One more with every change and every undoing: who changes says which one she saw. */
    revision: integer('revision').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => userAccount.id),
    authorName: text('author_name').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    closedAt: instant('closed_at'),
    closedAs: text('closed_as'),
  },
  (table) => [
    uniqueIndex('rule_draft_open').on(table.laboratoryId).where(sql`${table.closedAt} is null`),
    check('draft_closed', sql`(${table.closedAt} is null) = (${table.closedAs} is null) and ${table.closedAs} in ('approved', 'dropped')`),
  ],
);

/** What was changed in a draft, by whom; `before` undoes `after`. */
export const ruleDraftChange = pgTable(
  'rule_draft_change',
  {
    draftId: uuid('draft_id')
      .notNull()
      .references(() => ruleDraft.id),
    number: integer('number').notNull(),
    kind: text('kind').notNull(),
    before: jsonb('before').$type<unknown>().notNull(),
    after: jsonb('after').$type<unknown>().notNull(),
    byUserId: uuid('by_user_id')
      .notNull()
      .references(() => userAccount.id),
    byName: text('by_name').notNull(),
    at: instant('at').notNull(),
    undoneAt: instant('undone_at'),
    undoneByName: text('undone_by_name'),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.number] }),
    check('draft_change_kind', sql`${table.kind} in ('rule', 'off', 'on', 'remove', 'analyte', 'title', 'import')`),
    check('draft_change_undone', sql`(${table.undoneAt} is null) = (${table.undoneByName} is null)`),
  ],
);

/** The rules of a draft asked of the last ninety days, beside those in force; writes no verdict. */
export const ruleReplay = pgTable(
  'rule_replay',
  {
    id: primaryId(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => ruleDraft.id),
    draftRevision: integer('draft_revision').notNull(),
    /** As the draft was: it may be changed while it is replayed. */
    content: jsonb('content').$type<unknown>().notNull(),
    contentHash: text('content_hash').notNull(),
    baseVersionId: uuid('base_version_id').references(() => ruleSetVersion.id),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
    state: text('state').$type<'running' | 'done' | 'stopped'>().notNull(),
    total: integer('total').notNull(),
    done: integer('done').notNull(),
    /** The last dossier that was counted. */
    cursorAt: instant('cursor_at'),
    cursorId: uuid('cursor_id'),
    listed: integer('listed').notNull(),
    counts: jsonb('counts').$type<unknown>().notNull(),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => userAccount.id),
    askedByName: text('asked_by_name').notNull(),
    askedAt: instant('asked_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('rule_replay_draft').on(table.draftId, table.askedAt),
    index('rule_replay_running').on(table.askedAt).where(sql`${table.state} = 'running'`),
    check('replay_state', sql`${table.state} in ('running', 'done', 'stopped')`),
    check('replay_ended', sql`(${table.endedAt} is null) = (${table.state} = 'running')`),
  ],
);

/** A dossier of which the draft says something else. */
export const ruleReplayDossier = pgTable(
  'rule_replay_dossier',
  {
    replayId: uuid('replay_id')
      .notNull()
      .references(() => ruleReplay.id),
    rank: integer('rank').notNull(),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    accessionNumber: text('accession_number').notNull(),
    receivedAt: instant('received_at').notNull(),
    isNight: boolean('is_night').notNull(),
    beforeEffect: text('before_effect'),
    afterEffect: text('after_effect'),
    beforeAuto: boolean('before_auto').notNull(),
    afterAuto: boolean('after_auto').notNull(),
    /** Codes of rules. */
    appeared: text('appeared').array().notNull(),
    vanished: text('vanished').array().notNull(),
    says: text('says').notNull(),
  },
  (table) => [primaryKey({ columns: [table.replayId, table.rank] })],
);

/** « Fiche de contrôle initial » of one change (GBUI XI-2), frozen when it is made. */
export const ruleControlSheet = pgTable(
  'rule_control_sheet',
  {
    id: primaryId(),
    number: text('number').notNull(),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => ruleDraft.id),
    draftRevision: integer('draft_revision').notNull(),
    replayId: uuid('replay_id')
      .notNull()
      .references(() => ruleReplay.id),
    contentHash: text('content_hash').notNull(),
    body: jsonb('body').$type<unknown>().notNull(),
    /** Of content and body together: what is signed. */
    signedHash: text('signed_hash').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => userAccount.id),
    madeByName: text('made_by_name').notNull(),
    madeAt: instant('made_at').notNull(),
    refusedBy: uuid('refused_by').references(() => userAccount.id),
    refusedByName: text('refused_by_name'),
    refusedReason: text('refused_reason'),
    refusedAt: instant('refused_at'),
  },
  (table) => [
    unique().on(table.laboratoryId, table.number),
    check(
      'sheet_refused',
      sql`(${table.refusedAt} is null) = (${table.refusedBy} is null) and (${table.refusedAt} is null) = (${table.refusedReason} is null) and (${table.refusedAt} is null) = (${table.refusedByName} is null)`,
    ),
  ],
);

/** The rules of a laboratory ask nothing while one is open. */
export const ruleSuspension = pgTable(
  'rule_suspension',
  {
    id: primaryId(),
    ruleSetId: uuid('rule_set_id')
      .notNull()
      .references(() => ruleSet.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    reason: text('reason').notNull(),
    byUserId: uuid('by_user_id')
      .notNull()
      .references(() => userAccount.id),
    byName: text('by_name').notNull(),
    at: instant('at').notNull(),
    liftedAt: instant('lifted_at'),
    liftedBy: uuid('lifted_by').references(() => userAccount.id),
    liftedByName: text('lifted_by_name'),
    liftProofId: uuid('lift_proof_id').references(() => stepUpProof.id),
  },
  (table) => [
    uniqueIndex('rule_suspension_open').on(table.laboratoryId).where(sql`${table.liftedAt} is null`),
    check(
      'suspension_lifted',
      sql`(${table.liftedAt} is null) = (${table.liftedBy} is null) and (${table.liftedAt} is null) = (${table.liftedByName} is null) and (${table.liftedAt} is null) = (${table.liftProofId} is null)`,
    ),
  ],
);
