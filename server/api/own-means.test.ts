import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { passkey, securityNotice, session, stepUpProof, userAccount } from '../../db/schema/access';
import { makeActivation } from '../access/activation';
import { codeAt } from '../access/one-time-code';
import { openSession } from '../access/open-session';
import { sessionFrom } from '../access/session-from';
import type { Act } from '../access/step-up-rules';
import { makeUser, openTestAccess, TEST_PASSWORD, testClock, withSession } from '../access/testing';
import { makeAuthenticator, type TestAuthenticator } from '../access/testing-authenticator';
import { enrolTestPasskey } from '../access/testing-passkey';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { createApiContext } from './context';
import { refusalIn } from './refusal';
import { createCaller } from './root';

/** The first means of identification and « Mon compte », through the doors that the screens use; every wrong order of both. */
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

const PHRASE = 'la pluie sur les tuiles';
const callerWith = (headers: Headers, responseHeaders = new Headers()) =>
  createCaller(createApiContext({ headers, responseHeaders, db: access.web, now: clock.now }));
const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => refusalIn(error as Parameters<typeof refusalIn>[0])?.code ?? 'defect',
  );
const someone = async () => {
  const login = `person${(person += 1)}`;
  return { login, userId: await makeUser(access.worker, clock.now, { login, habilitations: [{ role: 'manager' }] }) };
};
const userRow = async (id: string) => (await access.worker.select().from(userAccount).where(eq(userAccount.id, id)))[0];

async function inSession(userId: string) {
  const { token } = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp' }),
  );
  return { headers: withSession('professional', token), api: callerWith(withSession('professional', token)) };
}

/** Comes by an activation code; answers the browser of the session that it opened. */
async function activated({ login, userId }: { login: string; userId: string }) {
  const ctx = contextFor(access.worker, systemActor('admin'), clock.now);
  const code = await ctx.transaction((tx) => makeActivation(ctx, tx, userId));
  const answer = new Headers();
  await callerWith(new Headers({ 'user-agent': login }), answer).door.activate({ login, code });
  const [, token = ''] = /relais-session=([\w-]{43})/.exec(answer.getSetCookie().join('\n')) ?? [];
  return { headers: withSession('professional', token), api: callerWith(withSession('professional', token)) };
}

/** A proof for an act of the person in this session: by the key, else by the password. */
async function proofFor(api: ReturnType<typeof callerWith>, content: Record<string, unknown>, key?: TestAuthenticator, act: Act = 'change-account') {
  const asked = await api.session.askProof({ act, content });
  if (asked.method === 'password') return { method: 'password' as const, password: TEST_PASSWORD };
  if (!key) throw new Error('the person of the test has her key with her');
  return { method: 'passkey' as const, assertion: key.assert(asked.options) };
}

test('a passkey chosen at the first log-in ends the session of the activation and gives ten recovery codes', async () => {
  const newcomer = await someone();
  const { api, headers } = await activated(newcomer);
  const { options } = await api.enrol.askPasskey();
  const { codes } = await api.enrol.keepPasskey({ name: 'Mon téléphone', registration: makeAuthenticator().register(options) });
  expect(new Set(codes).size).toBe(10);
  expect(codes[0]).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(sessionFrom({ headers }, 'professional', { db: access.web, now: clock.now })).resolves.toBeNull();
  expect(await codeOf(api.enrol.askPasskey()), 'enrol twice').toBe('session-expired');
  const [row] = await access.worker.select().from(session).where(eq(session.userId, newcomer.userId));
  expect(row).toMatchObject({ revokedReason: 'enrolled' });
});

test('a password is chosen with an authenticator or not at all, and a code that confirmed it opens nothing', async () => {
  const newcomer = await someone();
  const { api } = await activated(newcomer);
  const { sealed, secret, uri } = await api.enrol.offerTotp();
  expect(uri).toContain(secret);
  const code = codeAt(secret, clock.now());
  expect(await codeOf(api.enrol.choosePassword({ password: 'trop court', sealed, code }))).toBe('password-short');
  expect(await codeOf(api.enrol.choosePassword({ password: 'password2026!!', sealed, code }))).toBe('password-known');
  expect(await codeOf(api.enrol.choosePassword({ password: `${newcomer.login} de nuit`, sealed, code }))).toBe('password-personal');
  expect(await codeOf(api.enrol.choosePassword({ password: PHRASE, sealed, code: code === '000000' ? '000001' : '000000' }))).toBe('wrong-one-time-code');
  const before = await userRow(newcomer.userId);
  const { codes } = await api.enrol.choosePassword({ password: PHRASE, sealed, code });
  expect(codes).toHaveLength(10);
  const after = await userRow(newcomer.userId);
  expect(after?.passwordHash).not.toBe(before?.passwordHash);
  expect(after?.totpLastStep).toBe(Math.floor(clock.now().getTime() / 30_000));
  expect(JSON.stringify(after)).not.toContain(secret);
});

