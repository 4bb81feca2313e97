import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { sha256 } from '../platform/ids';

/** How often something may be tried: `most` times in each window of `windowMs`. */
export interface Limit {
  /** What is limited: `login`, `enrolment`… */
  name: string;
  most: number;
  /** `Infinity` for tries that are never given back by time: they lie where the sweeper forgets nothing. */
  windowMs: number;
}

/** What one network address may ask of one public door. A whole hospital may stand behind one address: more than people do, far less than a machine does. */
export const PUBLIC_DOOR: Limit = { name: 'public-door', most: 240, windowMs: 60_000 };

/**
 * Counts one try of `who` and answers whether it may go on. Counted before anything is verified and in one statement, for every process alike; `who` is
 * kept as a hash. Call it in a transaction of its own, so that a refused try stays counted.
 */
export async function withinLimit(tx: Transaction, limit: Limit, who: string, now: Date): Promise<boolean> {
  return (await countTry(tx, limit, who, now)) <= limit.most;
}

/** Counts one try of `who` and answers which one it is in this window; more than `most` when none was left. */
export async function countTry(tx: Transaction, limit: Limit, who: string, now: Date): Promise<number> {
  const key = sha256(`${limit.name}\u001f${who}`);
  const windowStart = startOf(limit, now);
  const rows = await tx.execute<{ count: number } & Record<string, unknown>>(sql`
    insert into rate_window (key, window_start, count) values (${key}, ${windowStart.toISOString()}, 1)
    on conflict (key, window_start) do update set count = rate_window.count + 1 returning count`);
  return rows[0]?.count ?? 0;
}

/** Gives a try back that turned out to be right: only wrong ones use a limit up. */
export async function forgiveTry(tx: Transaction, limit: Limit, who: string, now: Date): Promise<void> {
  const key = sha256(`${limit.name}\u001f${who}`);
  const windowStart = startOf(limit, now);
  await tx.execute(sql`update rate_window set count = greatest(count - 1, 0) where key = ${key} and window_start = ${windowStart.toISOString()}`);
}

const FOR_EVER = new Date('9999-01-01T00:00:00Z');

const startOf = ({ windowMs }: Limit, now: Date): Date => (Number.isFinite(windowMs) ? new Date(Math.floor(now.getTime() / windowMs) * windowMs) : FOR_EVER);
