import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Transaction } from '../../db/client';
import { passkey } from '../../db/schema/access';
import { newId } from '../platform/ids';
import { revokePasskey } from './passkey-store';
import { anonymousContext, makeUser, openTestAccess, testClock } from './testing';
import { makeAuthenticator } from './testing-authenticator';
import { enrolTestPasskey } from './testing-passkey';
import { type Assertion, askAssertion, askRegistration, type Binding, keepRegistration, verifyAssertion } from './webauthn';

/** The ceremonies themselves, wrong orders first (threats.md 12; W3C WebAuthn level 3, 7.1 and 7.2). */
let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;
let person = 0;

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
  clock = testClock();
});

const BROWSER: Binding = { bindingHash: 'this browser' };
const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => anonymousContext(access.web, clock.now).transaction(work);
const asWorker = <T>(work: (tx: Transaction) => Promise<T>) => access.worker.transaction(work);
const ask = (owner?: { realm: 'professional'; personId: string }) =>
  inTransaction((tx) => askAssertion(tx, { purpose: 'enter', binding: BROWSER, now: clock.now(), ...(owner ? { owner } : {}) }));
const verify = (assertion: Assertion, { binding = BROWSER, purpose = 'enter' }: { binding?: Binding; purpose?: 'enter' | 'second-factor' } = {}) =>
  inTransaction((tx) => verifyAssertion(tx, assertion, { purpose, binding, realm: 'professional', now: clock.now() }));
const someone = async () => {
  const userId = await makeUser(access.worker, clock.now, { login: `person${(person += 1)}` });
  return { userId, key: await enrolTestPasskey(access.worker, clock.now, { personId: userId }) };
};

test('lets the enrolled authenticator in, and records its use, counter and backup state', async () => {
  const { userId, key } = await someone();
  await expect(verify(key.assert(await ask()))).resolves.toMatchObject({ passkey: { userId, id: key.passkeyId } });
  const [row] = await access.worker.select().from(passkey).where(eq(passkey.id, key.passkeyId));
  expect(row).toMatchObject({ counter: 2, lastUsedAt: clock.now(), backedUp: false, deviceType: 'singleDevice' });
});

test('accepts a synchronised key and says so', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: 'synchronised' });
  const key = await enrolTestPasskey(access.worker, clock.now, { personId: userId, key: makeAuthenticator({ backedUp: true }) });
  await expect(verify(key.assert(await ask()))).resolves.toMatchObject({ passkey: { deviceType: 'multiDevice' } });
});

test.each([
  ['nobody was verified at the authenticator', { userVerified: false }],
  ['it was signed for another origin', { origin: 'https://localhost.example' }],
  ['it was signed for the same host over another port', { origin: 'http://localhost:3001' }],
  ['it was signed for another relying party', { rpId: 'relais.example' }],
  ['the answer is one of an enrolment', { type: 'webauthn.create' }],
  ['the counter stands still', { counter: 1 }],
])('refuses an assertion when %s', async (_why, lie) => {
  const { key } = await someone();
  await expect(verify(key.assert(await ask(), lie))).resolves.toBeNull();
});

test('refuses a counter that went back: the key was copied', async () => {
  const { key } = await someone();
  await expect(verify(key.assert(await ask(), { counter: 40 }))).resolves.not.toBeNull();
  await expect(verify(key.assert(await ask(), { counter: 12 }))).resolves.toBeNull();
});

test('takes a challenge once, also when its answer comes twice at the same instant', async () => {
  const { key } = await someone();
  const assertion = key.assert(await ask());
  const answers = await Promise.all([verify(assertion), verify(assertion), verify(assertion)]);
  expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
  await expect(verify(assertion)).resolves.toBeNull();
});

test('spends the challenge of a wrong answer too', async () => {
  const { key } = await someone();
  const options = await ask();
  await expect(verify(key.assert(options, { userVerified: false }))).resolves.toBeNull();
  await expect(verify(key.assert(options))).resolves.toBeNull();
});

