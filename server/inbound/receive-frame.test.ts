import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAck } from '../hl7/ack';
import { parseMessage } from '../hl7/grammar';
import { openTestProduct, type TestProduct } from '../main/testing';
import { assert } from '../platform/assert';
import { derivedId, newId } from '../platform/ids';
import { testMessage } from '../simulator/test-message';
import { keepFragment } from './keep-fragment';
import { receiveFrame } from './receive-frame';
import { oru } from './testing';

let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const receive = (bytes: Buffer | string, acceptsTests = true) => receiveFrame(product.ctx, { bytes: Buffer.from(bytes), peer: '192.0.2.1', acceptsTests });

function ackOf(bytes: Buffer | undefined | null) {
  const parsed = parseMessage(bytes?.toString('utf8') ?? '');
  assert(parsed.ok, 'the answer can be parsed');
  return readAck(parsed.message);
}

async function rowsOf(controlId: string) {
  return [
    ...(await product.access.worker.execute<{ state: string; answer: string; repeats: number; reuses: boolean; raw: Buffer; sentAt: string | null }>(sql`
      select state, answer_code as answer, repeats, reuses_control_id as reuses, raw, sent_at as "sentAt" from inbound_message where control_id = ${controlId} order by arrival`)),
  ];
}

const toldOf = async (controlId: string) =>
  (
    await product.access.worker.execute(
      sql`select 1 from fact where name = 'message.stored' and subject_id in (select id from inbound_message where control_id = ${controlId})`,
    )
  ).length;

const message = (controlId: string, more: { sender?: string; type?: string; processing?: string; version?: string; sentAt?: string } = {}) =>
  oru('ORC|RE|P1||26112188001', 'OBR|1|P1|N1|IONO', 'OBX|1|NM|2823-3^K^LN||4.1||||||R')
    .replace('TEST1|P|2.5', `${controlId}|${more.processing ?? 'P'}|${more.version ?? '2.5'}`)
    .replace('LBM-VALMONT', more.sender ?? 'LBM-VALMONT')
    .replace('ORU^R01^ORU_R01', more.type ?? 'ORU^R01^ORU_R01')
    .replace('20261121031412', more.sentAt ?? '20261121031412');

describe('the answer', () => {
  const long = 'x'.repeat(300);
  test.each<[string, string, string, boolean, string, string, string[]]>([
    ['an ordinary result', message('A1'), 'A1', false, 'AA', 'stored', []],
    ['a trial in the demonstration', message('A2', { processing: 'T' }), 'A2', true, 'AA', 'stored', ['I MSH-11:0']],
    ['a trial anywhere else', message('A3', { processing: 'T' }), 'A3', false, 'AR', 'refused', ['E MSH-11:202']],
    ['debugging anywhere else', message('A4', { processing: 'D' }), 'A4', false, 'AR', 'refused', ['E MSH-11:202']],
    ['an unknown sender in the demonstration', message('A5', { sender: 'AILLEURS' }), 'A5', true, 'AA', 'stored', []],
    ['an unknown sender anywhere else', message('A6', { sender: 'AILLEURS' }), 'A6', false, 'AR', 'refused', ['E MSH-4:103']],
    ['an event of patients that says nothing here', message('A7', { type: 'ADT^A60^ADT_A60' }), 'A7', true, 'AR', 'refused', ['E MSH-9:200']],
    ['another version', message('A8', { version: '3.0' }), 'A8', true, 'AR', 'refused', ['E MSH-12:203']],
    ['no request at all', message('A9').split('\r').slice(0, 2).join('\r'), 'A9', true, 'AE', 'quarantined', ['E OBR-:100']],
    ['no patient', message('A10').replace(/PID[^\r]*\r/, ''), 'A10', true, 'AE', 'quarantined', ['E PID-:100']],
    ['no control id', message(''), '', true, 'AE', 'quarantined', ['E MSH-10:101']],
    ['an endless control id', message(long), long.slice(0, 199), true, 'AE', 'quarantined', ['E MSH-10:104']],
    ['no date', message('A11', { sentAt: '' }), 'A11', true, 'AA', 'stored', ['W MSH-7:102']],
    ['a date in the year 2099', message('A12', { sentAt: '20990101' }), 'A12', true, 'AA', 'stored', ['W MSH-7:102']],
    ['a date of the year 1', message('A13', { sentAt: '00010101' }), 'A13', true, 'AA', 'stored', ['W MSH-7:102']],
    ['a damaged segment', message('A14').replace('\rOBX|', '\rOB|'), 'A14', true, 'AE', 'quarantined', ['E -:100']],
    ['NUL in the header and in the value', message('A15').replace('4.1', '4.\u00001').replace('SIL|', 'S\u0000IL|'), 'A15', true, 'AA', 'stored', []],
  ])('to %s', async (_what, text, controlId, acceptsTests, code, state, problems) => {
    const [answer, ...others] = await receive(text, acceptsTests);
    expect(others).toEqual([]);
    const ack = ackOf(answer);
    expect(ack).toMatchObject({ code, controlId });
    expect(ack.problems.map(({ severity, segment, field, code: problem }) => `${severity} ${segment}-${field ?? ''}:${problem}`)).toEqual(problems);
    expect(await rowsOf(controlId)).toMatchObject([{ state, answer: code }]);
    expect(await toldOf(controlId)).toBe(state === 'stored' ? 1 : 0);
  });

  test('keeps exactly the bytes that came, whatever the answer', async () => {
    const latin = testMessage({ controlId: 'B1', clinicalInformation: 'Fièvre' });
    const broken = Buffer.concat([Buffer.from(message('B2', { type: 'ADT^A60' })), Buffer.from([0xff, 0x00, 0x0b])]);
    await receive(latin);
    await receive(broken);
    expect((await rowsOf('B1'))[0]?.raw.equals(latin)).toBe(true);
    expect((await rowsOf('B2'))[0]?.raw.equals(broken)).toBe(true);
  });

  test('of garbage is AE, and the garbage is kept', async () => {
    const [answer] = await receive('GET / HTTP/1.1\r\n\r\n');
    expect(ackOf(answer)).toMatchObject({ code: 'AE', controlId: '' });
    expect((await rowsOf('')).some((row) => row.raw.toString().startsWith('GET / HTTP'))).toBe(true);
  });

  test('comes once per message of a frame: a bad one never takes its neighbour along', async () => {
    const answers = await receive([message('C1'), message('C2', { type: 'ADT^A60' }), message('C3').replace('26112188001', '26112188003')].join('\r'));
    expect(answers.map((answer) => [ackOf(answer).code, ackOf(answer).controlId])).toEqual([
      ['AA', 'C1'],
      ['AR', 'C2'],
      ['AA', 'C3'],
    ]);
    await product.settle();
    expect(await rowsOf('C3')).toMatchObject([{ state: 'applied' }]);
  });
});

