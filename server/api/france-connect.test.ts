import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { type IdentityProvider, startIdentityProvider } from '../platform/testing/identity-provider';
import { tripWith } from '../platform/testing/trip';
import { createApiContext } from './context';
import { finishFranceConnect, startFranceConnect } from './france-connect';

const ORIGIN = 'http://localhost:3998';
const WOMAN = { given_name: 'Dominique Anne', family_name: 'Pat-Trois', birthdate: '1979-03-28', gender: 'female' };

let portal: TestPortal;
let provider: IdentityProvider;

beforeAll(async () => {
  portal = await openTestPortal();
  provider = await startIdentityProvider([`${ORIGIN}/api/franceconnect/callback`], []);
  await portal.release();
});
afterAll(async () => {
  await provider.stop();
  await portal.end();
});
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', ORIGIN);
  vi.stubEnv('FC_ISSUER', provider.issuer);
  vi.stubEnv('FC_CLIENT_ID', provider.clientId);
  vi.stubEnv('FC_CLIENT_SECRET', provider.clientSecret);
  for (const [part, path] of [
    ['AUTHORIZATION_ENDPOINT', '/auth'],
    ['TOKEN_ENDPOINT', '/token'],
    ['USERINFO_ENDPOINT', '/me'],
    ['JWKS_URI', '/jwks'],
  ])
    vi.stubEnv(`FC_${part}`, `${provider.issuer}${path}`);
});

const api = (headers: Headers = new Headers()) => createApiContext({ headers, db: portal.access.web, now: portal.clock.now });
const trip = tripWith({
  origin: ORIGIN,
  start: () => startFranceConnect(new Request(`${ORIGIN}/api/franceconnect/start`), api()),
  finish: (url, headers) => finishFranceConnect(new Request(url, { headers }), api(headers)),
});

/** The whole way, for somebody with these claims. */
async function arrive(who: string, claims: Record<string, unknown>, acr = 'eidas2') {
  provider.people.set(who, { claims, acr });
  const response = await trip.arrive(who);
  const cookie = response.headers
    .getSetCookie()
    .find((line) => line.startsWith('relais-patient='))
    ?.split(';', 1)[0];
  return { to: response.headers.get('location'), patient: cookie ? await api(new Headers({ cookie })).patient() : null };
}

const patientNamed = async (name: string) => (await portal.rowsOf<{ id: string }>(sql`select id from patient where birth_family_name = ${name}`))[0]?.id;

test('lets in the patient whose qualified identity it certainly is, whatever accents and hyphens, and finds the same account again', async () => {
  const first = await arrive('dominique', WOMAN);
  expect(first.to).toBe('/mes-resultats/arrivee');
  expect(first.patient).toMatchObject({ patientId: await patientNamed('PAT-TROIS'), representationId: null });
  const again = await arrive('dominique', { ...WOMAN, family_name: 'PAT TROIS', given_name: 'Dominique' });
  expect(again.patient?.accountId).toBe(first.patient?.accountId);
  const links = await portal.rowsOf<{ via: string }>(sql`select via from patient_link where account_id = ${first.patient?.accountId ?? ''}`);
  expect(links).toEqual([{ via: 'franceconnect' }]);
});

test.each([
  ['another day of birth', { ...WOMAN, birthdate: '1979-03-29' }],
  ['another sex', { ...WOMAN, gender: 'male' }],
  ['another family name', { ...WOMAN, family_name: 'Pat' }],
  ['another first given name', { ...WOMAN, given_name: 'Anne Dominique' }],
  ['a first given name that only begins alike', { ...WOMAN, given_name: 'Domi' }],
  ['a name that is a pattern', { ...WOMAN, family_name: 'Pat%' }],
])('%s is nobody', async (_what, claims) => {
  expect(await arrive('other', claims)).toEqual({ to: '/mes-resultats?refus=provider-no-identity', patient: null });
});

test('a birth date that is not known to the day, or a weaker identification than asked for, is refused', async () => {
  expect((await arrive('no day', { ...WOMAN, birthdate: '1979-00-00' })).to).toBe('/mes-resultats?refus=provider-refused');
  expect((await arrive('weak', WOMAN, 'eidas1')).to).toBe('/mes-resultats?refus=provider-refused');
});

test('an identity that is not qualified is not matched, and two people who cannot be told apart are nobody', async () => {
  await portal.release({ patient: { identifier: '77001', birthFamilyName: 'ESSAI-SEUL', givenNames: ['LOU'], birthDate: '1990-01-02', sex: 'F', ins: null } });
  const lou = { given_name: 'Lou', family_name: 'Essai-Seul', birthdate: '1990-01-02', gender: 'female' };
  expect((await arrive('lou', lou)).to).toBe('/mes-resultats?refus=provider-no-identity');
  await portal.access.worker.execute(sql`update patient set ins = '290019999999901', ins_qualified = true where birth_family_name = 'ESSAI-SEUL'`);
  expect((await arrive('lou', lou)).to).toBe('/mes-resultats/arrivee');
  await portal.release({ patient: { identifier: '77002', birthFamilyName: 'ESSAI-SEUL', givenNames: ['LOU'], birthDate: '1990-01-02', sex: 'F', ins: null } });
  await portal.access.worker.execute(sql`update patient set ins = '290019999999902', ins_qualified = true where identifier = '77002'`);
  expect((await arrive('another lou', lou)).to, 'a second person with all the same').toBe('/mes-resultats?refus=provider-no-identity');
});

test('the bearer of nobody’s identity matches nothing by asking the database himself', async () => {
  const asked = sql`select france_connect_matches('PAT TROIS', 'DOMINIQUE', '1979-03-28'::date, 'F')`;
  expect([...(await portal.access.web.execute(asked))]).toEqual([]);
});
