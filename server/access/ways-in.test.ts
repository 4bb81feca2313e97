import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { passkey, securityNotice, session, userAccount } from '../../db/schema/access';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { authenticate } from './authenticate';
import { enterByPasskey } from './enter-by-passkey';
import { codeAt } from './one-time-code';
import * as password from './password';
import type { SecondFactor } from './second-factor';
import { anonymousContext, makeUser, openTestAccess, TEST_PASSWORD, TEST_SECRET, testClock } from './testing';
import { makeAuthenticator } from './testing-authenticator';
import { enrolTestPasskey } from './testing-passkey';
import { makeTestSheet, signedAtTheDoor } from './testing-ways';
import { unlockAccount } from './unlock-account';

/** Passkey alone, and the password with a passkey or a recovery code: no way around the second factor, none weaker beside a passkey (threats.md 7–12). */
let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
  clock = testClock();
});

const anonymous = () => anonymousContext(access.web, clock.now);
const person = async (login: string) => {
  const userId = await makeUser(access.worker, clock.now, { login, habilitations: [{ role: 'biologist' }] });
  return { userId, login };
};
const withKey = async (login: string) => {
  const { userId } = await person(login);
  return { userId, login, key: await enrolTestPasskey(access.worker, clock.now, { personId: userId }) };
};
const enter = (login: string, second: SecondFactor, word = TEST_PASSWORD) => authenticate(anonymous(), { login, password: word, second });
const totp = (): SecondFactor => ({ kind: 'totp', code: codeAt(TEST_SECRET, clock.now()) });
const withPasskey = async (key: Parameters<typeof signedAtTheDoor>[2], lie = {}): Promise<SecondFactor> => ({
  kind: 'passkey',
  ...(await signedAtTheDoor(access.web, clock.now, key, 'second-factor', lie)),
});
const byPasskey = async (key: Parameters<typeof signedAtTheDoor>[2], lie = {}) =>
  enterByPasskey(anonymous(), await signedAtTheDoor(access.web, clock.now, key, 'enter', lie));
const lock = async (login: string) => {
  for (let guess = 0; guess < 3; guess += 1) await enter(login, totp(), 'a guess');
};
const lastSession = async (userId: string) =>
  (await access.worker.select().from(session).where(eq(session.userId, userId)).orderBy(desc(session.createdAt)).limit(1))[0];

test('a passkey alone lets its person in', async () => {
  const { userId, key } = await withKey('by-passkey');
  await expect(byPasskey(key)).resolves.toMatchObject({ ok: true, value: { userId } });
  expect(await lastSession(userId)).toMatchObject({ method: 'passkey', stage: 'full' });
});

test('a passkey of which nobody was verified, one that nobody enrolled and a revoked one open nothing', async () => {
  const { key } = await withKey('unverified');
  await expect(byPasskey(key, { userVerified: false })).resolves.toMatchObject({ refusal: { code: 'passkey-refused' } });
  await expect(byPasskey(makeAuthenticator())).resolves.toMatchObject({ refusal: { code: 'passkey-refused' } });
  await access.worker.update(passkey).set({ revokedAt: clock.now(), revokedBy: 'test' }).where(eq(passkey.id, key.passkeyId));
  await expect(byPasskey(key)).resolves.toMatchObject({ refusal: { code: 'passkey-refused' } });
});

test('the challenge of a second factor is none to enter with, nor the reverse', async () => {
  const { login, key } = await withKey('purposes');
  const second = await signedAtTheDoor(access.web, clock.now, key, 'second-factor');
  await expect(enterByPasskey(anonymous(), second)).resolves.toMatchObject({ ok: false });
  const first = await signedAtTheDoor(access.web, clock.now, key, 'enter');
  await expect(enter(login, { kind: 'passkey', ...first })).resolves.toMatchObject({ refusal: { code: 'wrong-credentials' } });
});

test('password and passkey let the person in, and nobody with the passkey of another', async () => {
  const [own, other] = [await withKey('second-own'), await withKey('second-other')];
  await expect(enter(own.login, await withPasskey(other.key))).resolves.toMatchObject({ refusal: { code: 'wrong-credentials', detail: { triesLeft: 2 } } });
  await expect(enter(own.login, await withPasskey(own.key), 'wrong')).resolves.toMatchObject({ refusal: { detail: { triesLeft: 1 } } });
  await expect(enter(own.login, await withPasskey(own.key))).resolves.toMatchObject({ ok: true });
  expect(await lastSession(own.userId)).toMatchObject({ method: 'password-passkey' });
});

