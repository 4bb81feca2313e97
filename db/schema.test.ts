import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase, testDatabase } from './testing';

/**
 * `db/schema` against the migrations, which are written by hand: the tables that drizzle would make of the schema, made in an empty database, are those of the
 * migrated one, column by column. PostgreSQL itself says what each has, so that no spelling counts.
 * @see docs/decisions/002-database-walls.md
 */
let migrated: TestDatabase;
let described: TestDatabase;

beforeAll(async () => {
  [migrated, described] = await Promise.all([testDatabase(), emptyDatabase()]);
  const modules = await Promise.all(readdirSync('db/schema').map((file) => import(pathToFileURL(resolve('db/schema', file)).href)));
  const schema: Record<string, unknown> = Object.assign({}, ...modules);
  const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(schema));
  await run(described, statements.join('\n'));
});
afterAll(async () => {
  await Promise.all([migrated.drop(), described.drop()]);
});

async function run(database: TestDatabase, statement: string): Promise<string[]> {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    return (await sql.unsafe(statement)).map(({ line }) => String(line));
  } finally {
    await sql.end();
  }
}

const TABLES = `from pg_class t join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public' and t.relkind in ('r', 'p')`;

test.each([
  [
    'columns: types, nullability, defaults, generation',
    `select t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
       || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || a.attgenerated::text || a.attidentity::text as line
     ${TABLES} join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum`,
  ],
  [
    'constraints: keys, references, checks',
    // PostgreSQL and drizzle name keys and references each in their way; a check is named by who wrote it. Drizzle has no words for an exclusion.
    `select t.relname || ' ' || case c.contype when 'c' then c.conname || ' ' else '' end || pg_get_constraintdef(c.oid) as line
     ${TABLES} join pg_constraint c on c.conrelid = t.oid and c.contype in ('p', 'u', 'f', 'c')`,
  ],
  [
    'indexes, other than those of keys',
    // Drizzle cannot say of an index that two absent values are the same.
    `select replace(pg_get_indexdef(i.indexrelid), ' NULLS NOT DISTINCT', '') as line ${TABLES} join pg_index i on i.indrelid = t.oid
     where not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))`,
  ],
])('the schema says what the migrations made: %s', async (_what, query) => {
  const [made, said] = await Promise.all([run(migrated, query), run(described, query)]);
  expect(made.length).toBeGreaterThan(50);
  expect({ onlyInMigrations: difference(made, said), onlyInSchema: difference(said, made) }).toEqual({ onlyInMigrations: [], onlyInSchema: [] });
});

const difference = (one: readonly string[], other: readonly string[]): string[] =>
  one.filter((line) => !other.includes(line)).toSorted((a, b) => a.localeCompare(b));

test('every migration is in the journal, in the order of its number and of its time', () => {
  const journal: { entries: { idx: number; tag: string; when: number }[] } = JSON.parse(readFileSync('db/migrations/meta/_journal.json', 'utf8'));
  const files = readdirSync('db/migrations')
    .filter((name) => name.endsWith('.sql'))
    .toSorted((one, other) => one.localeCompare(other));
  expect(journal.entries.map(({ tag }) => `${tag}.sql`)).toEqual(files);
  for (const [index, { idx, tag, when }] of journal.entries.entries()) {
    expect(idx).toBe(Number(tag.slice(0, 4)));
    expect(when).toBeGreaterThan(journal.entries[index - 1]?.when ?? 0);
  }
});
