import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';

let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct({});
});
afterAll(() => product.end());

const message = (base64: string, id: string, at: string) =>
  Buffer.from(
    [
      `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|${at}||ORU^R01^ORU_R01|${id}|P|2.5|||AL|NE|FRA|UNICODE UTF-8`,
      'PID|1||0004711^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^^^^^L||19790328|F',
      'ORC|RE|P1||26112170001',
      'OBR|1|P1|26112170001-1|CR^Compte rendu^LOCAL|||20261121024500',
      `OBX|1|ED|PDF^Compte rendu joint^LOCAL||^application^pdf^Base64^${base64}||||||R`,
      'OBX|2|NM|2823-3^Potassium^LN||4.1|mmol/L||||R',
    ].join('\r'),
  );

const stored = () =>
  product.access.worker.execute<{ bytes: string; version: number; media_type: string }>(
    sql`select encode(d.bytes, 'base64') as bytes, o.version, d.media_type from observation_document d join observation_version o on o.id = d.observation_version_id order by o.version`,
  );

test('a document is kept byte for byte with its version; another under the same title is a new one, and an unreadable one blocks nothing', async () => {
  const [first, second] = ['%PDF-1.4 un %%EOF', '%PDF-1.4 deux %%EOF'].map((text) => Buffer.from(text).toString('base64'));
  await product.receive(message(first ?? '', 'DOC1', '20261121030000'));
  await product.receive(message(first ?? '', 'DOC2', '20261121030100'));
  await product.receive(message(second ?? '', 'DOC3', '20261121030200'));
  expect([...(await stored())]).toEqual([
    { bytes: first, version: 1, media_type: 'application/pdf' },
    { bytes: second, version: 2, media_type: 'application/pdf' },
  ]);
  await product.receive(message('JVBE****', 'DOC4', '20261121030300'));
  expect((await stored()).length).toBe(2);
  expect(await product.receive(message(Buffer.from('%PDF-1.4 coupé').toString('base64'), 'DOC5', '20261121030400'))).toContain('MSA|AA|DOC5');
  const [told] = await product.access.worker.execute(sql`select problems::text as problems from inbound_message where control_id = 'DOC5'`);
  expect(told?.problems).toContain('Document joint incomplet ou mal formé');
  expect((await stored()).length).toBe(3);
  expect(await product.access.worker.execute(sql`select 1 from repair_item where kind = 'unreadable_line' and closed_at is null`)).toHaveLength(1);
  await expect(product.access.worker.execute(sql`update observation_document set sha256 = 'x'`)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/permission denied/) },
  });
});
