import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { userAccount } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { authenticate } from './authenticate';
import { codeAt } from './one-time-code';
import * as password from './password';
import { anonymousContext, makeUser, openTestAccess, TEST_PASSWORD, TEST_SECRET, testClock } from './testing';
import { unlockAccount } from './unlock-account';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  clock = testClock();
});

const right = (login: string) => ({ login, password: TEST_PASSWORD, code: codeAt(TEST_SECRET, clock.now()) });
const enter = ({ login, password: word, code }: { login: string; password: string; code: string }) =>
  authenticate(anonymousContext(access.web, clock.now), { login, password: word, second: { kind: 'totp', code } });
const user = async (id: string) => (await access.worker.select().from(userAccount).where(eq(userAccount.id, id)))[0];
const actionsOf = async (id: string) =>
  (
    await access.worker
      .select({ action: auditEvent.action, outcome: auditEvent.outcome })
      .from(auditEvent)
      .where(eq(auditEvent.subjectId, id))
      .orderBy(auditEvent.sequence)
  ).map((event) => `${event.action} ${event.outcome}`);

test('lets in the person with the right password and code, whatever the case of the login', async () => {
  const id = await makeUser(access.worker, clock.now, { login: 'right' });
  await expect(enter({ ...right('right'), login: ' Right ' })).resolves.toMatchObject({ ok: true, value: { userId: id } });
});

test('tests exactly three of 500 guesses that arrive at once, and locks the account', async () => {
  const id = await makeUser(access.worker, clock.now, { login: 'besieged' });
  const verified = vi.spyOn(password, 'isPassword');
  const answers = await Promise.all(Array.from({ length: 500 }, (_, guess) => enter({ login: 'besieged', password: `guess ${guess}`, code: '000000' })));
  expect(verified).toHaveBeenCalledTimes(3);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(0);
  expect(answers.filter((answer) => !answer.ok && answer.refusal.code === 'wrong-credentials')).toHaveLength(2);
  expect(await user(id)).toMatchObject({ failedAttempts: 3, lockedAt: clock.now() });
  expect((await actionsOf(id)).filter((action) => action === 'account.lock done')).toHaveLength(1);
});

test('keeps a locked account locked for the right password until an administrator unlocks it', async () => {
  const id = await makeUser(access.worker, clock.now, { login: 'locked' });
  for (const left of [2, 1])
    await expect(enter({ ...right('locked'), password: 'wrong' })).resolves.toMatchObject({
      refusal: { code: 'wrong-credentials', detail: { triesLeft: left } },
    });
  await expect(enter({ ...right('locked'), password: 'wrong' })).resolves.toMatchObject({ refusal: { code: 'account-locked' } });
  await expect(enter(right('locked'))).resolves.toMatchObject({ refusal: { code: 'account-locked' } });
  await unlockAccount(contextFor(access.worker, systemActor('admin'), clock.now), 'locked');
  await expect(enter(right('locked'))).resolves.toMatchObject({ ok: true });
  expect(await actionsOf(id)).toEqual([
    'account.create done',
    'session.open refused',
    'session.open refused',
    'session.open refused',
    'account.lock done',
    'session.open refused',
    'account.unlock done',
  ]);
});

test('gives the tries back after a success', async () => {
  const id = await makeUser(access.worker, clock.now, { login: 'forgiven' });
  await enter({ ...right('forgiven'), password: 'wrong' });
  await enter({ ...right('forgiven'), code: '000000' });
  await expect(enter(right('forgiven'))).resolves.toMatchObject({ ok: true });
  expect(await user(id)).toMatchObject({ failedAttempts: 0 });
});

test('takes a code once, also when it comes twice at the same instant', async () => {
  const id = await makeUser(access.worker, clock.now, { login: 'twice' });
  const answers = await Promise.all([enter(right('twice')), enter(right('twice'))]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  await expect(enter(right('twice'))).resolves.toMatchObject({ refusal: { code: 'code-used' } });
  expect(await user(id)).toMatchObject({ failedAttempts: 0 });
  clock.pass(30_000);
  await expect(enter(right('twice'))).resolves.toMatchObject({ ok: true });
});

test.each([
  { minutes: -0.5, accepted: true },
  { minutes: 0.5, accepted: true },
  { minutes: -1.5, accepted: false },
  { minutes: 1.5, accepted: false },
])('a code made $minutes min away is accepted: $accepted', async ({ minutes, accepted }) => {
  const login = `drift${minutes}`;
  await makeUser(access.worker, clock.now, { login });
  const code = codeAt(TEST_SECRET, new Date(clock.now().getTime() + minutes * 60_000));
  await expect(enter({ ...right(login), code })).resolves.toMatchObject({ ok: accepted });
});

test('refuses a login that nobody has in the words, and after the number of tries, of one that exists', async () => {
  await makeUser(access.worker, clock.now, { login: 'exists' });
  const answersFor = async (login: string) => {
    const answers = [];
    for (let guess = 0; guess < 4; guess += 1) answers.push(await enter({ login, password: 'wrong', code: '123456' }));
    return answers;
  };
  expect(await answersFor('exists-not')).toEqual(await answersFor('exists'));
});

test('verifies a password as well when nobody has the login', async () => {
  const verified = vi.spyOn(password, 'isPassword');
  await enter({ login: 'nobody', password: 'wrong', code: '123456' });
  expect(verified).toHaveBeenCalledExactlyOnceWith('wrong', null);
});

test('traces who was refused without the login, the password or the code', async () => {
  await enter({ login: 'zzcanari', password: 'zzcanari-password', code: '123456' });
  const [found] = await access.worker.execute<{ found: number } & Record<string, unknown>>(
    sql`select count(*)::int as found from audit_event where (detail::text || subject_id || actor_name) ilike '%zzcanari%'`,
  );
  expect(found?.found).toBe(0);
});
