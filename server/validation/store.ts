import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { decisionObservation, validationDecision, worklistEntry, worklistSweep } from '../../db/schema/validation';
import { upsertMany } from '../../db/write-many';
import { assert } from '../platform/assert';
import type { VersionDecision } from './types';

export type DecisionRow = typeof validationDecision.$inferSelect;
export type WorklistRow = typeof worklistEntry.$inferSelect;

export async function insertDecision(tx: Transaction, given: typeof validationDecision.$inferInsert, observationIds: readonly string[]): Promise<DecisionRow> {
  const [row] = await tx.insert(validationDecision).values(given).returning();
  assert(row, 'an inserted row is answered');
  if (observationIds.length === 0) return row;
  await tx
    .insert(decisionObservation)
    .values(observationIds.map((observationVersionId) => ({ decisionId: row.id, observationVersionId, kind: row.kind, active: true })));
  return row;
}

/** Holds and refusals give way to the decision that follows them. */
export async function endSetAside(tx: Transaction, observationIds: readonly string[]): Promise<void> {
  if (observationIds.length === 0) return;
  await tx
    .update(decisionObservation)
    .set({ active: false })
    .where(
      and(
        inArray(decisionObservation.observationVersionId, [...observationIds]),
        inArray(decisionObservation.kind, ['hold', 'refuse']),
        eq(decisionObservation.active, true),
      ),
    );
}

/** The hold or refusal that a cancelled decision had ended is in force again: the last one of each version. */
export async function restoreSetAside(tx: Transaction, decisionId: string): Promise<void> {
  await tx.execute(sql`
    update decision_observation set active = true
    where kind in ('hold', 'refuse') and not active
      and observation_version_id in (select observation_version_id from decision_observation where decision_id = ${decisionId})
      and decision_id = (
        select d.id from validation_decision d join decision_observation o on o.decision_id = d.id
        where o.observation_version_id = decision_observation.observation_version_id and d.kind in ('hold', 'refuse') and d.state = 'effective' and d.id <> ${decisionId}
        order by d.signed_at desc limit 1)`);
}

export async function findByIdempotencyKey(tx: Transaction, key: string): Promise<DecisionRow | undefined> {
  const [row] = await tx.select().from(validationDecision).where(eq(validationDecision.idempotencyKey, key));
  return row;
}

export async function findDecision(tx: Transaction, id: string): Promise<DecisionRow | undefined> {
  const [row] = await tx.select().from(validationDecision).where(eq(validationDecision.id, id));
  return row;
}

export async function findByProof(tx: Transaction, proofId: string): Promise<DecisionRow | undefined> {
  const [row] = await tx.select().from(validationDecision).where(eq(validationDecision.proofId, proofId));
  return row;
}

export async function lockDecision(tx: Transaction, id: string): Promise<DecisionRow | undefined> {
  const [row] = await tx.select().from(validationDecision).where(eq(validationDecision.id, id)).for('update');
  return row;
}

export async function updateDecision(tx: Transaction, id: string, fields: Partial<DecisionRow>): Promise<void> {
  await tx.update(validationDecision).set(fields).where(eq(validationDecision.id, id));
}

export async function deactivate(tx: Transaction, decisionId: string): Promise<void> {
  await tx.update(decisionObservation).set({ active: false }).where(eq(decisionObservation.decisionId, decisionId));
}

/** Takes some versions out of a decision: they wait again. */
export async function deactivateFor(tx: Transaction, decisionId: string, observationIds: readonly string[]): Promise<void> {
  if (observationIds.length === 0) return;
  await tx
    .update(decisionObservation)
    .set({ active: false })
    .where(and(eq(decisionObservation.decisionId, decisionId), inArray(decisionObservation.observationVersionId, [...observationIds])));
}

/** The versions that a decision still covers. */
export async function coveredObservationIds(tx: Transaction, decisionId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: decisionObservation.observationVersionId })
    .from(decisionObservation)
    .where(and(eq(decisionObservation.decisionId, decisionId), eq(decisionObservation.active, true)));
  return rows.map((row) => row.id);
}

/** Active decisions on the versions of one dossier. */
export const activeDecisions = (tx: Transaction, dossierId: string): Promise<VersionDecision[]> => activeDecisionsOfMany(tx, [dossierId]);

