import { sql } from 'drizzle-orm';
import { bigserial, boolean, check, customType, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { stepUpProof, userAccount } from './access';
import { instant, primaryId } from './columns';
import { laboratory, site } from './directory';
import { dossier } from './dossier';
import { ruleSetVersion } from './expertise';
import { validationDecision } from './validation';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A biologist's signed word that, for these hours, sites, examinations and this version of the rules, results may be validated in her name. Only its end is ever written to it. */
export const autoverificationAcceptance = pgTable(
  'autoverification_acceptance',
  {
    id: primaryId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    name: text('name').notNull(),
    rppsNumber: text('rpps_number'),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    ruleSetId: uuid('rule_set_id').notNull(),
    ruleSetVersionId: uuid('rule_set_version_id')
      .notNull()
      .references(() => ruleSetVersion.id),
    ruleSetTitle: text('rule_set_title').notNull(),
    ruleSetVersion: integer('rule_set_version').notNull(),
    approvedByName: text('approved_by_name').notNull(),
    approvedAt: instant('approved_at').notNull(),
    siteIds: uuid('site_ids').array().notNull(),
    chapters: text('chapters').array().notNull(),
    /** LOINC codes, beside the chapters. */
    testCodes: text('test_codes').array().notNull(),
    /** Of a hundred dossiers, how many are drawn for a human look. */
    samplePercent: integer('sample_percent').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** What she read and signed, in words. */
    statement: text('statement').notNull(),
    statementHash: text('statement_hash').notNull(),
    proofId: uuid('proof_id')
      .notNull()
      .unique()
      .references(() => stepUpProof.id),
    acceptedAt: instant('accepted_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by').references(() => userAccount.id),
    endedByName: text('ended_by_name'),
  },
  (table) => [
    index('acceptance_in_force').on(table.endsAt).where(sql`ended_at is null`),
    check('acceptance_period', sql`${table.endsAt} > ${table.startsAt}`),
    check('acceptance_has_sites', sql`cardinality(${table.siteIds}) > 0`),
    check('acceptance_has_scope', sql`cardinality(${table.chapters}) + cardinality(${table.testCodes}) > 0`),
    check('acceptance_sample', sql`${table.samplePercent} between 1 and 100`),
    check('acceptance_ended_by', sql`(${table.endedAt} is null) = (${table.endedByName} is null)`),
  ],
);

/** Every throw of a switch, for ever; the last one of a subject counts, and without any it is off. */
export const autoverificationSwitch = pgTable(
  'autoverification_switch',
  {
    number: bigserial('number', { mode: 'number' }).primaryKey(),
    scope: text('scope').notNull(),
    /** Biologist, site or rule set; the number of nobody when everything is meant. */
    subjectId: uuid('subject_id').notNull(),
    isOn: boolean('is_on').notNull(),
    at: instant('at').notNull(),
    byUserId: uuid('by_user_id')
      .notNull()
      .references(() => userAccount.id),
    byName: text('by_name').notNull(),
    /** Off needs none: one click. */
    proofId: uuid('proof_id').references(() => stepUpProof.id),
  },
  (table) => [
    index('autoverification_switch_last').on(table.scope, table.subjectId, table.number),
    check('switch_scope', sql`${table.scope} in ('all', 'site', 'rule-set', 'biologist')`),
    check('switch_on_proven', sql`not ${table.isOn} or ${table.proofId} is not null`),
  ],
);

/** What the draw of samples is keyed with; made once by the database, read by the worker alone, told to nobody. */
export const autoverificationSecret = pgTable(
  'autoverification_secret',
  { isOnly: boolean('is_only').primaryKey().default(true), key: bytes('key').notNull() },
  (table) => [check('secret_only', sql`${table.isOnly}`)],
);

/** A dossier that was drawn for a human look: of those that were validated automatically, and of those that the rules kept for a biologist, so that whoever looks cannot know which. */
export const autoverificationSample = pgTable(
  'autoverification_sample',
  {
    decisionId: uuid('decision_id')
      .primaryKey()
      .references(() => validationDecision.id),
    dossierId: uuid('dossier_id')
      .notNull()
      .references(() => dossier.id),
    siteId: uuid('site_id')
      .notNull()
      .references(() => site.id),
    laboratoryId: uuid('laboratory_id')
      .notNull()
      .references(() => laboratory.id),
    ruleSetVersionId: uuid('rule_set_version_id')
      .notNull()
      .references(() => ruleSetVersion.id),
    /** It was kept for a biologist. */
    isControl: boolean('is_control').notNull(),
    /** What is shown: results and context without name, without who decided and without what the rules said. */
    shown: jsonb('shown').$type<unknown>().notNull(),
    decidedAt: instant('decided_at').notNull(),
    drawnAt: instant('drawn_at').notNull(),
    wouldValidate: boolean('would_validate'),
    remark: text('remark').notNull().default(''),
    reviewedBy: uuid('reviewed_by').references(() => userAccount.id),
    reviewedByName: text('reviewed_by_name'),
    reviewedAt: instant('reviewed_at'),
  },
  (table) => [
    index('sample_open').on(table.siteId, table.drawnAt).where(sql`reviewed_at is null`),
    check(
      'sample_reviewed',
      sql`(${table.wouldValidate} is null) = (${table.reviewedAt} is null) and (${table.reviewedBy} is null) = (${table.reviewedAt} is null)`,
    ),
  ],
);
