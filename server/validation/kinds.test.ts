import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestAccess } from '../access/testing';
import { DECISION_KINDS, hasUndoTime, isToldToLis, isValidation, needsReason } from './kinds';

let access: Awaited<ReturnType<typeof openTestAccess>>;
beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());

test.each([
  ['validate', true, true, true, false],
  ['lis', true, false, false, false],
  ['auto', true, true, true, false],
  ['hold', false, false, false, true],
  ['refuse', false, true, true, true],
  ['comment', false, true, true, false],
  ['something else', false, false, true, false],
])('%s: releases %s, told to the LIS %s, undone in time %s, with a reason %s', (kind, ...expected) => {
  expect([isValidation(kind), isToldToLis(kind), hasUndoTime(kind), needsReason(kind)]).toEqual(expected);
});

test('the database says the same of every kind, and takes no other', async () => {
  for (const kind of [...DECISION_KINDS, 'something else']) {
    const [row] = await access.worker.execute(sql`select validates(${kind}) as validates, told_to_lis(${kind}) as told`);
    expect(row).toEqual({ validates: isValidation(kind), told: isToldToLis(kind) });
  }
  const [check] = await access.worker.execute<{ text: string }>(
    sql`select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'decision_kind'`,
  );
  expect(new Set([...(check?.text ?? '').matchAll(/'(\w+)'/g)].map(([, kind]) => kind))).toEqual(new Set(DECISION_KINDS));
});

test('no function of the database writes out for itself which kinds release', async () => {
  const rows = await access.worker.execute(sql`
    select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
    where p.prosrc ~ $$kind in \('validate', ?'lis'\)|kind <> 'hold'$$ and p.proname <> 'validates'`);
  expect(rows).toEqual([]);
});