/** The same for many dossiers. */
export async function activeDecisionsOfMany(tx: Transaction, dossierIds: readonly string[]): Promise<(VersionDecision & { dossierId: string })[]> {
  const rows = await tx
    .select({
      dossierId: validationDecision.dossierId,
      observationVersionId: decisionObservation.observationVersionId,
      decisionId: validationDecision.id,
      kind: validationDecision.kind,
      state: validationDecision.state,
      isReminded: sql<boolean>`${validationDecision.remindedAt} is not null`,
      isUnread: sql<boolean>`exists (select 1 from second_reading r where r.decision_id = ${validationDecision.id} and r.state = 'asked')`,
    })
    .from(decisionObservation)
    .innerJoin(validationDecision, eq(validationDecision.id, decisionObservation.decisionId))
    .where(and(isAmong(validationDecision.dossierId, dossierIds), eq(decisionObservation.active, true)))
    .orderBy(asc(validationDecision.signedAt));
  return rows as (VersionDecision & { dossierId: string })[];
}

/** Every decision ever taken on these dossiers, cancelled ones too, oldest first. */
export const decisionsOfMany = (tx: Transaction, dossierIds: readonly string[]): Promise<DecisionRow[]> =>
  tx.select().from(validationDecision).where(isAmong(validationDecision.dossierId, dossierIds)).orderBy(asc(validationDecision.signedAt));

export const decisionsOf = (tx: Transaction, dossierId: string): Promise<DecisionRow[]> => decisionsOfMany(tx, [dossierId]);

export async function observationIdsOf(tx: Transaction, decisionId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: decisionObservation.observationVersionId })
    .from(decisionObservation)
    .where(eq(decisionObservation.decisionId, decisionId));
  return rows.map((row) => row.id);
}

/** Which of these versions a biologist, or the sampling laboratory's own LIS, has validated with effect. */
export async function validatedAmong(tx: Transaction, versionIds: readonly string[]): Promise<Set<string>> {
  if (versionIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: decisionObservation.observationVersionId })
    .from(decisionObservation)
    .innerJoin(validationDecision, eq(validationDecision.id, decisionObservation.decisionId))
    .where(
      and(
        isAmong(decisionObservation.observationVersionId, versionIds),
        eq(decisionObservation.active, true),
        sql`validates(${validationDecision.kind})`,
        eq(validationDecision.state, 'effective'),
      ),
    );
  return new Set(rows.map((row) => row.id));
}

export const upsertWorklistEntries = (tx: Transaction, rows: readonly WorklistRow[]): Promise<void> => upsertMany(tx, worklistEntry, rows, 'dossierId', 'part');

/** Of which dossier and part a line is. */
export const lineKey = (dossierId: string, part: string): string => `${dossierId} ${part}`;

/** Since when the lines of these dossiers are in the worklist, those that are. */
export async function arrivalsOf(tx: Transaction, dossierIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx
    .select({ dossierId: worklistEntry.dossierId, part: worklistEntry.part, arrivedAt: worklistEntry.arrivedAt })
    .from(worklistEntry)
    .where(isAmong(worklistEntry.dossierId, dossierIds));
  return new Map(rows.map(({ dossierId, part, arrivedAt }) => [lineKey(dossierId, part), arrivedAt]));
}

/** Lines of parts that are nobody's any more: the laboratory that executed is another since. */
export async function closePartLines(tx: Transaction, dossierIds: readonly string[], kept: readonly string[]): Promise<void> {
  await tx
    .update(worklistEntry)
    .set({ standing: 'empty' })
    .where(
      and(
        isAmong(worklistEntry.dossierId, dossierIds),
        sql`${worklistEntry.part} <> '' and ${worklistEntry.standing} <> 'empty'`,
        sql`not (concat(${worklistEntry.dossierId}, ' ', ${worklistEntry.part}) = any (array(select jsonb_array_elements_text(${JSON.stringify(kept)}::text::jsonb))))`,
      ),
    );
}

const WAITING = ['awaiting', 'held', 'pending'];

/** The urgent dossiers of a laboratory that wait, in the order in which they are locked everywhere. */
export async function pressedDossiers(tx: Transaction, laboratoryId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: worklistEntry.dossierId })
    .from(worklistEntry)
    .where(
      and(
        eq(worklistEntry.laboratoryId, laboratoryId),
        eq(worklistEntry.part, ''),
        inArray(worklistEntry.standing, WAITING),
        sql`${worklistEntry.priority} <> 'routine'`,
      ),
    )
    .orderBy(asc(worklistEntry.dossierId));
  return rows.map(({ id }) => id);
}

