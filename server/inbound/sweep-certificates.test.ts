import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { derivedId } from '../platform/ids';
import { noteCertificate } from './note-certificate';
import { sweepCertificates } from './sweep-certificates';

let product: TestProduct;
beforeAll(async () => {
  product = await openTestProduct();
});
afterAll(() => product.end());

const LINK = derivedId('profile', 'valmont');
const days = (count: number) => new Date(product.clock.now().getTime() + count * 86_400_000);
const speaks = (fingerprint: string, validUntil: Date) =>
  product.ctx.transaction((tx) => noteCertificate(tx, LINK, { commonName: 'sil', fingerprint, validUntil }, product.clock.now()));
const openAlarms = async () => {
  product.clock.pass(60_000);
  await sweepCertificates(product.ctx);
  return [...(await product.access.worker.execute(sql`select subject from link_alarm where kind = 'certificate-expiring' and closed_at is null`))];
};

test('a certificate that ends within thirty days rings once, until another speaks for the link', async () => {
  await speaks('AA:01', days(31));
  expect(await openAlarms()).toEqual([]);
  product.clock.pass(2 * 86_400_000);
  expect(await openAlarms()).toEqual([{ subject: LINK }]);
  expect(await openAlarms()).toEqual([{ subject: LINK }]);
  await speaks('AA:02', days(400));
  expect(await openAlarms()).toEqual([]);
});

test('one that has ended goes on ringing; a link that is closed does not', async () => {
  product.clock.pass(500 * 86_400_000);
  expect(await openAlarms()).toEqual([{ subject: LINK }]);
  await product.access.worker.execute(sql`update connection_profile set is_active = false, version = version + 1 where id = ${LINK}`);
  expect(await openAlarms()).toEqual([]);
});
