import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { ALARM_KINDS, clearAlarm, clearUnseen, type LinkAlarm, raiseAlarm } from './link-alarms';

let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const gap: LinkAlarm = { kind: 'sequence-gap', laboratoryId: null, subject: 'p:12-14', detail: { missing: 3 } };
const raise = (alarm = gap) => product.ctx.transaction((tx) => raiseAlarm(product.ctx, tx, alarm));
const rows = (subject = gap.subject) =>
  product.access.worker.execute<{ open: boolean; why: string | null; detail: unknown } & Record<string, unknown>>(
    sql`select closed_at is null as open, closed_why as why, detail from link_alarm where subject = ${subject} order by opened_at, id`,
  );

test('an alarm is opened once, brought up to date, and closed when its cause is gone', async () => {
  expect(await raise()).toBe(true);
  product.clock.pass(60_000);
  expect(await raise({ ...gap, detail: { missing: 2 } })).toBe(false);
  expect(await rows()).toEqual([{ open: true, why: null, detail: { missing: 2 } }]);
  await product.ctx.transaction((tx) => clearAlarm(product.ctx, tx, gap));
  expect(await rows()).toMatchObject([{ open: false, why: 'gone' }]);
  expect(await raise()).toBe(true);
  expect(await rows()).toHaveLength(2);
});

test('two sweeps at once open one', async () => {
  const alarm: LinkAlarm = { kind: 'task-stuck', laboratoryId: null, subject: 'twice' };
  const opened = await Promise.all([raise(alarm), raise(alarm), raise(alarm)]);
  expect(opened.filter(Boolean)).toHaveLength(1);
  expect(await rows('twice')).toHaveLength(1);
});

test('what a sweep no longer finds is closed, what it found stays', async () => {
  const stays: LinkAlarm = { kind: 'message-stuck', laboratoryId: null, subject: 'stays' };
  await raise(stays);
  await raise({ ...stays, subject: 'goes' });
  product.clock.pass(60_000);
  const before = product.clock.now();
  await raise(stays);
  await product.ctx.transaction((tx) => clearUnseen(product.ctx, tx, ['message-stuck'], before));
  expect((await rows('stays'))[0]?.open).toBe(true);
  expect((await rows('goes'))[0]?.open).toBe(false);
});

test('what a person has settled rings again only when it says something else', async () => {
  const settled: LinkAlarm = { kind: 'sequence-gap', laboratoryId: null, subject: 'settled', detail: { missing: 1 } };
  await raise(settled);
  await product.access.worker.execute(
    sql`update link_alarm set closed_at = ${product.clock.now().toISOString()}, closed_why = 'x', closed_by_name = 'y' where subject = 'settled'`,
  );
  expect(await raise(settled)).toBe(false);
  expect(await raise({ ...settled, detail: { missing: 2 } })).toBe(true);
});

test('every kind has its words', () => {
  const words = readFileSync('app/_text/link-alarms.ts', 'utf8');
  for (const kind of ALARM_KINDS) expect(words).toContain(`'${kind}':`);
});
