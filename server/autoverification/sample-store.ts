import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { autoverificationSample, autoverificationSecret } from '../../db/schema/autoverification';
import { assert } from '../platform/assert';

export type SampleRow = typeof autoverificationSample.$inferSelect;

export async function drawKey(tx: Transaction): Promise<Buffer> {
  const [row] = await tx.select().from(autoverificationSecret);
  assert(row, 'the database made its key');
  return row.key;
}

export type DrawnSample = Pick<
  SampleRow,
  'decisionId' | 'dossierId' | 'siteId' | 'laboratoryId' | 'ruleSetVersionId' | 'isControl' | 'shown' | 'decidedAt' | 'drawnAt'
>;

/** Once: drawn again, it stays as it was. */
export async function insertSample(tx: Transaction, row: DrawnSample): Promise<boolean> {
  return (await tx.insert(autoverificationSample).values(row).onConflictDoNothing().returning({ id: autoverificationSample.decisionId })).length > 0;
}

/** What waits for a look, oldest first, as far as the actor sees it. Nothing in it tells which were automatic. */
export const openSamples = (tx: Transaction): Promise<Pick<SampleRow, 'decisionId' | 'siteId' | 'drawnAt'>[]> =>
  tx
    .select({ decisionId: autoverificationSample.decisionId, siteId: autoverificationSample.siteId, drawnAt: autoverificationSample.drawnAt })
    .from(autoverificationSample)
    .where(isNull(autoverificationSample.reviewedAt))
    .orderBy(asc(autoverificationSample.drawnAt), asc(autoverificationSample.decisionId))
    .limit(200);

export async function lockSample(tx: Transaction, decisionId: string): Promise<SampleRow | undefined> {
  const [row] = await tx.select().from(autoverificationSample).where(eq(autoverificationSample.decisionId, decisionId)).for('no key update');
  return row;
}

export async function findSample(tx: Transaction, decisionId: string): Promise<SampleRow | undefined> {
  const [row] = await tx.select().from(autoverificationSample).where(eq(autoverificationSample.decisionId, decisionId));
  return row;
}

export async function keepReview(
  tx: Transaction,
  decisionId: string,
  review: Pick<SampleRow, 'wouldValidate' | 'remark' | 'reviewedBy' | 'reviewedByName' | 'reviewedAt'>,
): Promise<void> {
  await tx
    .update(autoverificationSample)
    .set(review)
    .where(and(eq(autoverificationSample.decisionId, decisionId), isNull(autoverificationSample.reviewedAt)));
}

export interface CountedMonth {
  ruleSetVersionId: string;
  title: string;
  version: number;
  month: string;
  drawn: number;
  looked: number;
  disagreed: number;
  controls: number;
  controlsLooked: number;
  controlsValidated: number;
}

/** By version of the rules and month of the decision, in Paris, newest first. */
export async function countedMonths(tx: Transaction): Promise<CountedMonth[]> {
  const rows = await tx.execute<CountedMonth & Record<string, unknown>>(sql`
    select s.rule_set_version_id as "ruleSetVersionId", v.title, v.version, to_char(s.decided_at at time zone 'Europe/Paris', 'YYYY-MM') as month,
      count(*) filter (where not s.is_control)::int as drawn,
      count(*) filter (where not s.is_control and s.reviewed_at is not null)::int as looked,
      count(*) filter (where not s.is_control and s.would_validate = false)::int as disagreed,
      count(*) filter (where s.is_control)::int as controls,
      count(*) filter (where s.is_control and s.reviewed_at is not null)::int as "controlsLooked",
      count(*) filter (where s.is_control and s.would_validate)::int as "controlsValidated"
    from autoverification_sample s join rule_set_version v on v.id = s.rule_set_version_id
    group by 1, 2, 3, 4 order by month desc, v.title, v.version desc limit 240`);
  return [...rows];
}

/** What was looked at, newest first. */
export const reviewedSamples = (tx: Transaction, limit: number): Promise<SampleRow[]> =>
  tx
    .select()
    .from(autoverificationSample)
    .where(sql`${autoverificationSample.reviewedAt} is not null`)
    .orderBy(desc(autoverificationSample.reviewedAt))
    .limit(limit);

/** Automatic decisions that took effect lately: each is drawn or not, which is asked again so that none is forgotten. */
export async function settledAutomatically(tx: Transaction, since: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select d.id from validation_decision d where d.state = 'effective' and d.kind = 'auto' and d.settled_at >= ${since.toISOString()}
      and not exists (select 1 from autoverification_sample s where s.decision_id = d.id) order by d.settled_at limit 2000`);
  return rows.map(({ id }) => id);
}
