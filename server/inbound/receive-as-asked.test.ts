import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAck } from '../hl7/ack';
import { parseMessage } from '../hl7/grammar';
import { openTestProduct, type TestProduct } from '../main/testing';
import { assert } from '../platform/assert';
import { derivedId, newId } from '../platform/ids';
import { receiveFrame } from './receive-frame';
import { ORDER, obx, oru, REQUEST } from './testing';

/** A link that is answered as its messages ask (MSH-15, MSH-16), and batches, on the real database. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
  await product.access.worker.execute(sql`
    insert into connection_profile (id, laboratory_id, name, sending_application, sending_facility, default_charset, time_zone, settings)
    values (${newId()}, ${derivedId('laboratory', 'valmont')}, 'as asked', 'SIL', 'LBM-DEMANDE', 'UNICODE UTF-8', 'Europe/Paris', '{"acknowledgement":"as-asked"}')`);
});
afterAll(() => product.end());

const asking = (controlId: string, commit: string, application: string, ...segments: string[]) =>
  oru(...(segments.length > 0 ? segments : [ORDER, REQUEST, obx()]))
    .replace('LBM-VALMONT', 'LBM-DEMANDE')
    .replace('TEST1', controlId)
    .replace('|||AL|NE|', `|||${commit}|${application}|`);
const receive = (text: string) => receiveFrame(product.ctx, { bytes: Buffer.from(text), peer: '192.0.2.1', acceptsTests: true });
const said = (answers: Buffer[]) =>
  answers.map((answer) => {
    const parsed = parseMessage(answer.toString('utf8'));
    assert(parsed.ok, 'the answer can be parsed');
    const { code, controlId, problems } = readAck(parsed.message);
    return [code, controlId, ...problems.map((told) => `${told.severity} ${told.segment}-${told.field ?? ''}`)].join(' ');
  });
const statesOf = async (controlId: string) =>
  [...(await product.access.worker.execute<{ state: string }>(sql`select state from inbound_message where control_id = ${controlId}`))].map(
    ({ state }) => state,
  );

test.each([
  ['E1', 'AL', 'NE', ['CA E1']],
  ['E2', 'AL', 'AL', ['CA E2', 'AA E2']],
  ['E3', 'NE', 'NE', []],
  ['E4', 'ER', 'SU', ['AA E4']],
])('%s asks %s and %s: the answers come in order, again the same, and the message is kept', async (controlId, commit, application, expected) => {
  const answers = await receive(asking(controlId, commit, application));
  expect(said(answers)).toEqual(expected);
  expect(await receive(asking(controlId, commit, application))).toEqual(answers);
  expect(await statesOf(controlId)).toEqual(['stored']);
});

test('an error that nobody would hear of is told in the commit answer', async () => {
  expect(said(await receive(asking('E5', 'AL', 'NE', ORDER)))).toEqual(['CE E5 E OBR-']);
  expect(await statesOf('E5')).toEqual(['quarantined']);
});

test('a frame of several messages gets what each of them asks, in their order', async () => {
  const frame = [asking('E6', 'AL', 'AL'), asking('E7', 'NE', 'NE'), 'MSH|damaged', asking('E8', 'AL', 'NE')].join('\r');
  expect(said(await receive(frame)).map((answer) => answer.slice(0, 5))).toEqual(['CA E6', 'AA E6', 'AE  E', 'CA E8']);
});

test('a batch that announces more messages than came is told so in its last answer, and goes in', async () => {
  const batch = ['FHS|^~\\&', 'BHS|^~\\&', asking('E9', '', ''), asking('E10', '', ''), 'BTS|3', 'FTS|1'].join('\r');
  expect(said(await receive(batch))).toEqual(['AA E9', 'AA E10 W BTS-1']);
  expect(await statesOf('E10')).toEqual(['stored']);
});
