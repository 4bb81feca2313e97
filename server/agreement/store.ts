import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { entityAgreement } from '../../db/schema/agreement';

export type AgreementRow = typeof entityAgreement.$inferSelect;

export async function insertAgreement(tx: Transaction, row: AgreementRow): Promise<void> {
  await tx.insert(entityAgreement).values(row);
}

/** What the installation brings with it, once. */
export async function insertAgreementOnce(tx: Transaction, row: AgreementRow): Promise<void> {
  await tx.insert(entityAgreement).values(row).onConflictDoNothing();
}

/** Newest first. */
export const agreementRows = (tx: Transaction): Promise<AgreementRow[]> => tx.select().from(entityAgreement).orderBy(desc(entityAgreement.madeAt));

/** One writer for a pair at a time. */
export async function lockPair(tx: Transaction, one: string, other: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`agreement ${one} ${other}`}, 0))`);
}

export async function openAgreement(tx: Transaction, one: string, other: string): Promise<AgreementRow | undefined> {
  const [row] = await tx
    .select()
    .from(entityAgreement)
    .where(and(eq(entityAgreement.oneEntityId, one), eq(entityAgreement.otherEntityId, other), isNull(entityAgreement.endedAt)));
  return row;
}

export async function lockAgreement(tx: Transaction, id: string): Promise<AgreementRow | undefined> {
  const [row] = await tx.select().from(entityAgreement).where(eq(entityAgreement.id, id)).for('update');
  return row;
}

export async function findAgreement(tx: Transaction, id: string): Promise<AgreementRow | undefined> {
  const [row] = await tx.select().from(entityAgreement).where(eq(entityAgreement.id, id));
  return row;
}

export async function endAgreementRow(
  tx: Transaction,
  id: string,
  fields: Pick<AgreementRow, 'endedAt' | 'endedBy' | 'endedByName' | 'endReason'>,
): Promise<void> {
  await tx.update(entityAgreement).set(fields).where(eq(entityAgreement.id, id));
}

/** Names of the other entities whose patients may not be read for a dossier of this one; those that stand for nobody are left out. */
export async function unsharedNames(tx: Transaction, legalEntityId: string): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select e.name from legal_entity e where e.id <> ${legalEntityId}::uuid and not e.is_unassigned and not entities_share(e.id, ${legalEntityId}::uuid) order by e.name`);
  return rows.map(({ name }) => name);
}
