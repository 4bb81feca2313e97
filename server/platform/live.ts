import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

/** What open screens may learn without asking: that something of a kind changed at a place; never what. */
export type LiveTopic = 'worklist' | 'results' | 'exchanges' | 'outbox' | 'activity' | 'security' | 'duty' | 'presence';

/** Wakes the screens that follow `topic`, after the commit and only then. `key` is a site (also of a roster), prescriber or patient id; for security a role or an account. */
export async function announce(tx: Transaction, topic: LiveTopic, key: string): Promise<void> {
  await tx.execute(sql`select pg_notify('relais_live', ${`${topic}:${key}`})`);
}
