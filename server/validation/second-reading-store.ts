import { and, desc, eq, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { decisionPolicy, secondReading, validationDecision } from '../../db/schema/validation';

export type ReadingRow = typeof secondReading.$inferSelect;
export type PolicyRow = typeof decisionPolicy.$inferSelect;

export async function insertReading(tx: Transaction, row: typeof secondReading.$inferInsert): Promise<void> {
  await tx.insert(secondReading).values(row);
}

export async function findReading(tx: Transaction, decisionId: string): Promise<ReadingRow | undefined> {
  const [row] = await tx.select().from(secondReading).where(eq(secondReading.decisionId, decisionId));
  return row;
}

/** The answer of a second reader; false when somebody or something was faster. */
export async function answerReading(tx: Transaction, decisionId: string, fields: Partial<ReadingRow>): Promise<boolean> {
  const rows = await tx
    .update(secondReading)
    .set(fields)
    .where(and(eq(secondReading.decisionId, decisionId), eq(secondReading.state, 'asked')))
    .returning({ id: secondReading.decisionId });
  return rows.length > 0;
}

/** Nobody has to read any more what was taken back. */
export const endReading = (tx: Transaction, decisionId: string): Promise<boolean> => answerReading(tx, decisionId, { state: 'ended' });

/** Every second reading of these dossiers, oldest first. */
export async function readingsOfMany(tx: Transaction, dossierIds: readonly string[]): Promise<(ReadingRow & { dossierId: string })[]> {
  const rows = await tx
    .select({ dossierId: validationDecision.dossierId, row: secondReading })
    .from(secondReading)
    .innerJoin(validationDecision, eq(validationDecision.id, secondReading.decisionId))
    .where(isAmong(validationDecision.dossierId, dossierIds))
    .orderBy(secondReading.askedAt);
  return rows.map(({ dossierId, row }) => ({ ...row, dossierId }));
}

/** Every version of what a laboratory wants, newest first. */
export const policyVersions = (tx: Transaction, laboratoryId: string): Promise<PolicyRow[]> =>
  tx.select().from(decisionPolicy).where(eq(decisionPolicy.laboratoryId, laboratoryId)).orderBy(desc(decisionPolicy.version)).limit(200);

export async function newestPolicy(tx: Transaction, laboratoryId: string): Promise<PolicyRow | undefined> {
  const [row] = await tx.select().from(decisionPolicy).where(eq(decisionPolicy.laboratoryId, laboratoryId)).orderBy(desc(decisionPolicy.version)).limit(1);
  return row;
}

/** Two persons who set it wait for each other. */
export async function lockPolicy(tx: Transaction, laboratoryId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`decision-policy:${laboratoryId}`}, 42))`);
}

export async function insertPolicy(tx: Transaction, row: PolicyRow): Promise<void> {
  await tx.insert(decisionPolicy).values(row);
}
