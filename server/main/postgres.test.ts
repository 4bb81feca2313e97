import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from './postgres';
import { clusterSecrets } from './postgres-settings';

describe('the embedded PostgreSQL', () => {
  let directory: string;
  let running: EmbeddedPostgres | null = null;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'relais-postgres-'));
  });

  afterEach(async () => {
    await running?.stop();
    running = null;
    rmSync(directory, { recursive: true, force: true });
  });

  async function start() {
    running = await startPostgres({ directory, durable: false });
    return running;
  }

  async function ask<T>(url: string, question: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      return await question(sql);
    } finally {
      await sql.end();
    }
  }

  test('keeps its data and its address from one start to the next', async () => {
    const first = await start();
    await ask(first.ownerUrl, (sql) => sql.unsafe("create table kept (word text); insert into kept values ('là')"));
    await first.stop();
    const second = await start();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await ask(second.ownerUrl, async (sql) => [...(await sql`select word from kept`)])).toEqual([{ word: 'là' }]);
  });

  test('comes back at the address that others hold: a port borrowed for a moment is waited for, one that is kept is a fault', async () => {
    const first = await start();
    await first.stop();
    const port = Number(new URL(first.ownerUrl).port);
    const borrower = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
    await once(borrower, 'listening');
    await expect(clusterSecrets(first.place, { isKnown: true, withinMs: 200 })).rejects.toThrow(/taken by another program/);
    const again = startPostgres({ directory, durable: false, isKnown: true });
    setTimeout(() => borrower.close(), 300);
    running = await again;
    expect(running.ownerUrl).toBe(first.ownerUrl);
  });

  test('stops a server that a killed supervisor left behind, and finds what was committed', async () => {
    const orphan = await start();
    await ask(orphan.ownerUrl, (sql) => sql.unsafe('create table kept (word text)'));
    const next = await start();
    await orphan.ended;
    expect(next.remarks).toHaveLength(1);
    expect(await ask(next.ownerUrl, async (sql) => (await sql`select * from kept`).length)).toBe(0);
  });

  test('removes a stale lock file without touching the program that has its number now', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(first.place, 'postgres', 'postmaster.pid'), `${process.pid}\n${join(first.place, 'postgres')}\n`);
    const second = await start();
    expect(second.remarks).toEqual([]);
  });

  test('refuses a connection without the password, which only its owner may read', async () => {
    const server = await start();
    const url = new URL(server.ownerUrl);
    url.password = 'wrong';
    await expect(ask(url.href, (sql) => sql`select 1`)).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(server.place, 'postgres.json')).mode & 0o777).toBe(0o600);
  });

  test('sorts names as French readers expect', async () => {
    const server = await start();
    const names = await ask(server.ownerUrl, (sql) => sql`select name from (values ('Zoé'), ('éric'), ('Eva'), ('Élise')) as list(name) order by name`);
    expect(names.map((row) => row.name)).toEqual(['Élise', 'éric', 'Eva', 'Zoé']);
  });

  test('writes no value and no statement in its log when a statement fails', async () => {
    const server = await start();
    await ask(server.ownerUrl, async (sql) => {
      await sql.unsafe('create table once (name text primary key)');
      await sql`insert into once values ('DURAND Jeanne')`;
      await expect(sql`insert into once values ('DURAND Jeanne')`).rejects.toThrow(/duplicate key/);
      const [log] = await sql`select pg_current_logfile() as file`;
      const read = () => readFileSync(join(server.place, 'postgres', String(log?.file)), 'utf8');
      // The log has a writer of its own, a moment behind the answer.
      await vi.waitFor(() => expect(read()).toContain('duplicate key'), { timeout: 10_000 });
      expect(read()).not.toContain('DURAND');
    });
  });
});
