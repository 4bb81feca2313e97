import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { criticalCall, criticalCallAttempt, criticalCallValue } from '../../db/schema/alert';

export type CallRow = typeof criticalCall.$inferSelect;
export type CallValueRow = typeof criticalCallValue.$inferSelect;
export type AttemptRow = typeof criticalCallAttempt.$inferSelect;

export async function openCallOf(tx: Transaction, dossierId: string): Promise<CallRow | undefined> {
  const [row] = await tx
    .select()
    .from(criticalCall)
    .where(and(eq(criticalCall.dossierId, dossierId), eq(criticalCall.state, 'open')))
    .for('update');
  return row;
}

export async function lockCall(tx: Transaction, id: string): Promise<CallRow | undefined> {
  const [row] = await tx.select().from(criticalCall).where(eq(criticalCall.id, id)).for('update');
  return row;
}

/** Every call of a dossier, newest first. */
export const callsOf = (tx: Transaction, dossierId: string): Promise<CallRow[]> =>
  tx.select().from(criticalCall).where(eq(criticalCall.dossierId, dossierId)).orderBy(desc(criticalCall.openedAt));

export async function dossiersWithOpenCall(tx: Transaction, dossierIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ dossierId: criticalCall.dossierId })
    .from(criticalCall)
    .where(and(eq(criticalCall.state, 'open'), isAmong(criticalCall.dossierId, dossierIds)));
  return rows.map(({ dossierId }) => dossierId);
}

export const valuesOf = (tx: Transaction, callIds: readonly string[]): Promise<CallValueRow[]> =>
  tx.select().from(criticalCallValue).where(isAmong(criticalCallValue.callId, callIds)).orderBy(asc(criticalCallValue.label));

export const attemptsOf = (tx: Transaction, callIds: readonly string[]): Promise<AttemptRow[]> =>
  tx.select().from(criticalCallAttempt).where(isAmong(criticalCallAttempt.callId, callIds)).orderBy(asc(criticalCallAttempt.at), asc(criticalCallAttempt.id));

export async function insertCall(tx: Transaction, row: Pick<CallRow, 'id' | 'dossierId' | 'laboratoryId' | 'siteId' | 'openedAt' | 'dueAt'>): Promise<void> {
  await tx.insert(criticalCall).values(row);
}

export async function insertValues(
  tx: Transaction,
  rows: Pick<CallValueRow, 'callId' | 'observationVersionId' | 'label' | 'value' | 'unit' | 'flag'>[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(criticalCallValue).values(rows);
}

export async function voidValues(tx: Transaction, callId: string, versionIds: readonly string[]): Promise<void> {
  if (versionIds.length === 0) return;
  await tx
    .update(criticalCallValue)
    .set({ isVoid: true })
    .where(and(eq(criticalCallValue.callId, callId), inArray(criticalCallValue.observationVersionId, [...versionIds])));
}

export async function voidCall(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.update(criticalCall).set({ state: 'void', closedAt: at }).where(eq(criticalCall.id, id));
}

/** Once: the same id again changes nothing and answers false. */
export async function insertAttempt(tx: Transaction, row: AttemptRow): Promise<boolean> {
  const made = await tx.insert(criticalCallAttempt).values(row).onConflictDoNothing().returning({ id: criticalCallAttempt.id });
  return made.length > 0;
}

export async function findCallByKey(tx: Transaction, closingKey: string): Promise<CallRow | undefined> {
  const [row] = await tx.select().from(criticalCall).where(eq(criticalCall.closingKey, closingKey));
  return row;
}

export async function closeRow(
  tx: Transaction,
  id: string,
  fields: Pick<CallRow, 'closedAt' | 'closedBy' | 'closedByName' | 'spokenTo' | 'quality' | 'closingKey'>,
  readBack: readonly { observationVersionId: string; repeated: string }[],
): Promise<void> {
  for (const { observationVersionId, repeated } of readBack)
    await tx
      .update(criticalCallValue)
      .set({ readBack: repeated.trim() })
      .where(and(eq(criticalCallValue.callId, id), eq(criticalCallValue.observationVersionId, observationVersionId)));
  await tx
    .update(criticalCall)
    .set({ state: 'closed', ...fields })
    .where(eq(criticalCall.id, id));
}

/** Open calls of these sites, the one that is due first in front. */
export const openCallsAt = (tx: Transaction, siteIds: readonly string[]): Promise<CallRow[]> =>
  tx
    .select()
    .from(criticalCall)
    .where(and(eq(criticalCall.state, 'open'), isAmong(criticalCall.siteId, siteIds)))
    .orderBy(asc(criticalCall.dueAt), asc(criticalCall.id))
    .limit(300);

export const overdueCalls = (tx: Transaction, now: Date): Promise<(Pick<CallRow, 'id' | 'laboratoryId' | 'dueAt'> & { accessionNumber: string })[]> =>
  tx
    .select({
      id: criticalCall.id,
      laboratoryId: criticalCall.laboratoryId,
      dueAt: criticalCall.dueAt,
      accessionNumber: sql<string>`(select accession_number from dossier d where d.id = critical_call.dossier_id)`,
    })
    .from(criticalCall)
    .where(and(eq(criticalCall.state, 'open'), sql`${criticalCall.dueAt} < ${now.toISOString()}`))
    .orderBy(asc(criticalCall.dueAt))
    .limit(500);

/** Dossiers of which a critical value took effect in that time and is in no call. The flags are those of `flagOf`. */
export async function unsaidSince(tx: Transaction, since: Date, until: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct d.dossier_id as id from validation_decision d
    join decision_observation o on o.decision_id = d.id and o.active
    join observation_version v on v.id = o.observation_version_id
    where d.kind = 'validate' and d.state = 'effective' and d.settled_at between ${since.toISOString()} and ${until.toISOString()}
      and v.interpretation ~* '(^|~)\\s*(HH|LL|AA|<|>)\\s*(~|$)'
      and not exists (select 1 from critical_call_value c where c.observation_version_id = v.id)
    limit 500`);
  return rows.map(({ id }) => id);
}

export interface PlaceRow {
  wardName: string | null;
  phone: string | null;
  since: Date | null;
  isKnown: boolean;
}

/** Where the patient of that dossier is now, as the last movement or result said. */
export async function placeOf(tx: Transaction, dossierId: string): Promise<PlaceRow | null> {
  const [row] = await tx.execute<{ ward_name: string | null; phone: string | null; since: string | null; is_known: boolean }>(
    sql`select * from place_of_patient(${dossierId})`,
  );
  return row ? { wardName: row.ward_name, phone: row.phone, since: row.since === null ? null : new Date(row.since), isKnown: row.is_known } : null;
}
