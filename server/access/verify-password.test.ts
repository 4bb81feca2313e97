import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { contextFor } from '../platform/context';
import { openSession } from './open-session';
import { sessionFrom } from './session-from';
import { makeUser, openTestAccess, TEST_PASSWORD, testClock, withSession } from './testing';
import { verifyPassword } from './verify-password';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));

async function enter(login: string) {
  const userId = await makeUser(access.worker, clock.now, { login });
  const { token } = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp' }),
  );
  const ask = () => sessionFrom({ headers: withSession('professional', token) }, 'professional', { db: access.web, now: clock.now });
  const actor = await ask();
  if (!actor) throw new Error('the session of the test is open');
  return { ask, ctx: contextFor(access.web, actor, clock.now) };
}

test('answers yes to the own password and counts nothing', async () => {
  const { ctx } = await enter('signs');
  for (let time = 0; time < 4; time += 1) await expect(verifyPassword(ctx, TEST_PASSWORD)).resolves.toEqual({ ok: true, value: true });
});

test('tests three of many guesses, then locks the account and ends the session', async () => {
  const { ctx, ask } = await enter('guessed');
  const answers = await Promise.all(Array.from({ length: 20 }, (_, guess) => verifyPassword(ctx, `guess ${guess}`)));
  expect(answers.filter((answer) => !answer.ok && answer.refusal.code === 'wrong-password')).toHaveLength(2);
  await expect(verifyPassword(ctx, TEST_PASSWORD)).resolves.toMatchObject({ refusal: { code: 'account-locked' } });
  await expect(ask()).resolves.toBeNull();
});
