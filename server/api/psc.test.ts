import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { habilitation, providerTrip, session, terminal, userAccount } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { pscIdentityOf } from '../access/psc-claims-rules';
import { makeUser, openTestAccess, testClock } from '../access/testing';
import { makeDevice, proveDevice } from '../access/testing-terminal';
import { type IdentityProvider, startIdentityProvider } from '../platform/testing/identity-provider';
import { pairsOf, tripWith } from '../platform/testing/trip';
import { createApiContext } from './context';
import { finishPsc, leavePsc, startPsc } from './psc';

const ORIGIN = 'http://localhost:3999';
const RPPS = '99900004444';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let provider: IdentityProvider;
let clock: ReturnType<typeof testClock>;

beforeAll(async () => {
  access = await openTestAccess();
  provider = await startIdentityProvider([`${ORIGIN}/api/psc/callback`], [`${ORIGIN}/lock`]);
  provider.people.set('marchetti', { claims: claimsOf(RPPS, '10', 'SM03') });
  provider.people.set('nurse', { claims: claimsOf('99900005555', '60') });
  provider.people.set('weak', { claims: claimsOf('99900006666', '10', 'SM03'), acr: 'urn:none' });
});
afterAll(async () => {
  await provider.stop();
  await access.end();
});
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', ORIGIN);
  vi.stubEnv('PSC_ISSUER', provider.issuer);
  vi.stubEnv('PSC_CLIENT_ID', provider.clientId);
  vi.stubEnv('PSC_CLIENT_SECRET', provider.clientSecret);
  vi.stubEnv('PSC_AUTHORIZATION_ENDPOINT', `${provider.issuer}/auth`);
  vi.stubEnv('PSC_USERINFO_ENDPOINT', `${provider.issuer}/me`);
  vi.stubEnv('PSC_TOKEN_ENDPOINT', `${provider.issuer}/token`);
  vi.stubEnv('PSC_END_SESSION_ENDPOINT', `${provider.issuer}/session/end`);
  vi.stubEnv('PSC_JWKS_URI', `${provider.issuer}/jwks`);
  clock = testClock(new Date().toISOString());
});

function claimsOf(rpps: string, codeProfession: string, codeSavoirFaire?: string) {
  return {
    SubjectNameID: `8${rpps}`,
    given_name: 'Hélène',
    family_name: 'Marchetti',
    otherIds: [{ identifiant: rpps, origine: 'RPPS', qualite: 1 }],
    SubjectRole: ['10^Médecin'],
    SubjectRefPro: {
      codeCivilite: 'MME',
      exercices: [{ codeProfession, ...(codeSavoirFaire ? { codeSavoirFaire } : {}), activities: [{ numeroFinessSite: '990000001' }] }],
    },
  };
}

const api = (headers: Headers = new Headers()) => createApiContext({ headers, db: access.web, now: clock.now });

const { begin, identify, comeBack, arrive } = tripWith({
  origin: ORIGIN,
  start: () => startPsc(new Request(`${ORIGIN}/api/psc/start`), api()),
  finish: (url, headers) => finishPsc(new Request(url, { headers }), api(headers)),
});
const whereTo = (response: Response) => response.headers.get('location');
const tokenOf = (response: Response) =>
  pairsOf(response)
    .find((pair) => pair.startsWith('relais-session='))
    ?.split('=')[1];

const biologist = (login: string, rppsNumber: string) => makeUser(access.worker, clock.now, { login, rppsNumber, habilitations: [{ role: 'biologist' }] });

test('asks with PKCE, state, nonce and the level of assurance, of the client that the installation is', async () => {
  const { url } = await begin();
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'relais',
    response_type: 'code',
    scope: 'openid scope_all',
    acr_values: 'eidas1',
    code_challenge_method: 'S256',
    prompt: 'login',
    redirect_uri: `${ORIGIN}/api/psc/callback`,
  });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name)).toMatch(/^[\w-]{43,}$/);
});

test('lets in whoever is identified and habilitated here, under a session that no page of another site carries', async () => {
  const userId = await biologist('psc.biologist', RPPS);
  const arrived = await arrive('marchetti');
  expect(whereTo(arrived)).toBe('/login/retour');
  expect(arrived.headers.getSetCookie().find((line) => line.startsWith('relais-session='))).toMatch(/HttpOnly; SameSite=Strict/);
  const actor = await api(new Headers({ cookie: `relais-session=${tokenOf(arrived)}` })).professional();
  expect(actor).toMatchObject({ userId, roles: ['biologist'] });
  const [account] = await access.worker.select().from(userAccount).where(eq(userAccount.id, userId));
  expect(account).toMatchObject({ pscSubject: 'marchetti', expertise: ['10:SM03'] });
});