describe('the same message', () => {
  test('again gets the very same bytes, changes nothing and is counted', async () => {
    const bytes = testMessage({ controlId: 'D1' });
    const [first] = await receive(bytes);
    await product.settle();
    product.clock.pass(60_000);
    const [second] = await receive(bytes);
    expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
    expect(await rowsOf('D1')).toMatchObject([{ repeats: 1, state: 'applied' }]);
    expect(await toldOf('D1')).toBe(1);
  });

  test('eight times at once is one row, one fact and one answer', async () => {
    const bytes = testMessage({ controlId: 'D2' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => receive(bytes)));
    expect(new Set(answers.map(([answer]) => answer?.toString('hex'))).size).toBe(1);
    expect(await rowsOf('D2')).toMatchObject([{ repeats: 7, reuses: false }]);
    expect(await toldOf('D2')).toBe(1);
  });

  test('that was AE stays AE, with the same bytes', async () => {
    const bad = message('D3').replace(/PID[^\r]*\r/, '');
    const [[first], [second]] = [await receive(bad), await receive(bad)];
    expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
    expect(await rowsOf('D3')).toMatchObject([{ repeats: 1 }]);
  });

  test('that was AR is judged again: trials once they are taken', async () => {
    const trial = message('D4', { processing: 'T' });
    expect(ackOf((await receive(trial, false))[0]).code).toBe('AR');
    expect(ackOf((await receive(trial, true))[0]).code).toBe('AA');
    expect(await rowsOf('D4')).toMatchObject([{ state: 'stored', reuses: false }]);
  });

  test('that was AR goes in once its sender is declared', async () => {
    const text = message('D5', { sender: 'LBM-NEUF' });
    expect(ackOf((await receive(text, false))[0]).code).toBe('AR');
    await product.access.worker.execute(sql`
      insert into connection_profile (id, laboratory_id, name, sending_application, sending_facility, default_charset, time_zone)
      values (${newId()}, ${derivedId('laboratory', 'valmont')}, 'neuf', 'SIL', 'LBM-NEUF', '8859/1', 'Europe/Paris')`);
    expect(ackOf((await receive(text, false))[0]).code).toBe('AA');
    expect((await rowsOf('D5')).map(({ state }) => state)).toEqual(['refused', 'stored']);
  });

  test('number with other content: both are processed, the second is alarmed and opens a repair', async () => {
    await receive(testMessage({ controlId: 'D6', accessionNumber: '26112188010' }));
    const [answer] = await receive(testMessage({ controlId: 'D6', accessionNumber: '26112188011', results: [{ value: '5.0' }] }));
    expect(ackOf(answer)).toMatchObject({ code: 'AA', problems: [{ code: '205', severity: 'W' }] });
    await product.settle();
    expect(await rowsOf('D6')).toMatchObject([
      { reuses: false, state: 'applied' },
      { reuses: true, state: 'applied' },
    ]);
    const repairs = await product.access.worker.execute(sql`select subject from repair_item where kind = 'reused_control_id'`);
    expect([...repairs]).toEqual([{ subject: 'D6' }]);
  });
});

