import { getTableColumns, sql } from 'drizzle-orm';
import { boolean, customType, date, integer, jsonb, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './client';
import { manyOf } from './read-many';
import { testDatabase } from './testing';
import { insertMany, upsertMany } from './write-many';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** One column of every type that the product's tables have. */
const thing = pgTable('thing', {
  id: uuid().primaryKey(),
  word: text(),
  words: text().array().notNull(),
  ids: uuid().array().notNull(),
  place: integer().notNull(),
  amount: numeric(),
  isTold: boolean('is_told').notNull(),
  born: date(),
  at: timestamp({ withTimezone: true }),
  told: jsonb().notNull(),
  raw: bytes(),
});
type Thing = typeof thing.$inferSelect;
const readThings = manyOf(getTableColumns(thing));

const CREATE = sql`create temporary table thing (id uuid primary key, word text, words text[] not null, ids uuid[] not null, place int not null, amount numeric,
  is_told boolean not null, born date, at timestamptz, told jsonb not null, raw bytea) on commit drop`;

let opened: ReturnType<typeof connect>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await testDatabase();
  opened = connect(database.ownerUrl, { max: 2, applicationName: 'write-many' });
  drop = () => database.drop();
});
afterAll(async () => {
  await opened.close();
  await drop();
});

/** What a list or a JSON text could trip over, as well as anything. */
const words = fc.oneof(
  fc.constantFrom('', 'null', 'NULL', '{}', '{a,b}', '"', '\\', '\\"', "l'été", ' ', ',', 'Ω\u{1f9ea}', 'é\n\r\t', '{"a":null}', '\\x41', 'true'),
  fc.string({ unit: 'grapheme' }).map((word) => word.replaceAll('\u0000', '')),
);
const row = fc.record(
  {
    id: fc.uuid(),
    word: fc.option(words),
    words: fc.array(words, { maxLength: 3 }),
    ids: fc.array(fc.uuid(), { maxLength: 2 }),
    place: fc.integer({ min: -1000, max: 1000 }),
    amount: fc.option(fc.constantFrom('0', '-1.50', '12345678901234567890.123456789')),
    isTold: fc.boolean(),
    born: fc.option(fc.constantFrom('2024-02-29', '1968-09-03')),
    at: fc.option(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })),
    told: fc.oneof(words, fc.record({ a: fc.option(words), b: fc.array(fc.integer()) }, { noNullPrototype: true }), fc.constant({})),
    raw: fc.option(fc.uint8Array({ maxLength: 8 }).map((octets) => Buffer.from(octets))),
  },
  { noNullPrototype: true },
);
const rowsOf = fc.uniqueArray(row, { minLength: 1, maxLength: 8, selector: ({ id }) => id });
/** Rows of one message are mostly alike. */
const alike = fc.tuple(row, fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 })).map(([one, ids]) => ids.map((id) => ({ ...one, id })));

test('many rows written at once are the rows written one by one', async () => {
  const { db } = opened;
  await fc.assert(
    fc.asyncProperty(fc.oneof(rowsOf, alike), async (rows) => {
      const [together, one] = await Promise.all(
        [insertMany, oneByOne].map((write) =>
          db.transaction(async (tx) => {
            await tx.execute(CREATE);
            await write(tx, thing, rows);
            const read = await tx.select().from(thing).orderBy(thing.id);
            expect(await readThings(tx, sql`order by ${thing.id}`), 'and are read at once as drizzle reads them').toEqual(read);
            return read;
          }),
        ),
      );
      expect(together).toHaveLength(rows.length);
      expect(together).toEqual(one);
    }),
    { numRuns: 60 },
  );
});

test('what is there already becomes as given, also where it becomes nothing', async () => {
  const { db } = opened;
  await fc.assert(
    fc.asyncProperty(rowsOf, rowsOf, async (before, after) => {
      const known = after.map((one, index) => ({ ...one, id: before[index]?.id ?? one.id }));
      const rows = await db.transaction(async (tx) => {
        await tx.execute(CREATE);
        await insertMany(tx, thing, before);
        await upsertMany(tx, thing, known);
        return tx.select().from(thing).orderBy(thing.id);
      });
      const expected = new Map<string, Thing>([...before, ...known].map((one) => [one.id, one]));
      expect(rows.map(({ id }) => id)).toEqual([...expected.keys()].sort((one, other) => (one < other ? -1 : 1)));
      expect(rows.map(({ word, amount, raw }) => ({ word, amount, raw }))).toEqual(
        rows.map(({ id }) => ({ word: expected.get(id)?.word, amount: expected.get(id)?.amount, raw: expected.get(id)?.raw })),
      );
    }),
    { numRuns: 40 },
  );
});

async function oneByOne(...[tx, table, rows]: Parameters<typeof insertMany<typeof thing>>): Promise<void> {
  for (const one of rows) await tx.insert(table).values(one);
}
