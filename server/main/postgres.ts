import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { locateBinaries } from './postgres-binaries';
import { databaseIdentity, type Identity } from './postgres-identity';
import { stopOrphan } from './postgres-orphan';
import { choosePlace, makePrivate } from './postgres-place';
import { clusterSecrets, DATABASE, OWNER, serverArguments } from './postgres-settings';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 6_000;

export interface EmbeddedPostgres {
  /** Connection of the database's owner, for migrations. */
  ownerUrl: string;
  /** Where the data really is; elsewhere than asked when PostgreSQL's user cannot go there. */
  place: string;
  pid: number;
  /** What a person should know about this start, in English sentences; usually empty. */
  remarks: string[];
  /** Resolves when the server's process ended, for whatever reason. */
  ended: Promise<void>;
  /** Throws the whole database away and makes it anew, empty. */
  recreate(): Promise<void>;
  /** Rolls back what is open, keeps what is committed, resolves when the process is gone. */
  stop(withinMs?: number): Promise<void>;
}

/**
 * Answers only when the server accepts connections and the database exists; an earlier server that was left running on the same data is stopped
 * first, and an existing cluster is never initialised again.
 * @param options.isKnown others hold its address already: it comes back at the very same one or not at all
 */
export async function startPostgres(options: { directory: string; durable?: boolean; isKnown?: boolean }): Promise<EmbeddedPostgres> {
  const identity = databaseIdentity();
  const durable = options.durable ?? true;
  const place = choosePlace(options.directory, identity);
  const binaries = locateBinaries(place, identity);
  const cluster = join(place, 'postgres');
  const remarks: string[] = [];
  if (place !== options.directory) remarks.push(`PostgreSQL runs as user ${identity.uid} who cannot enter ${options.directory}: the data is in ${place}`);
  if ((await stopOrphan(cluster)) === 'stopped') remarks.push('a PostgreSQL left over from a killed run was stopped first');
  const { port, password } = await clusterSecrets(place, { isKnown: options.isKnown ?? false });
  initialise(cluster, binaries.initdb, password, identity, durable);
  const server = spawn(binaries.postgres, serverArguments(cluster, port, durable), {
    ...identity,
    cwd: cluster,
    // Its own process group: a Ctrl-C in the terminal must reach the supervisor only, which stops the database last.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await waitUntilReady(server, cluster);
  const url = (database: string) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
  await createDatabase(url('postgres'));
  return {
    ownerUrl: url(DATABASE),
    place,
    pid: server.pid ?? 0,
    remarks,
    ended,
    recreate: () => recreateDatabase(url('postgres')),
    stop: (withinMs = STOP_WITHIN_MS) => stop(server, ended, withinMs),
  };
}

/** Made aside and renamed when whole: a cluster is there with everything, or not at all. */
function initialise(cluster: string, initdb: string, password: string, identity: Identity, durable: boolean): void {
  if (existsSync(cluster)) return;
  const unfinished = `${cluster}.unfinished`;
  const passwordFile = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivate(unfinished, identity);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(passwordFile, identity.uid, identity.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=fr-FR'];
  const words = ['-D', unfinished, '-U', OWNER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...locale, durable ? '--data-checksums' : '--no-sync'];
  const made = spawnSync(initdb, words, { ...identity, cwd: unfinished, encoding: 'utf8', windowsHide: true });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr?.trim() || made.error?.message || `status ${made.status}`}`);
  renameSync(unfinished, cluster);
}

/** PostgreSQL writes "ready" in the lock file as its last step; asking the file needs no connection and leaves no refused log-in in the log. */
async function waitUntilReady(server: ChildProcess, cluster: string): Promise<void> {
  let complaint = '';
  let gone = false;
  server.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(-2_000)));
  server.once('error', (error) => {
    complaint += error.message;
    gone = true;
  });
  server.once('exit', () => (gone = true));
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await pause(20)) {
    if (gone) throw new Error(`PostgreSQL did not start: ${complaint.trim()}; see ${join(cluster, 'log')}`);
    if (isReady(cluster, server.pid)) return;
  }
  server.kill('SIGQUIT');
  throw new Error(`PostgreSQL was not ready after ${READY_WITHIN_MS / 1000} s; see ${join(cluster, 'log')}`);
}

function isReady(cluster: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function createDatabase(url: string): Promise<void> {
  await administer(url, async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql.unsafe(`create database ${DATABASE}`);
  });
}

async function recreateDatabase(url: string): Promise<void> {
  await administer(url, async (sql) => {
    await sql.unsafe(`drop database if exists ${DATABASE} with (force)`);
    await sql.unsafe(`create database ${DATABASE}`);
  });
}

async function administer(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

async function stop(server: ChildProcess, ended: Promise<void>, withinMs: number): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGINT');
  const stopped = await Promise.race([ended.then(() => true), pause(withinMs, false, { ref: false })]);
  if (stopped) return;
  // Immediate: PostgreSQL recovers from its log at the next start, nothing committed is lost.
  server.kill('SIGQUIT');
  await ended;
}
