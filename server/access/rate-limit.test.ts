import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { withinLimit } from './rate-limit';
import { sweepAccess } from './sweep-access';
import { openTestAccess, testClock } from './testing';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const LIMIT = { name: 'test', most: 5, windowMs: 60_000 };

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());

const knock = (who: string) => access.web.transaction((tx) => withinLimit(tx, LIMIT, who, clock.now()));

test('lets exactly so many through in a window, however many come at once, and begins again with the next', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => knock('crowd')));
  expect(answers.filter(Boolean)).toHaveLength(5);
  expect(await knock('somebody else')).toBe(true);
  clock.pass(60_000);
  expect(await knock('crowd')).toBe(true);
});

test('keeps nobody’s address, and forgets the counts of the day before', async () => {
  await knock('192.0.2.99');
  const count = async () => (await access.worker.execute<{ n: number }>(sql`select count(*)::int as n from rate_window where key !~ '^[0-9a-f]{64}$'`))[0]?.n;
  expect(await count()).toBe(0);
  clock.pass(25 * 3_600_000);
  await sweepAccess(contextFor(access.worker, systemActor('sweeper'), clock.now));
  expect((await access.worker.execute<{ n: number }>(sql`select count(*)::int as n from rate_window`))[0]?.n).toBe(0);
});
