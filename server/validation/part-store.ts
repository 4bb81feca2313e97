import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { decisionObservation, partDecision, partObservation, validationDecision } from '../../db/schema/validation';
import { assert } from '../platform/assert';
import type { PartKind, PartOnVersion, WholeOnVersion } from './part-rules';

export type PartDecisionRow = typeof partDecision.$inferSelect;

export async function insertPartDecision(
  tx: Transaction,
  given: typeof partDecision.$inferInsert,
  observationIds: readonly string[],
): Promise<PartDecisionRow> {
  const [row] = await tx.insert(partDecision).values(given).returning();
  assert(row, 'an inserted row is answered');
  await tx.insert(partObservation).values(observationIds.map((observationVersionId) => ({ partDecisionId: row.id, observationVersionId, active: true })));
  return row;
}

/** What was decided of these before gives way. */
export async function endParts(tx: Transaction, observationIds: readonly string[]): Promise<void> {
  await tx
    .update(partObservation)
    .set({ active: false })
    .where(and(inArray(partObservation.observationVersionId, [...observationIds]), eq(partObservation.active, true)));
}

export async function deactivatePart(tx: Transaction, partDecisionId: string): Promise<void> {
  await tx.update(partObservation).set({ active: false }).where(eq(partObservation.partDecisionId, partDecisionId));
}

export async function withdrawPartRow(
  tx: Transaction,
  id: string,
  fields: Pick<PartDecisionRow, 'withdrawnAt' | 'withdrawnBy' | 'withdrawnByName' | 'withdrawReason'>,
): Promise<void> {
  await tx.update(partDecision).set(fields).where(eq(partDecision.id, id));
}

export async function findPartByKey(tx: Transaction, key: string): Promise<PartDecisionRow | undefined> {
  const [row] = await tx.select().from(partDecision).where(eq(partDecision.idempotencyKey, key));
  return row;
}

export async function findPartByProof(tx: Transaction, proofId: string): Promise<PartDecisionRow | undefined> {
  const [row] = await tx.select().from(partDecision).where(eq(partDecision.proofId, proofId));
  return row;
}

export async function findPartDecision(tx: Transaction, id: string): Promise<PartDecisionRow | undefined> {
  const [row] = await tx.select().from(partDecision).where(eq(partDecision.id, id));
  return row;
}

/** Every part decision on these dossiers, taken back ones too, oldest first. */
export const partDecisionsOfMany = (tx: Transaction, dossierIds: readonly string[]): Promise<PartDecisionRow[]> =>
  tx.select().from(partDecision).where(isAmong(partDecision.dossierId, dossierIds)).orderBy(asc(partDecision.signedAt), asc(partDecision.id));

export async function partVersionIds(tx: Transaction, partDecisionId: string): Promise<string[]> {
  const rows = await tx.select({ id: partObservation.observationVersionId }).from(partObservation).where(eq(partObservation.partDecisionId, partDecisionId));
  return rows.map(({ id }) => id);
}

/** Those in force, on versions, oldest first. */
export async function activePartsOfMany(tx: Transaction, dossierIds: readonly string[]): Promise<(PartOnVersion & { dossierId: string })[]> {
  const rows = await tx
    .select({
      dossierId: partDecision.dossierId,
      observationVersionId: partObservation.observationVersionId,
      decisionId: partDecision.id,
      kind: partDecision.kind,
      by: partDecision.deciderName,
      rppsNumber: partDecision.deciderRpps,
      at: partDecision.signedAt,
      reason: partDecision.holdReason,
    })
    .from(partObservation)
    .innerJoin(partDecision, eq(partDecision.id, partObservation.partDecisionId))
    .where(and(isAmong(partDecision.dossierId, dossierIds), eq(partObservation.active, true), isNull(partDecision.withdrawnAt)))
    .orderBy(asc(partDecision.signedAt));
  return rows.map((row) => ({ ...row, kind: row.kind as PartKind }));
}

/** Signatures on the whole that say on what word of an executing laboratory they rest, on versions, oldest first. */
export async function wholesOfMany(tx: Transaction, dossierIds: readonly string[]): Promise<(WholeOnVersion & { dossierId: string })[]> {
  const rows = await tx
    .select({
      dossierId: validationDecision.dossierId,
      observationVersionId: decisionObservation.observationVersionId,
      by: validationDecision.deciderName,
      rppsNumber: validationDecision.deciderRpps,
      at: validationDecision.signedAt,
      capacities: validationDecision.capacities,
      received: validationDecision.partReceived,
    })
    .from(decisionObservation)
    .innerJoin(validationDecision, eq(validationDecision.id, decisionObservation.decisionId))
    .where(
      and(
        isAmong(validationDecision.dossierId, dossierIds),
        eq(decisionObservation.active, true),
        eq(validationDecision.kind, 'validate'),
        sql`(${validationDecision.capacities} <> '[]' or ${validationDecision.partReceived} <> '')`,
      ),
    )
    .orderBy(asc(validationDecision.signedAt));
  return rows.map((row) => ({ ...row, capacities: row.capacities.map(({ finessNumber }) => finessNumber) }));
}

/** How many part decisions and takings-back there were, by dossier. */
export async function partCounts(tx: Transaction, dossierIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ dossierId: partDecision.dossierId, count: sql<number>`(count(*) + count(${partDecision.withdrawnAt}))::int` })
    .from(partDecision)
    .where(isAmong(partDecision.dossierId, dossierIds))
    .groupBy(partDecision.dossierId);
  return new Map(rows.map(({ dossierId, count }) => [dossierId, count]));
}

/** Locks a dossier of which a laboratory of the actor's executes a part; false = there is none. */
export async function lockExecuted(tx: Transaction, dossierId: string): Promise<boolean> {
  const [row] = await tx.execute<{ locked: boolean }>(sql`select lock_executed_dossier(${dossierId}::uuid) as locked`);
  return row?.locked === true;
}