test('refuses the challenge of another browser, of another purpose, and one that nobody made', async () => {
  const { key } = await someone();
  await expect(verify(key.assert(await ask()), { binding: { bindingHash: 'another browser' } })).resolves.toBeNull();
  await expect(verify(key.assert(await ask()), { binding: { sessionId: newId() } })).resolves.toBeNull();
  await expect(verify(key.assert(await ask()), { purpose: 'second-factor' })).resolves.toBeNull();
  await expect(verify(key.assert({ challenge: Buffer.alloc(32, 7).toString('base64url') }))).resolves.toBeNull();
});

test('refuses the credential of another person than the one who was asked', async () => {
  const [asked, other] = [await someone(), await someone()];
  await expect(verify(other.key.assert(await ask({ realm: 'professional', personId: asked.userId })))).resolves.toBeNull();
});

test('refuses the key of another authenticator under an enrolled credential’s name', async () => {
  const { key } = await someone();
  const forged = { ...makeAuthenticator().assert(await ask()), id: key.credentialId, rawId: key.credentialId };
  await expect(verify(forged)).resolves.toBeNull();
});

test('refuses a challenge when its five minutes are over', async () => {
  const { key } = await someone();
  const options = await ask();
  clock.pass(5 * 60_000);
  await expect(verify(key.assert(options))).resolves.toBeNull();
});

test('refuses a revoked credential, and does not name it any more', async () => {
  const { userId, key } = await someone();
  const owner = { realm: 'professional', personId: userId } as const;
  expect((await ask(owner)).allowCredentials).toMatchObject([{ id: key.credentialId }]);
  await asWorker((tx) => revokePasskey(tx, owner, key.passkeyId, 'test', clock.now()));
  await expect(verify(key.assert(await ask()))).resolves.toBeNull();
  expect((await ask(owner)).allowCredentials).toBeUndefined();
});

test('names no credential to whoever has not said who he is', async () => {
  await someone();
  expect((await ask()).allowCredentials).toBeUndefined();
});

test.each([
  ['nobody was verified', { userVerified: false }],
  ['it was made for another origin', { origin: 'https://evil.example' }],
  ['it was made for another relying party', { rpId: 'evil.example' }],
])('enrols nothing when %s', async (_why, lie) => {
  const personId = await makeUser(access.worker, clock.now, { login: `refused${(person += 1)}` });
  const expected = { purpose: 'enrol', binding: { sessionId: newId() }, owner: { realm: 'professional', personId }, now: clock.now() } as const;
  const options = await asWorker((tx) => askRegistration(tx, { ...expected, userName: 'u', displayName: 'U' }));
  const answer = makeAuthenticator().register(options, lie);
  await expect(asWorker((tx) => keepRegistration(tx, answer, { ...expected, name: 'n' }))).resolves.toBeNull();
});

test('enrols a credential once, for the person who was asked, in the session that asked', async () => {
  const personId = await makeUser(access.worker, clock.now, { login: `once${(person += 1)}` });
  const otherId = await makeUser(access.worker, clock.now, { login: `once${(person += 1)}` });
  const base = { purpose: 'enrol', now: clock.now(), name: 'n' } as const;
  const session = { sessionId: newId() };
  const owner = { realm: 'professional', personId } as const;
  const options = () => asWorker((tx) => askRegistration(tx, { ...base, binding: session, owner, userName: 'u', displayName: 'U' }));
  const keep = (answer: Parameters<typeof keepRegistration>[1], binding: Binding, personWho = personId) =>
    asWorker((tx) => keepRegistration(tx, answer, { ...base, binding, owner: { realm: 'professional', personId: personWho } }));
  const key = makeAuthenticator();
  await expect(keep(key.register(await options()), { sessionId: newId() }), 'another session').resolves.toBeNull();
  await expect(keep(key.register(await options()), session, otherId), 'another person').resolves.toBeNull();
  const answer = key.register(await options());
  await expect(keep(answer, session)).resolves.not.toBeNull();
  await expect(keep(answer, session), 'the same answer again').resolves.toBeNull();
  await expect(keep(key.register(await options()), session), 'the same credential again').resolves.toBeNull();
});