test('a secret offered to another session confirms nothing', async () => {
  const [one, other] = [await activated(await someone()), await activated(await someone())];
  const { sealed, secret } = await other.api.enrol.offerTotp();
  expect(await codeOf(one.api.enrol.choosePassword({ password: PHRASE, sealed, code: codeAt(secret, clock.now()) }))).toBe('wrong-one-time-code');
});

test('two requests of one activation at once choose once', async () => {
  const { api } = await activated(await someone());
  const [first, second] = [await api.enrol.offerTotp(), await api.enrol.offerTotp()];
  const choose = ({ sealed, secret }: typeof first) => codeOf(api.enrol.choosePassword({ password: PHRASE, sealed, code: codeAt(secret, clock.now()) }));
  expect((await Promise.all([choose(first), choose(second)])).filter((code) => code === 'done')).toHaveLength(1);
});

test('the session of an activation does nothing of a full one, and a full one nothing of an activation', async () => {
  const newcomer = await someone();
  const enrolling = await activated(newcomer);
  expect(await codeOf(enrolling.api.account.mine())).toBe('not-found');
  expect(await codeOf(enrolling.api.account.addPasskey({ name: 'x', registration: makeAuthenticator().register({ challenge: 'AAAA' }) }))).toBe('not-found');
  const full = await inSession(newcomer.userId);
  expect(await codeOf(full.api.enrol.askPasskey())).toBe('not-found');
  expect(await codeOf(full.api.enrol.offerTotp())).toBe('not-found');
  expect(await codeOf(enrolling.api.enrol.askPasskey()), 'one person, one session').toBe('session-taken');
});

test('means chosen by a new activation take the place of those of before: a lost key, password or authenticator opens nothing any more', async () => {
  const lost = await someone();
  await enrolTestPasskey(access.worker, clock.now, { personId: lost.userId });
  const byPassword = await activated(lost);
  const { sealed, secret } = await byPassword.api.enrol.offerTotp();
  const held = async () => ({
    keys: (await access.worker.select().from(passkey).where(eq(passkey.userId, lost.userId))).filter(({ revokedAt }) => revokedAt === null).length,
    hasPassword: (await userRow(lost.userId))?.passwordHash !== null,
    hasTotp: (await userRow(lost.userId))?.totpSecret !== null,
  });
  expect(await held(), 'asking and coming in take nothing away').toEqual({ keys: 1, hasPassword: true, hasTotp: true });
  await byPassword.api.enrol.choosePassword({ password: PHRASE, sealed, code: codeAt(secret, clock.now()) });
  expect(await held()).toEqual({ keys: 0, hasPassword: true, hasTotp: true });
  const byKey = await activated(lost);
  const { options } = await byKey.api.enrol.askPasskey();
  await byKey.api.enrol.keepPasskey({ name: 'Ma tablette', registration: makeAuthenticator().register(options) });
  expect(await held()).toEqual({ keys: 1, hasPassword: false, hasTotp: false });
});

test('adds a passkey for a proof of the person, and tells him', async () => {
  const { userId } = await someone();
  const { api } = await inSession(userId);
  const key = makeAuthenticator();
  const unasked = key.register({ challenge: Buffer.alloc(32).toString('base64url') });
  expect(await codeOf(api.account.addPasskey({ name: 'Sans preuve', registration: unasked }))).toBe('registration-refused');
  expect(await codeOf(api.account.askPasskey({ change: 'passkey', proof: { method: 'password', password: 'faux' } }))).toBe('wrong-password');
  const { options } = await api.account.askPasskey({ change: 'passkey', proof: await proofFor(api, { change: 'passkey' }) });
  const { passkeyId } = await api.account.addPasskey({ name: 'Clé USB', registration: key.register(options) });
  expect((await api.account.mine()).means.passkeys).toMatchObject([{ id: passkeyId, name: 'Clé USB' }]);
  const notices = await access.worker.select().from(securityNotice).where(eq(securityNotice.audienceUserId, userId));
  expect(notices).toMatchObject([{ kind: 'passkey-added' }]);
  await api.account.renamePasskey({ passkeyId, name: '  Clé du bureau ' });
  expect((await api.account.mine()).means.passkeys).toMatchObject([{ name: 'Clé du bureau' }]);
});