test('an answer opens once: the second time, another browser or no browser at all gets nothing', async () => {
  const { url, cookie } = await begin();
  const back = await identify(url, 'marchetti');
  const other = await begin();
  expect(whereTo(await comeBack(back, other.cookie))).toBe('/login?refus=provider-refused');
  expect(whereTo(await comeBack(back, ''))).toBe('/login?refus=provider-refused');
  expect(whereTo(await comeBack(back, cookie))).toBe('/login/retour');
  expect(whereTo(await comeBack(back, cookie))).toBe('/login?refus=provider-refused');
});

test('an answer to another trip, with a state of nobody’s, or after ten minutes is refused', async () => {
  const first = await begin();
  const second = await begin();
  const back = await identify(first.url, 'marchetti');
  const mixed = new URL(back);
  mixed.searchParams.set('state', second.url.searchParams.get('state') ?? '');
  expect(whereTo(await comeBack(mixed, second.cookie)), 'the code of one trip under the state of another').toBe('/login?refus=provider-refused');
  const unknown = new URL(back);
  unknown.searchParams.set('state', 'x'.repeat(43));
  expect(whereTo(await comeBack(unknown, first.cookie))).toBe('/login?refus=provider-refused');
  clock.pass(10 * 60_000);
  expect(whereTo(await comeBack(back, first.cookie))).toBe('/login?refus=provider-refused');
});

test('a token for another nonce identifies nobody', async () => {
  const { url, cookie } = await begin();
  url.searchParams.set('nonce', 'somebody-elses-nonce-somebody-elses-nonce-1');
  expect(whereTo(await comeBack(await identify(url, 'marchetti'), cookie))).toBe('/login?refus=provider-refused');
});

test('a code asked for with another PKCE challenge is worth nothing', async () => {
  const { url, cookie } = await begin();
  url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  expect(whereTo(await comeBack(await identify(url, 'marchetti'), cookie))).toBe('/login?refus=provider-refused');
});

test('a weaker identification than was asked for, or a person who declines, enters nowhere', async () => {
  await biologist('psc.weak', '99900006666');
  expect(whereTo(await arrive('weak'))).toBe('/login?refus=provider-refused');
  expect(whereTo(await arrive(null))).toBe('/login?refus=provider-refused');
});

test('whoever is known to nobody here gets an account without any right, once, and does not enter', async () => {
  provider.people.set('newcomer', { claims: claimsOf('99900007777', '10') });
  for (let time = 0; time < 2; time += 1) expect(whereTo(await arrive('newcomer'))).toBe('/login?refus=provider-no-rights');
  const made = await access.worker.select().from(userAccount).where(eq(userAccount.rppsNumber, '99900007777'));
  expect(made).toMatchObject([{ login: 'psc.99900007777', familyName: 'MARCHETTI', passwordHash: null, totpSecret: null, profession: 'Médecin' }]);
  const rights = await access.worker
    .select()
    .from(habilitation)
    .where(eq(habilitation.userId, made[0]?.id ?? ''));
  expect(rights).toEqual([]);
  const traced = await access.worker
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.subjectId, made[0]?.id ?? ''));
  expect(traced.map((event) => event.action)).toEqual(['account.provision', 'session.open', 'session.open']);
});

test('claims of a biologist give no right to validate, and rights of a biologist need the claims of one', async () => {
  provider.people.set('claims only', { claims: claimsOf('99900008888', '10', 'SM03') });
  await makeUser(access.worker, clock.now, { login: 'psc.claims', rppsNumber: '99900008888', habilitations: [{ role: 'technician' }] });
  const token = tokenOf(await arrive('claims only'));
  await expect(api(new Headers({ cookie: `relais-session=${token}` })).professional()).resolves.toMatchObject({ roles: ['technician'] });
  await biologist('psc.nurse', '99900005555');
  expect(whereTo(await arrive('nurse'))).toBe('/login?refus=provider-not-biologist');
});

test('an account that was disabled is not entered, nor made again', async () => {
  provider.people.set('gone', { claims: claimsOf('99900009991', '10', 'SM03') });
  const userId = await biologist('psc.gone', '99900009991');
  await access.worker.update(userAccount).set({ disabledAt: clock.now() }).where(eq(userAccount.id, userId));
  expect(whereTo(await arrive('gone'))).toBe('/login?refus=provider-no-rights');
  expect(await access.worker.select().from(userAccount).where(eq(userAccount.rppsNumber, '99900009991'))).toHaveLength(1);
});

