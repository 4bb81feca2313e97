import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { callReview, callSilence, criticalCall, criticalCallAttempt, criticalCallValue, type WardPhoneLine } from '../../db/schema/alert';
import { observationVersion } from '../../db/schema/dossier';

export type CallRow = typeof criticalCall.$inferSelect;
export type CallValueRow = typeof criticalCallValue.$inferSelect;
export type AttemptRow = typeof criticalCallAttempt.$inferSelect;
export type SilenceRow = typeof callSilence.$inferSelect;

export async function openCallOf(tx: Transaction, dossierId: string): Promise<CallRow | undefined> {
  const [row] = await tx
    .select()
    .from(criticalCall)
    .where(and(eq(criticalCall.dossierId, dossierId), eq(criticalCall.state, 'open')))
    .for('update');
  return row;
}

/** The same without a lock, for whoever only reads. */
export async function readableCallOf(tx: Transaction, dossierId: string): Promise<CallRow | undefined> {
  const [row] = await tx
    .select()
    .from(criticalCall)
    .where(and(eq(criticalCall.dossierId, dossierId), eq(criticalCall.state, 'open')));
  return row;
}

export async function lockCall(tx: Transaction, id: string): Promise<CallRow | undefined> {
  const [row] = await tx.select().from(criticalCall).where(eq(criticalCall.id, id)).for('update');
  return row;
}

export async function findCall(tx: Transaction, id: string): Promise<CallRow | undefined> {
  const [row] = await tx.select().from(criticalCall).where(eq(criticalCall.id, id));
  return row;
}

/** The codes under which these versions came. */
export async function saidOf(tx: Transaction, versionIds: readonly string[]): Promise<Map<string, { code: string; system: string }>> {
  const rows = await tx
    .select({ id: observationVersion.id, code: observationVersion.code, system: observationVersion.codeSystem })
    .from(observationVersion)
    .where(isAmong(observationVersion.id, versionIds));
  return new Map(rows.map(({ id, ...said }) => [id, said]));
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

export async function insertCall(
  tx: Transaction,
  row: Pick<CallRow, 'id' | 'dossierId' | 'laboratoryId' | 'siteId' | 'openedAt' | 'dueAt' | 'policyVersionId'>,
): Promise<void> {
  await tx.insert(criticalCall).values(row);
}

/** A version that the call held once, and that is valid again, is said again. */
export async function insertValues(tx: Transaction, rows: readonly Omit<CallValueRow, 'isVoid' | 'readBack'>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(criticalCallValue)
    .values([...rows])
    .onConflictDoUpdate({ target: [criticalCallValue.callId, criticalCallValue.observationVersionId], set: { isVoid: false } });
}

/** The call is due when the most pressing of what is left to say is. */
export async function setDue(tx: Transaction, callId: string): Promise<void> {
  await tx.execute(
    sql`update critical_call set due_at = coalesce((select min(due_at) from critical_call_value where call_id = ${callId} and not is_void), due_at) where id = ${callId}`,
  );
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
  fields: Pick<CallRow, 'closedAt' | 'closedBy' | 'closedByName' | 'spokenTo' | 'quality' | 'closingKey' | 'closedVia'>,
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
    .where(
      and(
        eq(criticalCall.state, 'open'),
        sql`(${criticalCall.dueAt} < ${now.toISOString()} or exists (select 1 from call_step s where s.call_id = critical_call.id and s.who = 'paper' and s.state = 'done'))`,
      ),
    )
    .orderBy(asc(criticalCall.dueAt))
    .limit(500);

/** Dossiers with a decision that took effect in that time and that nobody has looked at for calls. */
export async function unreviewedSince(tx: Transaction, since: Date, until: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct d.dossier_id as id from validation_decision d
    where d.kind in ('validate', 'auto') and d.state = 'effective' and d.settled_at between ${since.toISOString()} and ${until.toISOString()}
      and not exists (select 1 from call_review r where r.decision_id = d.id)
    limit 500`);
  return rows.map(({ id }) => id);
}

export async function reviewedAmong(tx: Transaction, decisionIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.select({ id: callReview.decisionId }).from(callReview).where(isAmong(callReview.decisionId, decisionIds));
  return new Set(rows.map(({ id }) => id));
}

export async function insertReviews(tx: Transaction, rows: readonly (typeof callReview.$inferInsert)[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(callReview)
      .values([...rows])
      .onConflictDoNothing();
}

export async function insertSilences(tx: Transaction, rows: readonly SilenceRow[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(callSilence)
      .values([...rows])
      .onConflictDoNothing();
}

export const silencesOf = (tx: Transaction, dossierId: string): Promise<SilenceRow[]> =>
  tx.select().from(callSilence).where(eq(callSilence.dossierId, dossierId)).orderBy(asc(callSilence.at));

/** Ward and since when, as the worker knows it; null = no movement or result ever said. */
export async function stayOf(tx: Transaction, patientId: string): Promise<{ wardCode: string; since: Date } | null> {
  const [row] = await tx.execute<{ code: string | null; since: string }>(
    sql`select w.code, s.since from patient_stay s left join ward w on w.id = s.ward_id where s.patient_id = ${patientId} and s.until is null`,
  );
  return row ? { wardCode: row.code ?? '', since: new Date(row.since) } : null;
}

export interface AnnouncedRow extends Record<string, unknown> {
  callId: string;
  at: string;
  direction: string;
  code: string;
  values: string[];
  number: string | null;
  comparator: string | null;
  unit: string;
  interpretation: string;
}

/** What was repeated of these persons' critical values since then. */
export const announcedOf = async (tx: Transaction, patientIds: readonly string[], since: Date): Promise<AnnouncedRow[]> => [
  ...(await tx.execute<AnnouncedRow>(sql`
    select c.id as "callId", c.closed_at as at, cv.direction, v.code, v.values, v.number, v.comparator, v.unit, v.interpretation
    from critical_call c join critical_call_value cv on cv.call_id = c.id and not cv.is_void join observation_version v on v.id = cv.observation_version_id
      join dossier d on d.id = c.dossier_id
    where c.state = 'closed' and c.closed_at >= ${since.toISOString()} and d.patient_id in (select value::uuid from json_array_elements_text(${JSON.stringify(patientIds)}::text::json))
    order by c.closed_at desc limit 200`)),
];

export interface PlaceRow {
  wardName: string | null;
  /** What the directory has, when nobody wrote numbers by hours. */
  phone: string | null;
  lines: WardPhoneLine[] | null;
  since: Date | null;
  isKnown: boolean;
}

/** Where the patient of that dossier is now, as the last movement or result said, with the numbers of that ward. */
export async function placeOf(tx: Transaction, dossierId: string): Promise<PlaceRow | null> {
  const [row] = await tx.execute<{ ward_name: string | null; phone: string | null; lines: WardPhoneLine[] | null; since: string | null; is_known: boolean }>(
    sql`select * from place_of_patient(${dossierId})`,
  );
  return row
    ? { wardName: row.ward_name, phone: row.phone, lines: row.lines, since: row.since === null ? null : new Date(row.since), isKnown: row.is_known }
    : null;
}
