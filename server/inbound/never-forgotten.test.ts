import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { Context } from '../platform/context';
import { readOverview } from '../reconciliation/read-overview';
import { sweepReconciliation } from '../reconciliation/sweep';
import { DayView } from '../reconciliation/view-types';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { askCorrection } from './ask-correction';
import { discardMessage } from './mend-message';
import { listDesk } from './read-desk';
import { receiveFrame } from './receive-frame';
import { sweepRepair } from './sweep-repair';

let product: TestProduct;
let referent: Context;
let elsewhere: Context;
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  referent = product.as(await product.person('referent'));
  elsewhere = product.as(await product.person('referent', ['hauterive']));
});
afterAll(() => product.end());

const HOUR_MS = 3_600_000;
const laboratoryId = referenceIds.laboratory('valmont');
const send = (given: Partial<TestMessage>) => product.receive(testMessage({ sentAt: product.clock.now(), ...given }));
/** A message that says of what dossier it is, and of no patient. */
const sendBroken = (accessionNumber: string, controlId: string) => {
  const whole = testMessage({ accessionNumber, controlId, sentAt: product.clock.now() }).toString('latin1');
  return product.receive(Buffer.from(whole.replace(/\rPID\|[^\r]*/, '\rPID|1'), 'latin1'));
};
const desk = async (ctx = referent) => {
  const read = await listDesk(ctx);
  return read.ok ? read.value.items : [];
};
const line = async (subject: string) => (await desk()).find((item) => item.subject === subject);
const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
const openAlarms = (kind: string) =>
  rows<{ id: string; subject: string; detail: Record<string, unknown> }>(sql`
  select id, subject, detail from link_alarm where kind = ${kind} and closed_at is null and laboratory_id = ${laboratoryId}`);
const sweep = async () => {
  product.clock.pass(60_000);
  await sweepRepair(product.ctx);
  await sweepReconciliation(product.ctx);
};

describe('a message that did not go in', () => {
  test('is asked for again, in the open and in the trace; what comes for the same dossier is named, and it stays until a person sets it aside', async () => {
    await sendBroken('7201', 'BROKEN1');
    const waiting = await line('BROKEN1');
    expect(waiting).toMatchObject({ isMessage: true, askedAt: null, correctedAt: null });
    const itemId = waiting?.id ?? '';
    expect(await askCorrection(elsewhere, { itemId, isMessage: true })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await askCorrection(referent, { itemId, isMessage: true })).toMatchObject({ ok: true });
    expect(await line('BROKEN1')).toMatchObject({ askedAt: product.clock.now() });
    expect(await rows(sql`select 1 from audit_event where action = 'repair.ask' and subject_id = ${itemId}`)).toHaveLength(1);
    await send({ accessionNumber: '7209', controlId: 'OTHER1' });
    expect(await line('BROKEN1')).toMatchObject({ correctedAt: null });
    product.clock.pass(60_000);
    await sendBroken('7201', 'BROKEN2');
    expect(await line('BROKEN1')).toMatchObject({ correctedAt: null });
    await send({ accessionNumber: '7201', controlId: 'MENDED1' });
    expect(await line('BROKEN1')).toMatchObject({ correctedBy: 'MENDED1', correctedAt: product.clock.now() });
    expect(await rows(sql`select 1 from audit_event where action = 'repair.corrected' and subject_id = ${itemId}`)).toHaveLength(1);
    expect(await discardMessage(referent, { messageId: itemId, reason: 'Corrigé par le message MENDED1' })).toMatchObject({ ok: true });
    expect(await line('BROKEN1')).toBeUndefined();
  });

  test('is not asked for once it has gone in', async () => {
    const [applied] = await rows<{ id: string }>(sql`select id from inbound_message where control_id = 'MENDED1'`);
    expect(await askCorrection(referent, { itemId: applied?.id ?? '', isMessage: true })).toMatchObject({ refusal: { code: 'not-replayable' } });
  });
});

describe('a line whose correction was asked for', () => {
  test('is closed by the message that no longer says it, and not by one that does', async () => {
    await send({ accessionNumber: '7202', controlId: 'W1', encounter: { ward: 'FAUX' } });
    const item = await line('FAUX');
    expect(await askCorrection(referent, { itemId: item?.id ?? '', isMessage: false })).toMatchObject({ ok: true });
    product.clock.pass(60_000);
    await send({ accessionNumber: '7202', controlId: 'W2', encounter: { ward: 'FAUX' } });
    expect(await line('FAUX')).toMatchObject({ askedAt: expect.any(Date) });
    product.clock.pass(60_000);
    await send({ accessionNumber: '7202', controlId: 'W3', encounter: { ward: 'URG' } });
    expect(await line('FAUX')).toBeUndefined();
    expect(await rows(sql`select closed_by, resolution from repair_item where subject = 'FAUX'`)).toEqual([{ closed_by: 'SIL', resolution: 'superseded' }]);
  });

  test('opens anew with its own age, and nobody has asked for it yet', async () => {
    product.clock.pass(30 * HOUR_MS);
    await send({ accessionNumber: '7202', controlId: 'W4', encounter: { ward: 'FAUX' } });
    expect(await line('FAUX')).toMatchObject({ askedAt: null, openedAt: product.clock.now(), ringsAt: new Date(product.clock.now().getTime() + 24 * HOUR_MS) });
  });
});

