import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { urgentDelay } from '../../db/schema/catalogue';
import { storableJson } from '../../db/write-many';

export type UrgentDelayRow = typeof urgentDelay.$inferSelect;

/** More than ten changes of every examination in one laboratory are not a list that anybody keeps. */
const MOST = 2000;

interface StandingRow extends Record<string, unknown> {
  laboratoryId: string;
  loincCode: string;
  minutes: number | null;
}

export async function standingDelays(tx: Transaction, laboratoryIds: readonly string[], codes: readonly string[]): Promise<StandingRow[]> {
  if (laboratoryIds.length === 0 || codes.length === 0) return [];
  const rows = await tx.execute<StandingRow>(sql`
    select laboratory_id as "laboratoryId", loinc_code as "loincCode", minutes from urgent_delays(
      array(select json_array_elements_text(${storableJson(laboratoryIds)}::text::json))::uuid[], array(select json_array_elements_text(${storableJson(codes)}::text::json)))`);
  return [...rows];
}

/** Every version of every delay that a laboratory set, newest first. */
export const delayVersions = (tx: Transaction, laboratoryId: string): Promise<UrgentDelayRow[]> =>
  tx.select().from(urgentDelay).where(eq(urgentDelay.laboratoryId, laboratoryId)).orderBy(asc(urgentDelay.loincCode), desc(urgentDelay.version)).limit(MOST);

/** The newest version of one delay; two persons who set it wait for each other. */
export async function lockDelay(tx: Transaction, laboratoryId: string, loincCode: string): Promise<UrgentDelayRow | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`delay:${laboratoryId}:${loincCode}`}, 42))`);
  const [row] = await tx
    .select()
    .from(urgentDelay)
    .where(and(eq(urgentDelay.laboratoryId, laboratoryId), eq(urgentDelay.loincCode, loincCode)))
    .orderBy(desc(urgentDelay.version))
    .limit(1);
  return row;
}

export async function insertDelay(tx: Transaction, row: UrgentDelayRow): Promise<void> {
  await tx.insert(urgentDelay).values(row);
}
