import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { representation } from '../../db/schema/patient';
import type { RepresentationKind } from './representation-rules';

export type RepresentationRow = Omit<typeof representation.$inferSelect, 'kind'> & { kind: RepresentationKind };

const typed = (row: typeof representation.$inferSelect): RepresentationRow => ({
  ...row,
  kind: row.kind === 'parent' || row.kind === 'guardian' ? row.kind : 'trusted',
});

/** Everybody who reads, read or will read for a patient, newest first. */
export async function representativesOf(tx: Transaction, patientId: string): Promise<RepresentationRow[]> {
  const rows = await tx
    .select()
    .from(representation)
    .where(eq(representation.patientId, patientId))
    .orderBy(desc(representation.grantedAt), desc(representation.id));
  return rows.map(typed);
}

export async function findOneRepresentation(tx: Transaction, id: string): Promise<RepresentationRow | undefined> {
  const [row] = await tx.select().from(representation).where(eq(representation.id, id));
  return row ? typed(row) : undefined;
}

/** Serialises what is granted for a patient: the same person is not entered twice by two desks at once. */
export async function lockRepresentativesOf(tx: Transaction, patientId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`representation:${patientId}`}, 42))`);
}

export async function insertRepresentation(
  tx: Transaction,
  row: Omit<RepresentationRow, 'accountId' | 'revokedAt' | 'revokedBy' | 'revokedReason'>,
): Promise<void> {
  await tx.insert(representation).values(row);
}

/** Ends one for good; false when it had ended already, or when the actor may not. */
export async function revokeOne(tx: Transaction, id: string, ended: { at: Date; by: string; reason: string }): Promise<boolean> {
  const rows = await tx
    .update(representation)
    .set({ revokedAt: ended.at, revokedBy: ended.by, revokedReason: ended.reason })
    .where(and(eq(representation.id, id), isNull(representation.revokedAt)))
    .returning({ id: representation.id });
  return rows.length > 0;
}

export interface PersonRow extends Record<string, unknown> {
  patient_id: string;
  representation_id: string | null;
  kind: 'self' | RepresentationKind;
  relation: string;
  valid_to: string | null;
  revoked_at: string | null;
  stands: boolean;
  birth_date: string | null;
  first_given_name: string;
  family_name: string;
  hospital: string;
}

/** Whom the account of the transaction is, or reads for. */
export async function personsOfAccount(tx: Transaction): Promise<PersonRow[]> {
  return [...(await tx.execute<PersonRow>(sql`select * from persons_of_account() order by kind <> 'self', stands desc, first_given_name, patient_id`))];
}
