import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AckCode, buildAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage, printMessage } from '../hl7/grammar';
import { type MllpServer, startMllpServer } from '../hl7/mllp-server';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { RECEIVED_MESSAGES, WIRING } from '../main/wiring';
import type { ProfessionalActor } from '../platform/actor';
import type { OutsideHandler, Wiring } from '../platform/handlers';
import { type LisServer, startLisServer } from '../simulator/lis-server';
import { testMessage } from '../simulator/test-message';
import { LisLinks } from './lis-links';
import { retryMessage } from './retry-message';
import { RETRY_SECONDS } from './rules';
import { sendMessage } from './send-message';
import { sweepOutbound } from './sweep-outbound';

let product: TestProduct;
let biologist: ProfessionalActor;
let links: LisLinks;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  links = new LisLinks({ timeoutMs: 2_000 });
  product = await openTestProduct({ wiring: wiringWith((ctx, fact) => sendMessage(ctx, { links, defaultUrl: null }, fact)) });
  biologist = await product.person('biologist');
  open.push(links);
});
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
  await product.end();
});

/** Decisions only: reports and their receipts are told in record-receipt.test.ts. */
const wiringWith = (runOutside: OutsideHandler): Wiring[] =>
  WIRING.filter((entry) => /^(inbound|validation|outbound)[.]/.test(entry.handler)).map((entry) =>
    entry.handler === 'outbound.send' ? { fact: entry.fact, handler: entry.handler, runOutside, backoffSeconds: RETRY_SECONDS } : entry,
  );

async function linkTo(port: number): Promise<void> {
  await product.access.worker.execute(sql`update laboratory set lis_url = ${`mllp://127.0.0.1:${port}`} where id = ${referenceIds.laboratory('valmont')}`);
}

async function simulatedLis(): Promise<LisServer> {
  const lis = await startLisServer({ host: '127.0.0.1', port: 0, seed: 'outbound', refusalRate: 0, now: product.clock.now });
  open.push(lis);
  await linkTo(lis.port);
  return lis;
}

/** A LIS that answers as it is told to, message by message; null hangs up. */
async function scriptedLis(answer: (text: string) => AckCode | null | 'another'): Promise<{ texts: string[]; server: MllpServer }> {
  const texts: string[] = [];
  const server = await startMllpServer({
    host: '127.0.0.1',
    port: 0,
    maxFrameBytes: 1_000_000,
    idleTimeoutMs: 60_000,
    maxConnections: 8,
    onFrame: (bytes) => {
      const { text } = decodeBytes(bytes, 'UNICODE UTF-8');
      texts.push(text);
      const code = answer(text);
      const parsed = parseMessage(text);
      if (code === null || !parsed.ok) return Promise.reject(new Error('hangs up'));
      const answeredControlId = code === 'another' ? 'R0' : (text.split('|')[9] ?? '');
      const ack = buildAck({
        original: parsed.message,
        code: code === 'another' ? 'AA' : code,
        controlId: `A${texts.length}`,
        answeredControlId,
        at: product.clock.now(),
        zone: 'Europe/Paris',
        problems: [],
      });
      return Promise.resolve(Buffer.from(printMessage(ack)));
    },
  });
  open.push(server);
  await linkTo(server.port);
  return { texts, server };
}

/** A dossier received and validated: one decision on its way. */
async function decided(accessionNumber: string, value = '4.1'): Promise<string> {
  product.clock.pass(60_000);
  await product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), results: [{ value }] }));
  const dossierId = await product.dossierId(accessionNumber);
  await product.validate(biologist, dossierId);
  return dossierId;
}

async function pass(seconds: number): Promise<void> {
  product.clock.pass(seconds * 1000);
  await product.settle();
}

const states = async (): Promise<Record<string, string[]>> => {
  const rows = await product.access.worker.execute<{ number: string; states: string[] } & Record<string, unknown>>(sql`
    select d.accession_number as number, array_agg(m.state order by m.sequence) as states from outbound_message m join dossier d on d.id = m.dossier_id group by 1`);
  return Object.fromEntries(rows.map((row) => [row.number, row.states]));
};
const numberIn = (text: string) => /ORC\|[^\r]*\|(\d{4})\^SIL/.exec(text)?.[1] ?? /OBR\|1\|[^|]*\|(\d{4})/.exec(text)?.[1];