describe('what is no message', () => {
  test('half a frame is kept, shown, and answered AE with its own number', async () => {
    const half = message('E1').slice(0, 150);
    const answer = await keepFragment(product.ctx, { bytes: Buffer.from(half), peer: '192.0.2.1', kind: 'unfinished' });
    expect(ackOf(answer)).toMatchObject({ code: 'AE', controlId: 'E1', problems: [{ code: '100' }] });
    expect(await rowsOf('E1')).toMatchObject([{ state: 'quarantined' }]);
  });

  test('junk without a number is kept once and answered nothing', async () => {
    const junk = { bytes: Buffer.from('\u0000junk'), peer: '192.0.2.1', kind: 'unfinished' } as const;
    expect(await keepFragment(product.ctx, junk)).toBeNull();
    expect(await keepFragment(product.ctx, junk)).toBeNull();
    expect((await rowsOf('')).filter((row) => row.raw.toString() === '\u0000junk')).toHaveLength(1);
  });
});

test('no answer leaves when the commit fails', async () => {
  const failing = {
    ...product.ctx,
    statement: () => Promise.reject(new Error('the commit fails')),
    transaction: <T>(work: Parameters<typeof product.ctx.transaction<T>>[0]) =>
      product.ctx.transaction(async (tx) => {
        await work(tx);
        throw new Error('the commit fails');
      }),
  };
  await expect(receiveFrame(failing, { bytes: Buffer.from(message('F1')), peer: '192.0.2.1', acceptsTests: true })).rejects.toThrow('the commit fails');
  expect(await rowsOf('F1')).toEqual([]);
});

test('neither trace nor fact nor repair of all that repeats anything of a message', async () => {
  const canary = 'ZZCANARI';
  const patient = { birthFamilyName: canary, givenNames: [canary] };
  await receive(testMessage({ patient, clinicalInformation: canary, results: [{ value: canary, notes: [canary], status: canary, method: canary }] }));
  await receive(
    oru(`PID|1||47^^^A^PI||${canary}^${canary}^^^^^L||${canary}|F`, `OBR|1|P9|N9|${canary}`, `OBX|1|NM|||${canary}||||||R|||${canary}`).replace('TEST1', 'G2'),
  );
  await receive(`${message('G3')}\r${canary.slice(0, 3)}|${canary}`);
  await receive(`MSH|^~\\&|${canary}`);
  await product.settle();
  for (const table of ['audit_event', 'fact', 'fact_task', 'repair_item'])
    expect(JSON.stringify([...(await product.access.worker.execute(sql`select * from ${sql.identifier(table)}`))])).not.toContain(canary);
  const problems = await product.access.worker.execute(sql`select problems from inbound_message`);
  expect(JSON.stringify([...problems])).not.toContain(canary);
});

test('a batch of many messages is not kept whole with each of them, and each is carried in from its own bytes', async () => {
  const many = 300;
  const numbers = Array.from({ length: many }, (_, index) => `2611218${String(index).padStart(4, '0')}`);
  const messages = numbers.map((accessionNumber) => testMessage({ accessionNumber, controlId: `BIG${accessionNumber}`, sentAt: product.clock.now() }));
  const bytes = Buffer.concat(messages.map((one) => (one.at(-1) === 0x0d ? one : Buffer.concat([one, Buffer.from('\r')]))));
  const answers = await receiveFrame(product.ctx, { bytes, peer: '192.0.2.1', acceptsTests: true });
  expect(answers.length).toBe(many);
  const [kept] = await product.access.worker.execute<{ bytes: number }>(
    sql`select sum(length(raw))::int as bytes from inbound_message where control_id like 'BIG%'`,
  );
  expect(kept?.bytes).toBeLessThan(2 * bytes.length);
  await product.settle();
  const [carried] = await product.access.worker.execute<{ n: number }>(
    sql`select count(*)::int as n from dossier where accession_number in (select unnest(accession_numbers) from inbound_message where control_id like 'BIG%')`,
  );
  expect(carried?.n).toBe(many);
});