/** So many are mended at once. */
export const STALE_AT_ONCE = 500;

/**
 * Dossiers whose projection is missing, older than their newest revision, or of another mind about a change of identity.
 * @param since of dossiers touched since then; null = of all
 */
export async function staleProjections(tx: Transaction, since: Date | null): Promise<string[]> {
  const touched = since === null ? sql`true` : sql`d.updated_at >= ${since.toISOString()}`;
  const rows = await tx.execute<{ id: string } & Record<string, unknown>>(sql`
    select d.id from dossier d left join worklist_entry w on w.dossier_id = d.id and w.part = ''
    where ${touched} and d.revision > 0 and (w.dossier_id is null or w.revision <> d.revision)
    union select a.dossier_id from identity_amendment a join worklist_entry w on w.dossier_id = a.dossier_id and w.part = '' where a.settled_at is null and w.identity_changes = '[]'
    union select w.dossier_id from worklist_entry w where w.identity_changes <> '[]'
      and not exists (select 1 from identity_amendment a where a.dossier_id = w.dossier_id and a.settled_at is null)
    union select p.dossier_id from part_decision p join worklist_entry w on w.dossier_id = p.dossier_id and w.part = ''
      where ${since === null ? sql`true` : sql`(p.signed_at >= ${since.toISOString()} or p.withdrawn_at >= ${since.toISOString()})`}
      group by p.dossier_id, w.parts_seen having count(*) + count(p.withdrawn_at) <> w.parts_seen
    limit ${STALE_AT_ONCE}`);
  return rows.map((row) => row.id);
}

/** Holds in force whose reminder should have come by then and has not. */
export async function overdueReminders(tx: Transaction, before: Date): Promise<DecisionRow[]> {
  return tx
    .select()
    .from(validationDecision)
    .where(
      sql`remind_at is not null and reminded_at is null and state = 'effective' and remind_at < ${before.toISOString()}
        and exists (select 1 from decision_observation o where o.decision_id = validation_decision.id and o.active)`,
    )
    .limit(500);
}

/** Holds in force that came back before that instant. */
export async function remindedBefore(tx: Transaction, before: Date): Promise<(DecisionRow & { laboratoryId: string; accessionNumber: string })[]> {
  const rows = await tx
    .select({
      row: validationDecision,
      laboratoryId: sql<string>`(select laboratory_id from dossier d where d.id = validation_decision.dossier_id)`,
      accessionNumber: sql<string>`(select accession_number from dossier d where d.id = validation_decision.dossier_id)`,
    })
    .from(validationDecision)
    .where(
      sql`reminded_at is not null and state = 'effective' and reminded_at < ${before.toISOString()}
        and exists (select 1 from decision_observation o where o.decision_id = validation_decision.id and o.active)`,
    )
    .limit(500);
  return rows.map(({ row, ...rest }) => ({ ...row, ...rest }));
}

export type SweepState = Pick<typeof worklistSweep.$inferSelect, 'cleanUntil' | 'wholeAt'>;

/** Null before the first sweep. */
export async function sweepState(tx: Transaction): Promise<SweepState | null> {
  const [row] = await tx.select().from(worklistSweep);
  return row ?? null;
}

export async function saveSweepState(tx: Transaction, state: SweepState): Promise<void> {
  await tx.insert(worklistSweep).values(state).onConflictDoUpdate({ target: worklistSweep.onlyOne, set: state });
}

/** Signed decisions that should have taken effect and did not. */
export async function overdueDecisions(tx: Transaction, before: Date): Promise<DecisionRow[]> {
  return tx
    .select()
    .from(validationDecision)
    .where(
      and(
        eq(validationDecision.state, 'pending'),
        sql`${validationDecision.effectiveAt} < ${before.toISOString()}`,
        sql`not exists (select 1 from second_reading r where r.decision_id = ${validationDecision.id} and r.state <> 'agreed')`,
      ),
    )
    .orderBy(desc(validationDecision.effectiveAt))
    .limit(500);
}

/** Laboratories whose link is silent, whoever asks: the alarm itself is for those who watch links. */
export async function muteLaboratories(tx: Transaction): Promise<{ laboratoryId: string; since: Date }[]> {
  const rows = await tx.execute<{ laboratoryId: string; since: string }>(
    sql`select laboratory_id as "laboratoryId", since::text from mute_laboratories() order by since`,
  );
  return [...rows].map(({ laboratoryId, since }) => ({ laboratoryId, since: new Date(since) }));
}
