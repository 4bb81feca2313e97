import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startMllpServer } from '../hl7/mllp-server';
import { tlsFixture } from '../hl7/testing';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { scriptedLis } from './testing-lis';
import { tryLink } from './try-link';

let product: TestProduct;
let referent: ProfessionalActor;
const SECRET = 'a secret of the tests that is long enough';
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', SECRET));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', SECRET);
  product = await openTestProduct();
  referent = await product.person('referent');
});
afterAll(() => product.end());

const laboratoryId = referenceIds.laboratory('valmont');
const attempt = (defaultUrl: string | null = null, environment: Record<string, string> = {}) =>
  tryLink(product.as(referent), { laboratoryId }, { defaultUrl, environment, timeoutMs: 1500 });
const traces = () =>
  product.access.worker.execute<{ detail: object } & Record<string, unknown>>(sql`select detail from audit_event where action = 'link.try' order by sequence`);
const setUrl = (url: string | null) => product.access.worker.execute(sql`update laboratory set lis_url = ${url} where id = ${laboratoryId}`);

test('without an address it says so', async () => {
  expect(await attempt()).toMatchObject({ ok: true, value: { outcome: 'no-address', address: '' } });
});

test('tries the laboratory’s own address before the platform’s, over a real line, and sends nothing', async () => {
  const lis = await scriptedLis(product);
  expect(await attempt('mllp://127.0.0.1:1')).toMatchObject({ ok: true, value: { outcome: 'connected', isSecure: false } });
  await lis.close();
  expect(lis.texts).toEqual([]);
  expect(await attempt()).toMatchObject({ ok: true, value: { outcome: 'refused' } });
  expect((await traces()).map(({ detail }) => detail)).toMatchObject([{ outcome: 'no-address' }, { outcome: 'connected' }, { outcome: 'refused' }]);
});

test('shows the operator’s certificate and looks at the LIS’s', async () => {
  const tls = { cert: tlsFixture('server.pem'), key: tlsFixture('server.key'), ca: tlsFixture('ca.pem') };
  const server = await startMllpServer({
    host: 'localhost',
    port: 0,
    tls,
    maxFrameBytes: 1000,
    idleTimeoutMs: 10_000,
    maxConnections: 5,
    onFrame: async (bytes) => bytes,
  });
  await setUrl(`mllps://localhost:${server.port}`);
  const path = (name: string) => new URL(`../hl7/fixtures/tls/${name}`, import.meta.url).pathname;
  const own = { MLLP_TLS_CA: path('ca.pem'), MLLP_TLS_CERT: path('lis-valmont.pem'), MLLP_TLS_KEY: path('lis-valmont.key') };
  try {
    expect(await attempt(null, own)).toMatchObject({
      ok: true,
      value: { outcome: 'connected', isSecure: true, certificate: { validUntil: expect.any(Date) } },
    });
    expect(await attempt(null, {})).toMatchObject({ ok: true, value: { outcome: 'certificate-unknown' } });
    expect(await attempt(null, { ...own, MLLP_TLS_KEY: '/nowhere.key' })).toMatchObject({ ok: true, value: { outcome: 'own-certificate' } });
  } finally {
    await server.close();
  }
});

test.each([
  ['referent', ['hauterive']],
  ['administrator', []],
  ['biologist', ['valmont']],
] as const)('a %s of %j tries nothing', async (role, sites) => {
  const before = (await traces()).length;
  const other = product.as(await product.person(role, sites));
  expect(await tryLink(other, { laboratoryId }, { defaultUrl: 'mllp://127.0.0.1:1', environment: {} })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await traces()).toHaveLength(before);
});
