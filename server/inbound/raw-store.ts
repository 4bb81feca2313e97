import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

/**
 * The bytes of one message, for the référent of the laboratory that sent it; null for everybody else, as for a message that does not exist. Never by
 * itself: `openMessage` reads it and leaves the trace.
 */
export async function readRawForActor(tx: Transaction, id: string): Promise<Buffer | null> {
  const [row] = await tx.execute<{ raw: Buffer | null } & Record<string, unknown>>(sql`select inbound_raw(${id}::uuid) as raw`);
  return row?.raw ?? null;
}
