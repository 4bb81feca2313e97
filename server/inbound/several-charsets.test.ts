import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeText } from '../hl7/charset';
import { openTestProduct, type TestProduct } from '../main/testing';
import { derivedId, newId } from '../platform/ids';
import { explain } from './explain';
import { GENERIC } from './explain-profile';
import { readStoredPart } from './read-alone';
import { receiveFrame } from './receive-frame';
import { obx, oru } from './testing';
import { translate } from './translate/translate';

/** One frame, several messages, each in a character set of its own: at reception, in what is kept, and as explained. */
let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
  await product.access.worker.execute(sql`
    insert into connection_profile (id, laboratory_id, name, sending_application, sending_facility, default_charset, time_zone)
    values (${newId()}, ${derivedId('laboratory', 'valmont')}, 'silent', 'SIL', 'LBM-MUET', '8859/15', 'Europe/Paris')`);
});
afterAll(() => product.end());

const SETS = {
  'UNICODE UTF-8': 'Fièvre élevée : 5 €, œdème, 6 µmol',
  '8859/1': 'Fièvre élevée : 6 µmol',
  '8859/15': 'Fièvre élevée : 5 €, œdème',
  ASCII: 'Fievre',
};
const one = (controlId: string, charset: string, value: string, declared = charset): Buffer =>
  encodeText(
    `${oru(`ORC|RE|P${controlId}||D-${controlId}`, `OBR|1|P${controlId}|D-${controlId}|IONO`, obx({ 2: 'TX', 5: value }))}\r`
      .replace('TEST1', controlId)
      .replace('UNICODE UTF-8', declared)
      .replace('LBM-VALMONT', declared === '' ? 'LBM-MUET' : 'LBM-VALMONT'),
    charset,
  );
const several = (name: string) => Buffer.concat(Object.entries(SETS).map(([charset, value], index) => one(`${name}${index}`, charset, value)));
const receive = (bytes: Buffer) => receiveFrame(product.ctx, { bytes, peer: '192.0.2.1', acceptsTests: true });
const kept = async (name: string) => [
  ...(await product.access.worker.execute<{ raw: Buffer; part: number; repeats: number; problems: unknown[] }>(
    sql`select raw, part, repeats, problems from inbound_message where control_id like ${`${name}%`} order by part`,
  )),
];
const valuesOf = (raw: Buffer, part: number, charset = 'UNICODE UTF-8') => {
  const message = readStoredPart(raw, part, charset);
  const groups = message ? translate(message, { ...GENERIC, facility: 'LBM-VALMONT' }).groups : [];
  return groups.flatMap(({ dossiers }) =>
    dossiers.flatMap(({ requests }) => requests.flatMap(({ observations }) => observations.map(({ values }) => values[0]))),
  );
};

test('each message is answered, kept and read in its own character set, and nothing is told of it', async () => {
  const frame = several('S');
  expect((await receive(frame)).map((answer) => /MSA\|([^\r]*)/.exec(answer.toString('latin1'))?.[1])).toEqual(['AA|S0', 'AA|S1', 'AA|S2', 'AA|S3']);
  const rows = await kept('S');
  expect(rows.flatMap(({ raw, part }) => valuesOf(raw, part))).toEqual(Object.values(SETS));
  expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
  await product.settle();
  const values = await product.access.worker.execute<{ values: string[] }>(sql`
    select v.values from observation_version v join inbound_message m on m.id = v.message_id where m.control_id like 'S%' order by m.part`);
  expect([...values].map((row) => row.values[0])).toEqual(Object.values(SETS));
});

test('explain reads the very same of the same bytes', () => {
  const told = explain(several('S'));
  expect(told.map(({ controlId, dossiers }) => [controlId, dossiers[0]?.observations[0]?.value])).toEqual(
    Object.values(SETS).map((value, index) => [`S${index}`, value]),
  );
  expect(told.flatMap(({ problems }) => problems)).toEqual([]);
});

test('the same frame again changes nothing, and one of its messages alone is no other message under the same number', async () => {
  const frame = several('T');
  const answers = await receive(frame);
  expect(await receive(frame)).toEqual(answers);
  expect((await kept('T')).map(({ repeats }) => repeats)).toEqual([1, 1, 1, 1]);
  const [alone] = await receive(one('T1', '8859/1', SETS['8859/1']));
  expect(alone).toEqual(answers[1]);
});

test('what says nothing is read as its link says, beside neighbours that speak for themselves', async () => {
  const frame = Buffer.concat([one('V0', 'UNICODE UTF-8', 'élevé €'), one('V1', '8859/15', 'Œdème, 5 €', ''), one('V2', '8859/1', 'élevé')]);
  await receive(frame);
  expect((await kept('V')).map(({ raw, part }) => valuesOf(raw, part, '8859/15')[0])).toEqual(['élevé €', 'Œdème, 5 €', 'élevé']);
});

test.each([
  ['little', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['little, without its mark', (text: string) => Buffer.from(text, 'utf16le')],
  ['big', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
])('UTF-16 (%s endian) is refused in words under its own control id, and nothing of it goes in', async (order, encoded) => {
  const controlId = `U${order.length}`;
  const [answer] = await receive(encoded(one(controlId, 'UNICODE UTF-8', 'élevé').toString('utf8')));
  expect(answer?.toString('utf8')).toMatch(new RegExp(`MSA\\|AE\\|${controlId}[^]*UTF-16`));
  expect((await kept(controlId)).map(({ raw }) => valuesOf(raw, 0))).toEqual([[]]);
});

test('windows-1252 without MSH-18 is read right where the link says so, and told where it does not', async () => {
  const value = 'Œdème, l’œuf, 5 €';
  await product.access.worker.execute(sql`
    insert into connection_profile (id, laboratory_id, name, sending_application, sending_facility, default_charset, time_zone) values
    (${newId()}, ${derivedId('laboratory', 'valmont')}, 'windows', 'SIL', 'LBM-WIN', 'WINDOWS-1252', 'Europe/Paris'),
    (${newId()}, ${derivedId('laboratory', 'valmont')}, 'unaware', 'SIL', 'LBM-UTF', 'UNICODE UTF-8', 'Europe/Paris')`);
  const from = (controlId: string, facility: string) =>
    encodeText(one(controlId, 'UNICODE UTF-8', value, '').toString('utf8').replace('LBM-MUET', facility), 'WINDOWS-1252');
  await receive(from('W1', 'LBM-WIN'));
  await receive(from('W2', 'LBM-UTF'));
  await product.settle();
  const stored = await product.access.worker.execute<{ values: string[]; told: number }>(sql`
    select v.values, jsonb_array_length(m.problems) as told from observation_version v join inbound_message m on m.id = v.message_id where m.control_id in ('W1', 'W2') order by m.control_id`);
  expect([...stored]).toEqual([
    { values: [value], told: 0 },
    { values: [value], told: 1 },
  ]);
});