test('whoever has a passkey does not enter by the weaker code, and learns it only after all was right', async () => {
  const { login, key } = await withKey('no-weaker');
  await expect(enter(login, totp(), 'wrong')).resolves.toMatchObject({ refusal: { code: 'wrong-credentials' } });
  await expect(enter(login, { kind: 'totp', code: '000000' })).resolves.toMatchObject({ refusal: { code: 'wrong-credentials' } });
  await expect(enter(login, totp())).resolves.toMatchObject({ refusal: { code: 'passkey-required' } });
  await access.worker.update(passkey).set({ revokedAt: clock.now(), revokedBy: 'administrator' }).where(eq(passkey.id, key.passkeyId));
  clock.pass(30_000);
  await expect(enter(login, totp()), 'an administrator revoked the key').resolves.toMatchObject({ ok: true });
});

test('a recovery code stands for the second factor once, also beside a passkey, and the person is told', async () => {
  const { login, userId } = await withKey('recovering');
  const [code = '', next = ''] = await makeTestSheet(access.worker, clock.now, userId);
  const answers = await Promise.all([enter(login, { kind: 'recovery', code }), enter(login, { kind: 'recovery', code })]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  await expect(enter(login, { kind: 'recovery', code: next }, 'wrong')).resolves.toMatchObject({ refusal: { code: 'wrong-credentials' } });
  await expect(enter(login, { kind: 'recovery', code: ` ${next.toLowerCase().replaceAll('-', '')}` })).resolves.toMatchObject({ ok: true });
  expect(await lastSession(userId)).toMatchObject({ method: 'password-recovery' });
  const notices = await access.worker.select().from(securityNotice).where(eq(securityNotice.audienceUserId, userId));
  expect(notices.map(({ kind }) => kind)).toEqual(['recovery-used', 'recovery-used']);
});

test('a recovery code of another person, or of a sheet that was replaced, opens nothing', async () => {
  const [own, other] = [await person('sheet-own'), await person('sheet-other')];
  const [replaced = ''] = await makeTestSheet(access.worker, clock.now, own.userId);
  await makeTestSheet(access.worker, clock.now, own.userId);
  const [foreign = ''] = await makeTestSheet(access.worker, clock.now, other.userId);
  for (const code of [replaced, foreign])
    await expect(enter(own.login, { kind: 'recovery', code })).resolves.toMatchObject({ refusal: { code: 'wrong-credentials' } });
});

test.each(['totp', 'passkey', 'recovery'] as const)('tests exactly three of 500 guesses with a second factor of kind %s', async (kind) => {
  const { login, userId, key } = await withKey(`besieged-${kind}`);
  const [code = ''] = await makeTestSheet(access.worker, clock.now, userId);
  const signed = await signedAtTheDoor(access.web, clock.now, key, 'second-factor');
  const second: SecondFactor = kind === 'passkey' ? { kind, ...signed } : kind === 'totp' ? { kind, code: '000000' } : { kind, code };
  const verified = vi.spyOn(password, 'isPassword');
  const answers = await Promise.all(Array.from({ length: 500 }, (_, guess) => enter(login, second, `guess ${guess}`)));
  expect(verified).toHaveBeenCalledTimes(3);
  expect(answers.some((answer) => answer.ok)).toBe(false);
  await expect(enter(login, kind === 'recovery' ? second : totp())).resolves.toMatchObject({ refusal: { code: 'account-locked' } });
});

test('an attacker locks the password path; the passkey still lets the person in, and only an administrator gives the password back', async () => {
  const { login, userId, key } = await withKey('on-call');
  await lock(login);
  await expect(enter(login, await withPasskey(key))).resolves.toMatchObject({ refusal: { code: 'account-locked' } });
  await expect(byPasskey(key)).resolves.toMatchObject({ ok: true });
  await expect(enter(login, await withPasskey(key)), 'coming in by passkey unlocks nothing').resolves.toMatchObject({ refusal: { code: 'account-locked' } });
  const [notice] = await access.worker.select().from(securityNotice).where(eq(securityNotice.subjectId, userId));
  expect(notice).toMatchObject({ kind: 'account-locked', audienceRole: 'administrator', detail: { name: 'Camille ESSAI' } });
  await unlockAccount(contextFor(access.worker, systemActor('admin'), clock.now), login);
  await expect(enter(login, await withPasskey(key))).resolves.toMatchObject({ ok: true });
});

test('a disabled account enters by no path, in the words of wrong credentials', async () => {
  const { login, userId, key } = await withKey('disabled');
  const [code = ''] = await makeTestSheet(access.worker, clock.now, userId);
  await access.worker.update(userAccount).set({ disabledAt: clock.now() }).where(eq(userAccount.id, userId));
  await expect(enter(login, await withPasskey(key))).resolves.toMatchObject({ refusal: { code: 'wrong-credentials', detail: { triesLeft: 2 } } });
  await expect(enter(login, { kind: 'recovery', code })).resolves.toMatchObject({ refusal: { code: 'wrong-credentials' } });
  await expect(byPasskey(key)).resolves.toEqual(await byPasskey(makeAuthenticator()));
});
