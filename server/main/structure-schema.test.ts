import { readdirSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing';

/** Columns that several rooms write alike: no table in it. */
const SHARED = new Set(['columns.ts']);

const files = readdirSync('db/schema').filter((name) => !SHARED.has(name));

describe('every table has one owner', () => {
  test.each(files)('%s is named after a room', (file) => {
    expect(statSync(`server/${basename(file, '.ts')}`, { throwIfNoEntry: false })?.isDirectory()).toBe(true);
  });

  test('and the database has no table that no room owns', async () => {
    const owned = (await Promise.all(files.map(tablesOf))).flat();
    expect(new Set(owned).size).toBe(owned.length);
    expect(await existing()).toEqual(owned.toSorted());
  });
});

describe('the trace cannot be changed', () => {
  const statements = ["update audit_event set action = 'x'", 'delete from audit_event', 'truncate audit_event'];

  test.each(statements)('by the web server: %s', (statement) => expect(run(database.webUrl, statement)).rejects.toThrow(/permission denied/));
  test.each(statements)('by the worker: %s', (statement) => expect(run(database.workerUrl, statement)).rejects.toThrow(/permission denied/));
  test.each(statements)('even by the owner: %s', async (statement) => {
    await run(
      database.ownerUrl,
      `insert into audit_event (at, action, actor_kind, actor_id, actor_name, actor_role, address, terminal, detail)
      values ('2026-11-22T03:07:11Z', 'test.written', 'system', 'test', 'test', 'system', '', '', '{}')`,
    );
    await expect(run(database.ownerUrl, statement)).rejects.toThrow(/append-only|refuse|change/i);
  });
});

describe('what was signed and what is sent to an LIS are written once', () => {
  const statements = [
    "update outbound_message set payload = ''",
    "update outbound_message set control_id = ''",
    "update validation_decision set displayed_hash = ''",
    "update validation_decision set statement = ''",
    'update validation_decision set proof_id = null',
    "update step_up_proof set content_hash = ''",
    'delete from step_up_proof',
    "update verdict set outcome = 'clear'",
    'delete from verdict',
    "update finding set sentence = ''",
    'delete from finding',
    "update rule_set_version set content = '{}'",
    'delete from rule_set_version',
    "update rule_set_approval set name = ''",
    'delete from rule_set_approval',
  ];

  test.each(statements)('also for the worker: %s', (statement) => expect(run(database.workerUrl, statement)).rejects.toThrow(/permission denied/));
  test.each(statements)('and for the web server: %s', (statement) => expect(run(database.webUrl, statement)).rejects.toThrow(/permission denied/));
});

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.drop());

async function run(url: string, statement: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

async function existing(): Promise<string[]> {
  const rows = await run(
    database.ownerUrl,
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  return rows.map((row) => String(row.name)).toSorted();
}

async function tablesOf(file: string): Promise<string[]> {
  const schema: Record<string, unknown> = await import(pathToFileURL(resolve('db/schema', file)).href);
  return Object.values(schema)
    .filter((value) => is(value, PgTable))
    .map((table) => getTableConfig(table).name);
}
