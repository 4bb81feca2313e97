import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import type { TraceLine } from './types';

/** One's own comings and goings, and what was tried or done to one's own account. */
export type OwnEntry = Pick<TraceLine, 'sequence' | 'at' | 'action' | 'outcome' | 'address' | 'terminal' | 'detail'>;

/** The newest entries of the person who asks, whatever else of the trace he may read; the database knows who asks. */
export async function ownEntries(tx: Transaction): Promise<OwnEntry[]> {
  const rows = await tx.execute<Omit<OwnEntry, 'at'> & { at: string } & Record<string, unknown>>(
    sql`select sequence::int as sequence, at, action, outcome, address, terminal, detail from own_entries(20)`,
  );
  return rows.map(({ sequence, at, action, outcome, address, terminal, detail }) => ({
    sequence,
    at: new Date(at),
    action,
    outcome,
    address,
    terminal,
    detail,
  }));
}
