import { and, between, inArray, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { qualityControl } from '../../db/schema/dossier';
import { insertMany } from '../../db/write-many';

export type ControlRow = typeof qualityControl.$inferSelect;

/** A message that is carried in again brings nothing new. */
export async function insertControls(tx: Transaction, rows: readonly ControlRow[]): Promise<boolean> {
  const [first] = rows;
  if (!first) return false;
  const known = await tx.execute(sql`select 1 from quality_control where message_id = ${first.messageId} limit 1`);
  if (known.length > 0) return false;
  await insertMany(tx, qualityControl, rows);
  return true;
}

/** Every control of these laboratories and codes in that stretch of time. */
export const controlsBetween = (
  tx: Transaction,
  { laboratoryIds, codes, from, until }: { laboratoryIds: readonly string[]; codes: readonly string[]; from: Date; until: Date },
): Promise<ControlRow[]> =>
  tx
    .select()
    .from(qualityControl)
    .where(
      and(
        inArray(qualityControl.laboratoryId, [...laboratoryIds]),
        between(qualityControl.measuredAt, from, until),
        or(inArray(qualityControl.code, [...codes]), inArray(qualityControl.localCode, [...codes])),
      ),
    );

/** Whether any of these laboratories sends controls: most do not, and then nothing else is asked. */
export async function anyControls(tx: Transaction, laboratoryIds: readonly string[]): Promise<boolean> {
  const rows = await tx
    .select({ id: qualityControl.id })
    .from(qualityControl)
    .where(inArray(qualityControl.laboratoryId, [...laboratoryIds]))
    .limit(1);
  return rows.length > 0;
}
