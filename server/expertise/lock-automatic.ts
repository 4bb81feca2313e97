import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

/**
 * Whoever decides automatically or lets leave holds it shared; whoever throws a switch, ends an acceptance or suspends the rules holds it alone: once that is answered, nothing that had not
 * left leaves.
 */
export const lockShared = (tx: Transaction): Promise<unknown> => tx.execute(sql`select pg_advisory_xact_lock_shared(727444)`);
export const lockAlone = (tx: Transaction): Promise<unknown> => tx.execute(sql`select pg_advisory_xact_lock(727444)`);
