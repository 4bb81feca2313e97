import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, jsonb, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core';
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
  (table) => [unique().on(table.laboratoryId, table.key)],
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
  },
  (table) => [unique().on(table.ruleSetId, table.version)],
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
