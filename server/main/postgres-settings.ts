import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const Saved = z.object({ port: z.number().int().min(1).max(65535), password: z.string().min(32) });
export type ClusterSecrets = z.infer<typeof Saved>;

export const OWNER = 'relais_owner';
export const DATABASE = 'relais';

/** How long a restarted server waits for its port: any program that calls another borrows one of them for a while. */
const PORT_WITHIN_MS = 15_000;

/**
 * Answers the kept port and owner's password, made once and readable by this user only; a port that another program took is replaced, unless others already hold the
 * address: then it is waited for, and missing it is a fault, since a server at another port is found by nobody.
 */
export async function clusterSecrets(place: string, { isKnown = false, withinMs = PORT_WITHIN_MS } = {}): Promise<ClusterSecrets> {
  const file = join(place, 'postgres.json');
  const saved = existsSync(file) ? Saved.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  const isKept = saved !== null && (await isFree(saved.port, isKnown ? withinMs : 0));
  if (saved !== null && !isKept && isKnown) throw new Error(`port ${saved.port}, at which the others look for the database, is taken by another program`);
  const port = saved !== null && isKept ? saved.port : await freePort();
  const secrets = { port, password: saved?.password ?? randomBytes(32).toString('base64url') };
  writeFileSync(file, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  return secrets;
}

/**
 * Reachable from this machine only, by password; an error in the log shows neither values nor statements, since they may be about patients.
 * `durable: false` is for tests only: a crash may lose what was committed.
 */
export function serverArguments(cluster: string, port: number, durable: boolean): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    max_connections: 100,
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_truncate_on_rotation: 'on',
    ...(durable ? { fsync: 'on' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '256MB' }),
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function isFree(port: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; ; await pause(100)) {
    if (await canListen(port)) return true;
    if (Date.now() >= end) return false;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => answer(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((answer, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? answer(address.port) : fail(new Error('no free port'))));
    });
  });
}