describe('what the LIS is told', () => {
  test('waits in order while the LIS is away, and arrives once when it is back', async () => {
    const lis = await simulatedLis();
    await lis.setAway(true);
    for (const number of ['1001', '1002', '1003']) await decided(number);
    await pass(3600);
    expect(await states()).toEqual({ 1001: ['queued'], 1002: ['queued'], 1003: ['queued'] });
    await lis.setAway(false);
    await pass(31);
    expect(lis.received.map((message) => [message.summary?.accessionNumber, message.reception])).toEqual([
      ['1001', 'AA'],
      ['1002', 'AA'],
      ['1003', 'AA'],
    ]);
    expect(await states()).toEqual({ 1001: ['acknowledged'], 1002: ['acknowledged'], 1003: ['acknowledged'] });
  });

  test('stops for one dossier when the LIS refuses (AE), goes on for the others, and starts again when a référent says so', async () => {
    let isMended = false;
    const lis = await scriptedLis((text) => (numberIn(text) === '2001' && !isMended ? 'AE' : 'AA'));
    const dossierId = await decided('2001');
    await decided('2002');
    await decided('2001', '5.2');
    await pass(3600);
    expect(await states()).toEqual({ 2001: ['refused', 'queued'], 2002: ['acknowledged'] });
    expect(lis.texts.map(numberIn)).toEqual(['2001', '2002']);

    const [refused] = await product.access.worker.execute<{ id: string } & Record<string, unknown>>(
      sql`select id from outbound_message where state = 'refused'`,
    );
    const messageId = String(refused?.id);
    expect(await retryMessage(product.as(await product.person('manager')), { messageId })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    isMended = true;
    expect(await retryMessage(product.as(await product.person('referent')), { messageId })).toMatchObject({ ok: true });
    await pass(1);
    expect(await states()).toEqual({ 2001: ['acknowledged', 'acknowledged'], 2002: ['acknowledged'] });
    expect(lis.texts.map(numberIn)).toEqual(['2001', '2002', '2001', '2001']);
    expect(lis.texts[2]).toBe(lis.texts[0]);
    const trail = await product.access.worker.execute(
      sql`select action from audit_event where dossier_id = ${dossierId} and action like 'outbound.%' and subject_id = ${messageId} order by sequence`,
    );
    expect(trail.map((row) => row.action)).toEqual(['outbound.queue', 'outbound.acknowledge', 'outbound.retry', 'outbound.acknowledge']);
    expect(await retryMessage(product.as(await product.person('referent')), { messageId })).toMatchObject({ ok: false, refusal: { code: 'not-refused' } });
  });

  test('stands aside with its dossier when the LIS keeps hanging up on it, and follows when the LIS takes it', async () => {
    let isMended = false;
    const lis = await scriptedLis((text) => (numberIn(text) === '3001' && !isMended ? null : 'AA'));
    await decided('3001');
    await decided('3002');
    for (const seconds of RETRY_SECONDS) await pass(seconds);
    expect(await states()).toEqual({ 3001: ['queued'], 3002: ['acknowledged'] });
    await decided('3001', '5.2');
    await pass(31);
    expect(await states()).toEqual({ 3001: ['queued', 'queued'], 3002: ['acknowledged'] });
    isMended = true;
    await pass(300);
    expect(await states()).toEqual({ 3001: ['acknowledged', 'acknowledged'], 3002: ['acknowledged'] });
    const sent = lis.texts.filter((text) => numberIn(text) === '3001');
    expect(new Set(sent.slice(0, -1)).size).toBe(1);
    expect(sent.at(-1)).toContain('|5.2|');
  });

  test('takes an answer to another message for no answer', async () => {
    let isMended = false;
    const lis = await scriptedLis(() => (isMended ? 'AA' : 'another'));
    await decided('4001');
    expect(await states()).toEqual({ 4001: ['queued'] });
    isMended = true;
    await pass(2);
    expect(await states()).toEqual({ 4001: ['acknowledged'] });
    expect(lis.texts[1]).toBe(lis.texts[0]);
  });

  test('is the same bytes again when the process died between sending and noting the answer', async () => {
    const lis = await simulatedLis();
    let isDying = true;
    const dying = new LisLinks();
    open.push(dying);
    const exchange = dying.exchange.bind(dying);
    vi.spyOn(links, 'exchange').mockImplementation(async (url, payload, controlId) => {
      const attempt = await exchange(url, payload, controlId);
      if (isDying) throw new Error('the process is gone');
      return attempt;
    });
    await decided('5001');
    expect(await states()).toEqual({ 5001: ['queued'] });
    isDying = false;
    await pass(61);
    expect(await states()).toEqual({ 5001: ['acknowledged'] });
    expect(lis.received.map((message) => [message.reception, message.isAlarming])).toEqual([
      ['AA', false],
      ['repeated', false],
    ]);
  });

  test('is found by the sweeper when its message or its task got lost', async () => {
    const lis = await simulatedLis();
    await lis.setAway(true);
    await decided('6001');
    await product.access.worker.execute(sql`delete from fact_task`);
    await lis.setAway(false);
    await pass(120);
    expect(await states()).toEqual({ 6001: ['queued'] });
    expect(await sweepOutbound(product.ctx, RECEIVED_MESSAGES)).toEqual({ untold: 0, forgotten: 1 });
    await product.settle();
    expect(await states()).toEqual({ 6001: ['acknowledged'] });
    expect(await sweepOutbound(product.ctx, RECEIVED_MESSAGES)).toEqual({ untold: 0, forgotten: 0 });
  });
});
