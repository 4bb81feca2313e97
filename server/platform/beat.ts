import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { codeOf } from './fault';
import { log } from './log';

const EVERY_MS = 5_000;

/** Tells the other processes, through the database, that this one lives and works. Stops with the returned function. */
export function beat(db: Database, processName: string, now: () => Date = () => new Date()): () => void {
  const write = async () => {
    try {
      const at = now().toISOString();
      await db.execute(
        sql`insert into heartbeat (process, beat_at) values (${processName}, ${at}) on conflict (process) do update set beat_at = excluded.beat_at`,
      );
    } catch (error) {
      log('warn', 'heartbeat.failed', { process: processName, code: codeOf(error) });
    }
  };
  void write();
  const timer = setInterval(() => void write(), EVERY_MS);
  return () => clearInterval(timer);
}
