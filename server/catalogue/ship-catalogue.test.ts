import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../../db/client';
import { testDefinition } from '../../db/schema/catalogue';
import { type TestDatabase, testDatabase } from '../../db/testing';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { TEST_DEFINITIONS } from './definitions';
import { checkDelay, shippedInto } from './rules';
import { shipCatalogue } from './ship-catalogue';

let database: TestDatabase;
let worker: { db: Database; close(): Promise<void> };
const ctx = () => contextFor(worker.db, systemActor('test'));
const ship = (definitions?: Parameters<typeof shipCatalogue>[1]) => shipCatalogue(ctx(), definitions);
const stored = async (code: string) => (await ctx().transaction((tx) => tx.select().from(testDefinition).where(eq(testDefinition.loincCode, code))))[0];

beforeAll(async () => {
  database = await testDatabase();
  worker = connect(database.workerUrl, { max: 3, applicationName: 'relais-test' });
});
afterAll(async () => {
  await worker.close();
  await database.drop();
});

const POTASSIUM = TEST_DEFINITIONS.find(({ loincCode }) => loincCode === '2823-3');
const SODIUM = TEST_DEFINITIONS.find(({ loincCode }) => loincCode === '2951-2');
if (!POTASSIUM || !SODIUM) throw new Error('the shipped catalogue has potassium and sodium');

test('a database without a catalogue gets it whole, once, however many programs start at the same time', async () => {
  const counts = await Promise.all([ship([POTASSIUM]), ship([POTASSIUM])]);
  expect(counts.map(({ added }) => added).toSorted((one, other) => one - other)).toEqual([0, 1]);
  expect(await stored('2823-3')).toEqual({ ...POTASSIUM, shipped: POTASSIUM });
  expect(await ship()).toEqual({ added: TEST_DEFINITIONS.length - 1, changed: 0 });
  expect(await ship()).toEqual({ added: 0, changed: 0 });
  const events = await ctx().transaction((tx) => tx.execute(sql`select 1 from audit_event where action = 'catalogue.ship'`));
  expect(events).toHaveLength(2);
});

test('a later catalogue reaches it, and what the laboratory changed stays as the laboratory changed it', async () => {
  const own = { ...SODIUM, loincCode: '32309-7', label: 'Examen du laboratoire', shipped: null };
  await ctx().transaction(async (tx) => {
    await tx.update(testDefinition).set({ label: 'Kaliémie' }).where(eq(testDefinition.loincCode, '2823-3'));
    await tx.insert(testDefinition).values(own);
  });
  const later = { ...POTASSIUM, label: 'Potassium (plasma)', patientLabel: 'Potassium du sang', urgentDelayMinutes: 30 };
  const added = { ...SODIUM, loincCode: '2695-5', label: 'Osmolalité urinaire' };
  expect(await ship([later, added, { ...SODIUM, loincCode: own.loincCode, label: 'Examen livré' }])).toEqual({ added: 1, changed: 1 });
  expect(await stored('2823-3')).toEqual({ ...later, label: 'Kaliémie', shipped: later });
  expect(await stored('2695-5')).toMatchObject({ label: 'Osmolalité urinaire' });
  expect(await stored(own.loincCode)).toEqual(own);
  // An older program that starts again once more neither loses the change nor the examination that it does not know.
  await ship();
  expect(await stored('2823-3')).toMatchObject({ label: 'Kaliémie' });
  expect(await stored('2695-5')).toMatchObject({ label: 'Osmolalité urinaire' });
});

test('field by field, whatever is shipped one after the other: a changed field is never overwritten, an unchanged one follows', () => {
  const text = fc.constantFrom('a', 'b', 'c', 'd');
  const shipped = fc.record({ label: text, patientLabel: text, chapter: text }).map((changes) => ({ ...POTASSIUM, ...changes }));
  fc.assert(
    fc.property(shipped, fc.array(shipped, { minLength: 1, maxLength: 5 }), fc.option(text, { nil: null }), (first, later, changed) => {
      let row: NonNullable<ReturnType<typeof shippedInto>> = { ...first, shipped: first };
      if (changed !== null) row = { ...row, label: `laboratoire ${changed}` };
      for (const next of later) row = shippedInto(row, next) ?? row;
      const last = later.at(-1);
      expect(row.label).toBe(changed === null ? last?.label : `laboratoire ${changed}`);
      expect([row.patientLabel, row.chapter]).toEqual([last?.patientLabel, last?.chapter]);
      expect(last && shippedInto(row, last)).toBeNull();
    }),
  );
});

test('a delay is set on what the person saw, within limits and with a reason; to confirm what is proposed is a decision, to repeat oneself is none', () => {
  const proposed = { version: 0, minutes: 45, madeByName: '' };
  const reason = 'Liste du laboratoire, 2026';
  expect(checkDelay({ minutes: 45, reason, seen: 0 }, proposed)).toBeNull();
  expect(checkDelay({ minutes: null, reason, seen: 0 }, proposed)).toBeNull();
  expect(checkDelay({ minutes: 4, reason, seen: 0 }, proposed)).toEqual({ code: 'delay-out-of-range' });
  expect(checkDelay({ minutes: 5, reason, seen: 0 }, proposed)).toBeNull();
  expect(checkDelay({ minutes: 2880, reason, seen: 0 }, proposed)).toBeNull();
  expect(checkDelay({ minutes: 2881, reason, seen: 0 }, proposed)).toEqual({ code: 'delay-out-of-range' });
  expect(checkDelay({ minutes: 45, reason: 'court', seen: 0 }, proposed)).toEqual({ code: 'reason-too-short' });
  const set = { version: 2, minutes: 30, madeByName: 'Dr Hélène MARCHETTI' };
  expect(checkDelay({ minutes: 40, reason, seen: 1 }, set)).toEqual({ code: 'delay-changed', by: 'Dr Hélène MARCHETTI' });
  expect(checkDelay({ minutes: 30, reason, seen: 2 }, set)).toEqual({ code: 'delay-unchanged' });
});
