import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { dossier, identityAmendment } from '../../db/schema/dossier';

export type AmendmentRow = typeof identityAmendment.$inferSelect;

export async function insertAmendment(tx: Transaction, row: AmendmentRow): Promise<void> {
  await tx.insert(identityAmendment).values(row);
}

/** What nobody has signed yet of a dossier, oldest first. */
export async function openAmendments(tx: Transaction, dossierId: string): Promise<AmendmentRow[]> {
  return tx
    .select()
    .from(identityAmendment)
    .where(and(eq(identityAmendment.dossierId, dossierId), isNull(identityAmendment.settledAt)))
    .orderBy(asc(identityAmendment.madeAt), asc(identityAmendment.id));
}

export async function openAmendmentsOfMany(tx: Transaction, dossierIds: readonly string[]): Promise<AmendmentRow[]> {
  return tx
    .select()
    .from(identityAmendment)
    .where(and(isAmong(identityAmendment.dossierId, dossierIds), isNull(identityAmendment.settledAt)))
    .orderBy(asc(identityAmendment.madeAt), asc(identityAmendment.id));
}

/** What a decision has settled, oldest first. */
export async function amendmentsSettledBy(tx: Transaction, decisionId: string): Promise<AmendmentRow[]> {
  return tx
    .select()
    .from(identityAmendment)
    .where(eq(identityAmendment.settledByDecision, decisionId))
    .orderBy(asc(identityAmendment.madeAt), asc(identityAmendment.id));
}

/** The decision that settled the last change of identity of a dossier. */
export async function lastSettlement(tx: Transaction, dossierId: string): Promise<string | null> {
  const [row] = await tx
    .select({ decisionId: identityAmendment.settledByDecision })
    .from(identityAmendment)
    .where(and(eq(identityAmendment.dossierId, dossierId), eq(identityAmendment.outcome, 'signed')))
    .orderBy(desc(identityAmendment.madeAt), desc(identityAmendment.id))
    .limit(1);
  return row?.decisionId ?? null;
}

/** Settles what was open of a dossier before that decision was signed; how many that were. */
export async function settleAmendments(tx: Transaction, decision: { id: string; dossierId: string; signedAt: Date }, at: Date): Promise<number> {
  const rows = await tx
    .update(identityAmendment)
    .set({ settledAt: at, settledByDecision: decision.id, outcome: 'signed' })
    .where(and(eq(identityAmendment.dossierId, decision.dossierId), isNull(identityAmendment.settledAt), lte(identityAmendment.madeAt, decision.signedAt)))
    .returning({ id: identityAmendment.id });
  return rows.length;
}

/** Closes what is open of a dossier whose identity is again what was signed. */
export async function returnAmendments(tx: Transaction, dossierId: string, at: Date): Promise<void> {
  await tx
    .update(identityAmendment)
    .set({ settledAt: at, outcome: 'returned' })
    .where(and(eq(identityAmendment.dossierId, dossierId), isNull(identityAmendment.settledAt)));
}

const uuids = (ids: readonly string[]) => sql`string_to_array(${ids.join(',')}, ',')::uuid[]`;

/** Of these dossiers and those of these persons, the ones that bear a decision in effect; locked, so that none takes effect meanwhile. */
export async function decidedDossiers(tx: Transaction, dossierIds: readonly string[], patientIds: readonly string[]): Promise<string[]> {
  await tx.execute(sql`select lock_signed_dossiers(${uuids(dossierIds)}, ${uuids(patientIds)})`);
  const rows = await tx.execute<{ id: string } & Record<string, unknown>>(sql`select dossiers_decided(${uuids(dossierIds)}, ${uuids(patientIds)}) as id`);
  return rows.map((row) => row.id);
}

export async function dossiersOfPatients(tx: Transaction, patientIds: readonly string[]): Promise<string[]> {
  if (patientIds.length === 0) return [];
  const rows = await tx
    .select({ id: dossier.id })
    .from(dossier)
    .where(inArray(dossier.patientId, [...patientIds]));
  return rows.map((row) => row.id);
}
