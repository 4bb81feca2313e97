import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, goneWithin, isAlive } from './process-table';

const PATIENCE_MS = 8_000;

/**
 * Leaves no server on the cluster and no stale lock file: a PostgreSQL that outlived a killed supervisor is stopped in the fast way (its
 * transactions roll back, what was committed stays), and a lock file whose number now belongs to another program is removed without touching
 * that program.
 */
export async function stopOrphan(cluster: string): Promise<'none' | 'stopped' | 'stale'> {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return 'none';
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isPostgresOn(pid, cluster)) {
    rmSync(lock, { force: true });
    return 'stale';
  }
  process.kill(pid, 'SIGINT');
  if (!(await goneWithin(pid, PATIENCE_MS))) {
    process.kill(pid, 'SIGQUIT');
    await goneWithin(pid, PATIENCE_MS);
  }
  rmSync(lock, { force: true });
  return 'stopped';
}

function isPostgresOn(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  const words = commandOf(pid);
  // Unreadable (an unusual system): believe the lock file, as PostgreSQL itself does.
  return words === null || (words.includes('postgres') && words.includes(cluster));
}