test('touches no passkey of another person, and does not take the last means away', async () => {
  const [own, other] = [await someone(), await someone()];
  const key = await enrolTestPasskey(access.worker, clock.now, { personId: own.userId });
  const foreign = await enrolTestPasskey(access.worker, clock.now, { personId: other.userId });
  await access.worker.update(userAccount).set({ passwordHash: null }).where(eq(userAccount.id, own.userId));
  const { api } = await inSession(own.userId);
  expect(await codeOf(api.account.renamePasskey({ passkeyId: foreign.passkeyId, name: 'x' }))).toBe('not-found');
  const revoke = async (passkeyId: string) => codeOf(api.account.revokePasskey({ passkeyId, proof: await proofFor(api, { passkeyId }, key) }));
  expect(await revoke(foreign.passkeyId)).toBe('not-found');
  expect(await revoke(key.passkeyId)).toBe('last-means');
  const second = await enrolTestPasskey(access.worker, clock.now, { personId: own.userId });
  expect(await revoke(second.passkeyId)).toBe('done');
  expect(await revoke(second.passkeyId)).toBe('not-found');
});

test('a proof for one change is none for another', async () => {
  const { userId } = await someone();
  const key = await enrolTestPasskey(access.worker, clock.now, { personId: userId });
  const { api } = await inSession(userId);
  const proof = await proofFor(api, { change: 'recovery' }, key);
  expect(await codeOf(api.account.changePassword({ password: PHRASE, proof }))).toBe('proof-refused');
  expect(await codeOf(api.account.changePassword({ password: PHRASE, proof: { method: 'password', password: TEST_PASSWORD } }))).toBe('passkey-needed');
});

test('changes the password by the rules, and leaves nothing of it in the proof', async () => {
  const { userId } = await someone();
  const { api } = await inSession(userId);
  const change = async (password: string) => codeOf(api.account.changePassword({ password, proof: await proofFor(api, { change: 'password' }) }));
  const before = await userRow(userId);
  expect(await change('azertyazerty')).toBe('password-known');
  expect(await change(PHRASE)).toBe('done');
  expect((await userRow(userId))?.passwordHash).not.toBe(before?.passwordHash);
  const hashes = await access.worker.select({ hash: stepUpProof.contentHash }).from(stepUpProof).where(eq(stepUpProof.userId, userId));
  expect(new Set(hashes.map(({ hash }) => hash)).size, 'the same for every password').toBe(1);
});

test('replaces the authenticator and the sheet of recovery codes', async () => {
  const { userId } = await someone();
  const { api } = await inSession(userId);
  const before = await userRow(userId);
  const { sealed, secret } = await api.account.offerTotp();
  const replace = async (code: string) => codeOf(api.account.replaceTotp({ sealed, code, proof: await proofFor(api, { change: 'totp' }) }));
  expect(await replace(codeAt(secret, new Date(clock.now().getTime() + 3_600_000)))).toBe('wrong-one-time-code');
  expect(await replace(codeAt(secret, clock.now()))).toBe('done');
  expect((await userRow(userId))?.totpSecret).not.toBe(before?.totpSecret);
  const renew = async () => api.account.renewRecovery({ change: 'recovery', proof: await proofFor(api, { change: 'recovery' }) });
  const [first, second] = [await renew(), await renew()];
  expect(first.codes.filter((code) => second.codes.includes(code))).toEqual([]);
  expect((await api.account.mine()).means.recovery).toMatchObject({ left: 10 });
});

test('shows one’s own account, and the entries of nobody else', async () => {
  const [own, other] = [await someone(), await activated(await someone())];
  await codeOf(other.api.enrol.askPasskey());
  const entered = await activated(own);
  await entered.api.enrol.keepPasskey({ name: 'n', registration: makeAuthenticator().register((await entered.api.enrol.askPasskey()).options) });
  const { api } = await inSession(own.userId);
  const mine = await api.account.mine();
  expect(mine).toMatchObject({
    login: own.login,
    name: 'Camille ESSAI',
    rights: [{ role: 'manager', grantedBy: 'test' }],
    session: { method: 'password-totp' },
  });
  expect(mine.entries.map(({ action }) => action)).toEqual([
    'session.close',
    'account.enrol',
    'session.open',
    'activation.use',
    'activation.make',
    'account.create',
  ]);
});
