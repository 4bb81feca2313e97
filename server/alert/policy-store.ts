import { and, desc, eq, lte, max, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { callPolicyVersion } from '../../db/schema/alert';

export type PolicyVersionRow = typeof callPolicyVersion.$inferSelect;

export async function versionInForce(tx: Transaction, laboratoryId: string, at: Date): Promise<PolicyVersionRow | undefined> {
  const [row] = await tx
    .select()
    .from(callPolicyVersion)
    .where(and(eq(callPolicyVersion.laboratoryId, laboratoryId), eq(callPolicyVersion.state, 'approved'), lte(callPolicyVersion.inForceFrom, at)))
    .orderBy(desc(callPolicyVersion.inForceFrom), desc(callPolicyVersion.version))
    .limit(1);
  return row;
}

/** Every version that the actor may read, the newest first. */
export const policyVersions = (tx: Transaction, laboratoryIds: readonly string[]): Promise<PolicyVersionRow[]> =>
  tx.select().from(callPolicyVersion).where(isAmong(callPolicyVersion.laboratoryId, laboratoryIds)).orderBy(desc(callPolicyVersion.version));

export async function lockDraft(tx: Transaction, laboratoryId: string): Promise<PolicyVersionRow | undefined> {
  const [row] = await tx
    .select()
    .from(callPolicyVersion)
    .where(and(eq(callPolicyVersion.laboratoryId, laboratoryId), eq(callPolicyVersion.state, 'draft')))
    .for('update');
  return row;
}

export async function newestNumber(tx: Transaction, laboratoryId: string): Promise<number> {
  const [row] = await tx
    .select({ version: max(callPolicyVersion.version) })
    .from(callPolicyVersion)
    .where(eq(callPolicyVersion.laboratoryId, laboratoryId));
  return row?.version ?? 0;
}

/** One writer of a laboratory's policy at a time. */
export const lockPolicy = (tx: Transaction, laboratoryId: string): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`relais.call-policy.${laboratoryId}`}, 0))`);

export async function insertVersion(tx: Transaction, row: typeof callPolicyVersion.$inferInsert): Promise<void> {
  await tx.insert(callPolicyVersion).values(row);
}

export async function changeDraft(
  tx: Transaction,
  id: string,
  fields: Pick<PolicyVersionRow, 'content' | 'contentHash' | 'madeBy' | 'madeByName' | 'changedAt'>,
): Promise<void> {
  await tx.update(callPolicyVersion).set(fields).where(eq(callPolicyVersion.id, id));
}

export async function approveVersion(
  tx: Transaction,
  id: string,
  fields: Pick<PolicyVersionRow, 'approvedBy' | 'approvedByName' | 'approvedRpps' | 'proofId' | 'approvedAt' | 'inForceFrom'>,
): Promise<void> {
  await tx
    .update(callPolicyVersion)
    .set({ state: 'approved', ...fields })
    .where(eq(callPolicyVersion.id, id));
}

export async function laboratoriesWithoutPolicy(tx: Transaction): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(
    sql`select l.id from laboratory l where not exists (select 1 from call_policy_version p where p.laboratory_id = l.id) order by l.id`,
  );
  return rows.map(({ id }) => id);
}
