import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { finding, ruleSet, ruleSetApproval, ruleSetVersion, verdict } from '../../db/schema/expertise';
import { insertMany } from '../../db/write-many';

export type RuleSetRow = typeof ruleSet.$inferSelect;
export type RuleSetVersionRow = typeof ruleSetVersion.$inferSelect;
export type ApprovalRow = typeof ruleSetApproval.$inferSelect;
export type VerdictRow = typeof verdict.$inferSelect;
export type FindingRow = typeof finding.$inferSelect;

export interface InForce {
  id: string;
  laboratoryId: string;
  contentHash: string;
  isApproved: boolean;
  isSuspended: boolean;
}

/** One writer of verdicts at a time: the worker and its sweeper never make two of one revision. */
export async function lockVerdicts(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(727437)`);
}

/** The newest version in force of every set of these laboratories, without its content. */
export async function versionsInForce(tx: Transaction, laboratoryIds: readonly string[], at: Date): Promise<InForce[]> {
  return tx
    .selectDistinctOn([ruleSet.id], {
      id: ruleSetVersion.id,
      laboratoryId: ruleSet.laboratoryId,
      contentHash: ruleSetVersion.contentHash,
      isApproved: sql<boolean>`${ruleSetApproval.id} is not null`,
      isSuspended: sql<boolean>`exists (select 1 from rule_suspension x where x.rule_set_id = ${ruleSet.id} and x.lifted_at is null)`,
    })
    .from(ruleSet)
    .innerJoin(ruleSetVersion, eq(ruleSetVersion.ruleSetId, ruleSet.id))
    .leftJoin(ruleSetApproval, eq(ruleSetApproval.ruleSetVersionId, ruleSetVersion.id))
    .where(and(isAmong(ruleSet.laboratoryId, laboratoryIds), lte(ruleSetVersion.inForceFrom, at)))
    .orderBy(ruleSet.id, desc(ruleSetVersion.version));
}

export const contentsOf = (tx: Transaction, ids: readonly string[]): Promise<{ contentHash: string; content: unknown }[]> =>
  tx.select({ contentHash: ruleSetVersion.contentHash, content: ruleSetVersion.content }).from(ruleSetVersion).where(isAmong(ruleSetVersion.id, ids));

/** The last word of the rules on each of these dossiers. */
export async function concludedAmong(
  tx: Transaction,
  dossierIds: readonly string[],
): Promise<Map<string, Pick<VerdictRow, 'revision' | 'effect' | 'evaluatedAt' | 'asked'>>> {
  const rows = await tx
    .selectDistinctOn([verdict.dossierId], {
      dossierId: verdict.dossierId,
      revision: verdict.revision,
      effect: verdict.effect,
      evaluatedAt: verdict.evaluatedAt,
      asked: verdict.asked,
    })
    .from(verdict)
    .where(isAmong(verdict.dossierId, dossierIds))
    .orderBy(verdict.dossierId, desc(verdict.revision), desc(verdict.asked));
  return new Map(rows.map(({ dossierId, ...row }) => [dossierId, row]));
}

export async function insertVerdicts(tx: Transaction, verdicts: readonly VerdictRow[], findings: readonly FindingRow[]): Promise<void> {
  await insertMany(tx, verdict, verdicts);
  await insertMany(tx, finding, findings);
}

/** The last verdict on exactly that revision, of each dossier. */
export const verdictsOf = (tx: Transaction, asked: readonly { dossierId: string; revision: number }[]): Promise<VerdictRow[]> =>
  tx
    .selectDistinctOn([verdict.dossierId, verdict.revision])
    .from(verdict)
    .where(
      sql`(${verdict.dossierId}, ${verdict.revision}) in (select * from json_to_recordset(${JSON.stringify(asked.map(({ dossierId: dossier, revision }) => ({ dossier, revision })))}::text::json) as k(dossier uuid, revision int))`,
    )
    .orderBy(verdict.dossierId, verdict.revision, desc(verdict.asked));

export const findingsOf = (tx: Transaction, verdictIds: readonly string[]): Promise<FindingRow[]> =>
  tx.select().from(finding).where(isAmong(finding.verdictId, verdictIds)).orderBy(asc(finding.verdictId), asc(finding.position));

/** Dossiers that stand at a revision without a verdict: the oldest first, so that none waits for ever. */
export async function unconcluded(tx: Transaction, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string } & Record<string, unknown>>(sql`
    select d.id from dossier d where d.revision > 0 and d.updated_at < ${before.toISOString()} and d.updated_at > ${before.toISOString()}::timestamptz - interval '3 days'
      and not exists (select 1 from verdict v where v.dossier_id = d.id and v.revision = d.revision)
      and not exists (select 1 from rule_suspension s where s.laboratory_id = d.laboratory_id and s.lifted_at is null)
    order by d.updated_at limit ${limit}`);
  return rows.map((row) => row.id);
}

export interface SetWithVersion {
  set: RuleSetRow;
  version: RuleSetVersionRow;
  approval: ApprovalRow | null;
}

/** The version in force at that instant of every set that the actor may read: the newest whose start has come. */
export const newestVersions = (tx: Transaction, at: Date): Promise<SetWithVersion[]> =>
  tx
    .selectDistinctOn([ruleSet.id], { set: ruleSet, version: ruleSetVersion, approval: ruleSetApproval })
    .from(ruleSet)
    .innerJoin(ruleSetVersion, eq(ruleSetVersion.ruleSetId, ruleSet.id))
    .leftJoin(ruleSetApproval, eq(ruleSetApproval.ruleSetVersionId, ruleSetVersion.id))
    .where(lte(ruleSetVersion.inForceFrom, at))
    .orderBy(ruleSet.id, desc(ruleSetVersion.version));

/** Laboratories that have not this content as the newest version of that set and no version of their own either: each with the version that it has, 0 = none. */
export async function laboratoriesWithout(
  tx: Transaction,
  key: string,
  contentHash: string,
): Promise<{ laboratoryId: string; setId: string | null; version: number }[]> {
  const rows = await tx.execute<{ laboratoryId: string; setId: string | null; version: number } & Record<string, unknown>>(sql`
    select l.id as "laboratoryId", s.id as "setId", coalesce(v.version, 0) as version from laboratory l left join rule_set s on s.laboratory_id = l.id and s.key = ${key}
      left join lateral (select version, content_hash from rule_set_version where rule_set_id = s.id order by version desc limit 1) v on true
    where v.content_hash is distinct from ${contentHash} and not exists (select 1 from rule_set_version o where o.rule_set_id = s.id and o.origin <> 'shipped') order by l.id`);
  return [...rows];
}

export async function insertSets(tx: Transaction, sets: readonly RuleSetRow[], versions: readonly RuleSetVersionRow[]): Promise<void> {
  if (sets.length > 0) await tx.insert(ruleSet).values([...sets]);
  if (versions.length > 0) await tx.insert(ruleSetVersion).values([...versions]);
}

export async function insertApproval(tx: Transaction, row: ApprovalRow): Promise<void> {
  await tx.insert(ruleSetApproval).values(row);
}

export const lockSetLoading = (tx: Transaction): Promise<unknown> => tx.execute(sql`select pg_advisory_xact_lock(727438)`);
