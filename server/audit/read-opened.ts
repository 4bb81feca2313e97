import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

/** Whether anybody has opened a dossier since that instant: a reading leaves its trace before anything is shown. */
export async function readOpenedSince(tx: Transaction, dossierId: string, since: Date): Promise<boolean> {
  const rows = await tx.execute(
    sql`select 1 from audit_event where dossier_id = ${dossierId} and action = 'dossier.open' and at > ${since.toISOString()} limit 1`,
  );
  return rows.length > 0;
}
