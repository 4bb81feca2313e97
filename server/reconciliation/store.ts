import { and, desc, eq, gte, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { linkAlarm } from '../../db/schema/platform';
import { reconciliationDay } from '../../db/schema/reconciliation';

export type DayRow = typeof reconciliationDay.$inferSelect;
export type AlarmRow = typeof linkAlarm.$inferSelect;
export type CountedDay = Omit<DayRow, 'declared' | 'declaredByName' | 'declaredAt'>;

/** Keeps what was counted; what a person wrote of the day stays. */
export async function keepDay(tx: Transaction, row: CountedDay): Promise<void> {
  const { laboratoryId: _laboratory, day: _day, ...counted } = row;
  await tx
    .insert(reconciliationDay)
    .values(row)
    .onConflictDoUpdate({ target: [reconciliationDay.laboratoryId, reconciliationDay.day], set: counted });
}

export async function daysBetween(tx: Transaction, from: string, to: string): Promise<DayRow[]> {
  return tx
    .select()
    .from(reconciliationDay)
    .where(and(gte(reconciliationDay.day, from), lte(reconciliationDay.day, to)))
    .orderBy(desc(reconciliationDay.day));
}

export async function lockDay(tx: Transaction, laboratoryId: string, day: string): Promise<DayRow | undefined> {
  const [row] = await tx
    .select()
    .from(reconciliationDay)
    .where(and(eq(reconciliationDay.laboratoryId, laboratoryId), eq(reconciliationDay.day, day)))
    .for('update');
  return row;
}

export async function declareDay(
  tx: Transaction,
  laboratoryId: string,
  day: string,
  fields: Pick<DayRow, 'declared' | 'declaredByName' | 'declaredAt'>,
): Promise<void> {
  await tx
    .update(reconciliationDay)
    .set(fields)
    .where(and(eq(reconciliationDay.laboratoryId, laboratoryId), eq(reconciliationDay.day, day)));
}

/** Open ones first, oldest first; then those closed since then, newest first. */
export async function alarmsSince(tx: Transaction, since: Date): Promise<AlarmRow[]> {
  const open = await tx.select().from(linkAlarm).where(isNull(linkAlarm.closedAt)).orderBy(linkAlarm.openedAt).limit(200);
  const closed = await tx.select().from(linkAlarm).where(gte(linkAlarm.closedAt, since)).orderBy(desc(linkAlarm.closedAt)).limit(100);
  return [...open, ...closed];
}

export async function lockAlarm(tx: Transaction, id: string): Promise<AlarmRow | undefined> {
  const [row] = await tx.select().from(linkAlarm).where(eq(linkAlarm.id, id)).for('update');
  return row;
}

export async function changeAlarm(
  tx: Transaction,
  id: string,
  fields: Partial<Pick<AlarmRow, 'takenByName' | 'takenAt' | 'closedAt' | 'closedWhy' | 'closedByName'>>,
): Promise<void> {
  await tx.update(linkAlarm).set(fields).where(eq(linkAlarm.id, id));
}

/** Open for longer than that and told to nobody yet; from now on told. */
export async function takeUntold(tx: Transaction, before: Date, at: Date): Promise<AlarmRow[]> {
  return tx
    .update(linkAlarm)
    .set({ toldAt: at })
    .where(and(isNull(linkAlarm.closedAt), isNull(linkAlarm.toldAt), isNull(linkAlarm.takenAt), lt(linkAlarm.openedAt, before)))
    .returning();
}

/** The first day of which a message is known; null when there is none. */
export async function firstDay(tx: Transaction, laboratoryId: string): Promise<Date | null> {
  const rows = await tx.execute<{ at: string | null } & Record<string, unknown>>(
    sql`select min(received_at)::text as at from inbound_message where laboratory_id = ${laboratoryId}`,
  );
  return rows[0]?.at ? new Date(rows[0].at) : null;
}

export interface Behind {
  accessionNumbers: string[];
  code: string;
  at: Date | null;
  term: string;
  problem: string;
}

/** What stands behind one number: messages, results or dossiers, never more than 300. */
export async function listBehind(
  tx: Transaction,
  line: 'messages' | 'results' | 'dossiers',
  stretch: { laboratoryId: string; since: Date; until: Date },
  terms: readonly string[],
): Promise<Behind[]> {
  const wanted = sql`array[${sql.join(
    terms.map((term) => sql`${term}`),
    sql`, `,
  )}]::text[]`;
  const given = sql`${stretch.laboratoryId}::uuid, ${stretch.since.toISOString()}::timestamptz, ${stretch.until.toISOString()}::timestamptz, ${wanted}`;
  const columns = {
    messages: sql`select accession_numbers as "accessionNumbers", control_id as code, at::text as at, state as term, problem from messages_behind(${given})`,
    results: sql`select array[accession_number] as "accessionNumbers", code, at::text as at, term, '' as problem from results_behind(${given})`,
    dossiers: sql`select array[accession_number] as "accessionNumbers", '' as code, at::text as at, term, '' as problem from dossiers_behind(${given})`,
  };
  const rows = await tx.execute<Omit<Behind, 'at'> & { at: string | null } & Record<string, unknown>>(columns[line]);
  return rows.map(({ accessionNumbers, code, at, term, problem }) => ({ accessionNumbers, code, at: at === null ? null : new Date(at), term, problem }));
}