describe('alarms', () => {
  test('ring once for each thing to mend, say what it is, and lead to its line of the desk', async () => {
    await send({ accessionNumber: '7203', encounter: { ward: 'OUBLI' } });
    await send({ accessionNumber: '7204', encounter: { ward: 'OUBLI' } });
    await sendBroken('7205', 'BROKEN5');
    product.clock.pass(25 * HOUR_MS);
    await sweep();
    const alarm = (await openAlarms('repair-forgotten')).find(({ detail }) => detail['what'] === 'OUBLI');
    expect(alarm?.detail).toMatchObject({ kind: 'unknown_ward', waiting: 2, itemId: (await line('OUBLI'))?.id });
    expect((await openAlarms('repair-forgotten')).filter(({ detail }) => detail['what'] === 'OUBLI')).toHaveLength(1);
    const [quarantine] = await openAlarms('quarantine-forgotten');
    const oldest = (await desk()).filter(({ kind }) => kind === 'quarantined_message').toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime())[0];
    expect(quarantine?.detail['itemId']).toBe(oldest?.id);
  });

  test('stay the same alarm minute after minute: the two sweepers do not close each other’s', async () => {
    const all = async () => [...(await openAlarms('repair-forgotten')), ...(await openAlarms('quarantine-forgotten'))].map(({ id }) => id).toSorted();
    const before = await all();
    expect(before.length).toBeGreaterThan(1);
    await sweep();
    await sweep();
    expect(await all()).toEqual(before);
  });

  test('end with their cause', async () => {
    for (const { id, kind } of await desk())
      if (kind === 'quarantined_message') await discardMessage(referent, { messageId: id, reason: 'Message d’essai du laboratoire' });
    await sweep();
    expect(await openAlarms('quarantine-forgotten')).toEqual([]);
  });
});

test('a batch of which a message is missing is counted, told in the day and rings; sent again, it is the same batch', async () => {
  const [one, two] = ['7301', '7302'].map((accessionNumber) => testMessage({ accessionNumber, controlId: `B${accessionNumber}`, sentAt: product.clock.now() }));
  const batch = Buffer.concat([Buffer.from('BHS|^~\\&|SIL|LBM-VALMONT\r'), one ?? Buffer.alloc(0), two ?? Buffer.alloc(0), Buffer.from('BTS|3\r')]);
  for (let round = 0; round < 2; round += 1) {
    await receiveFrame(product.ctx, { bytes: batch, peer: '192.0.2.1:40000', acceptsTests: true });
    await product.settle();
  }
  expect(await rows(sql`select announced, received, control_id from inbound_batch`)).toEqual([{ announced: 3, received: 2, control_id: 'B7301' }]);
  await sweep();
  const overview = await readOverview(referent, { day: null });
  const day = overview.ok ? overview.value.laboratories.find((one) => one.laboratoryId === laboratoryId)?.day : null;
  expect(day?.batches).toEqual({ count: 1, announced: 3, received: 2, files: 0, announcedBatches: 0, receivedBatches: 0 });
  expect((await openAlarms('batch-count')).map(({ detail }) => detail)).toEqual([
    { controlId: 'B7301', announced: 3, received: 2, announcedBatches: null, receivedBatches: 1 },
  ]);
  await sweep();
  expect(await openAlarms('batch-count')).toHaveLength(1);
});

test('a file of which a whole batch is missing is counted and rings, also when every batch in it is right, or says nothing of itself', async () => {
  const batch = (accessionNumber: string, trailer: string) =>
    `BHS|^~\\&|SIL|LBM-VALMONT\r${testMessage({ accessionNumber, controlId: `F${accessionNumber}`, sentAt: product.clock.now() }).toString('latin1')}${trailer}`;
  const files = [
    `FHS|^~\\&|SIL|LBM-VALMONT\r${batch('7311', 'BTS|1\r')}${batch('7312', 'BTS|1\r')}FTS|3\r`,
    `FHS|^~\\&|SIL|LBM-VALMONT\r${batch('7313', 'BTS\r')}FTS|2\r`,
    `FHS|^~\\&|SIL|LBM-VALMONT\r${batch('7314', 'BTS|1\r')}FTS|1\r`,
  ];
  for (const file of files) await receiveFrame(product.ctx, { bytes: Buffer.from(file, 'latin1'), peer: '192.0.2.1:40000', acceptsTests: true });
  await product.settle();
  await sweep();
  const overview = await readOverview(referent, { day: null });
  const day = overview.ok ? overview.value.laboratories.find((one) => one.laboratoryId === laboratoryId)?.day : null;
  // With the batch of the test before.
  expect(day?.batches).toEqual({ count: 3, announced: 6, received: 5, files: 3, announcedBatches: 6, receivedBatches: 4 });
  expect((await openAlarms('batch-count')).map(({ detail }) => detail['controlId'])).toEqual(expect.arrayContaining(['F7311', 'F7313']));
  expect((await openAlarms('batch-count')).map(({ detail }) => detail['controlId'])).not.toContain('F7314');
  expect(DayView.safeParse(day).success).toBe(true);
});

test('a batch of a sender who is not known counts for nobody', async () => {
  await product.access.worker.execute(sql`update connection_profile set is_generic = false where is_generic`);
  const stranger = testMessage({ accessionNumber: '7303', sentAt: product.clock.now() }).toString('latin1').replaceAll('LBM-VALMONT', 'INCONNU');
  await receiveFrame(product.ctx, { bytes: Buffer.from(`${stranger}BTS|9\r`, 'latin1'), peer: '192.0.2.1:40000', acceptsTests: true });
  expect(await rows(sql`select 1 from inbound_batch where announced = 9`)).toEqual([]);
});