test('a passivated terminal lets nobody in, however well identified', async () => {
  await arrive('marchetti');
  await access.worker.update(terminal).set({ state: 'passivated', stateChangedAt: clock.now() });
  expect(whereTo(await arrive('marchetti'))).toBe('/login?refus=terminal-blocked');
  await access.worker.update(terminal).set({ state: 'active' });
});

test('the session is of the terminal where the trip began, though its strict cookie does not come back with another site’s answer', async () => {
  const { terminalId, token } = await proveDevice(access.web, access.worker, clock.now, makeDevice(ORIGIN), 'ward_pc');
  const atWardPc = tripWith({
    origin: ORIGIN,
    start: () => startPsc(new Request(`${ORIGIN}/api/psc/start`), api(new Headers({ cookie: `relais-terminal=${token}` }))),
    finish: (url, headers) => finishPsc(new Request(url, { headers }), api(headers)),
  });
  const entered = tokenOf(await atWardPc.arrive('marchetti'));
  await expect(api(new Headers({ cookie: `relais-session=${entered}` })).professional()).resolves.toMatchObject({ terminalId });
  expect((await access.worker.select().from(session).where(eq(session.terminalId, terminalId)))[0]).toMatchObject({ idleMs: 300_000 });
  await access.worker.update(terminal).set({ state: 'passivated' }).where(eq(terminal.id, terminalId));
  expect(whereTo(await atWardPc.arrive('marchetti'))).toBe('/login?refus=terminal-blocked');
});

test('leaving ends the session here and at the provider, by the token it gave', async () => {
  const token = tokenOf(await arrive('marchetti'));
  const headers = new Headers({ cookie: `relais-session=${token}` });
  const left = await leavePsc(new Request(`${ORIGIN}/api/psc/logout`, { headers }), api(headers));
  const address = new URL(whereTo(left) ?? '');
  expect(address.origin).toBe(provider.issuer);
  expect(address.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(address.searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/lock`);
  await expect(api(headers).professional()).resolves.toBeNull();
});

test('a page of another site, a sibling host or a fetch ahead ends nobody’s session', async () => {
  const token = tokenOf(await arrive('marchetti'));
  const cookie = `relais-session=${token}`;
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-origin', 'sec-purpose': 'prefetch' },
  ];
  for (const more of foreign) {
    const headers = new Headers({ cookie, ...more });
    expect(whereTo(await leavePsc(new Request(`${ORIGIN}/api/psc/logout`, { headers }), api(headers)))).toBe('/lock');
    await expect(api(new Headers({ cookie })).professional()).resolves.not.toBeNull();
  }
});

test('both doors open 240 times a minute to one address and write nothing more', async () => {
  const headers = new Headers({ 'x-forwarded-for': '203.0.113.77' });
  const trips = async () => (await access.worker.select().from(providerTrip)).length;
  for (const knock of [
    () => startPsc(new Request(`${ORIGIN}/api/psc/start`), api(headers)),
    () => finishPsc(new Request(`${ORIGIN}/api/psc/callback?state=x`, { headers }), api(headers)),
  ]) {
    for (let time = 0; time < 240; time += 1) await knock();
    const before = [await trips(), (await access.worker.select().from(auditEvent)).length];
    expect(whereTo(await knock())).toBe('/login?refus=too-many-requests');
    expect([await trips(), (await access.worker.select().from(auditEvent)).length]).toEqual(before);
  }
});

test('an RPPS number is read from the list, or from a national identifier of that register and no other', () => {
  const read = (more: object) => pscIdentityOf({ sub: 'somebody', ...more })?.rppsNumber;
  expect(read({ otherIds: [{ identifiant: RPPS, origine: 'RPPS' }] })).toBe(RPPS);
  expect(read({ SubjectNameID: `8${RPPS}` })).toBe(RPPS);
  expect(read({ SubjectNameID: RPPS }), 'eleven digits of another register').toBeNull();
});

test('keeps the provider’s token sealed, and neither state nor nonce of a trip in clear where the other is', async () => {
  await arrive('marchetti');
  const rows = await access.worker.select({ token: session.providerToken }).from(session);
  expect(rows.filter((row) => row.token !== null).every((row) => row.token?.startsWith('v1.'))).toBe(true);
  const trips = await access.worker.select().from(providerTrip);
  expect(trips.every((trip) => /^[0-9a-f]{64}$/.test(trip.stateHash) && /^[0-9a-f]{64}$/.test(trip.bindingHash))).toBe(true);
});

test('without a client the doors do not exist', async () => {
  vi.stubEnv('PSC_CLIENT_ID', '');
  vi.stubEnv('PSC_CLIENT_SECRET', '');
  expect((await startPsc(new Request(`${ORIGIN}/api/psc/start`), api())).status).toBe(404);
});
