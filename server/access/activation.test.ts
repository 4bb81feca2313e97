import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { activation, session, userAccount } from '../../db/schema/access';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { activate } from './activate';
import { makeActivation } from './activation';
import { sessionFrom } from './session-from';
import { anonymousContext, makeUser, openTestAccess, testClock, withSession } from './testing';

/** The first log-in, wrong orders first: a code opens one account, once, for three days, after three tries at most. */
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

const HOUR = 3_600_000;
const make = (userId: string) => {
  const ctx = contextFor(access.worker, systemActor('admin'), clock.now);
  return ctx.transaction((tx) => makeActivation(ctx, tx, userId));
};
const newcomer = (login: string) => makeUser(access.worker, clock.now, { login, habilitations: [{ role: 'biologist' }] });
const use = (login: string, code: string) => activate(anonymousContext(access.web, clock.now), { login, code });
const REFUSED = { ok: false, refusal: { code: 'activation-refused' } };

test('opens a session that has no right but to set up its own account', async () => {
  const userId = await newcomer('first');
  const code = await make(userId);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  const opened = await use(' First ', code);
  if (!opened.ok) throw new Error('the code of the test opens');
  const actor = await sessionFrom({ headers: withSession('professional', opened.value.token) }, 'professional', { db: access.web, now: clock.now });
  expect(actor).toMatchObject({ userId, stage: 'enrolling', roles: [], siteIds: [] });
  const [row] = await access.worker.select().from(session).where(eq(session.userId, userId));
  expect(row).toMatchObject({ method: 'activation', stage: 'enrolling', expiresAt: new Date(clock.now().getTime() + HOUR / 2) });
});

test('forgives case, spaces, dashes and the letters that look like digits', async () => {
  const code = await make(await newcomer('forgiven'));
  await expect(use('forgiven', ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).resolves.toMatchObject({ ok: true });
});

test('keeps the code nowhere: a copy of the database has a keyed hash of it and its owner', async () => {
  const userId = await newcomer('kept');
  const code = await make(userId);
  const rows = await access.worker.select().from(activation).where(eq(activation.userId, userId));
  expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''));
  expect(JSON.stringify(rows)).not.toContain(code);
  expect(rows).toMatchObject([{ createdBy: 'admin', expiresAt: new Date(clock.now().getTime() + 72 * HOUR) }]);
});

test('opens once, also when it comes twice at the same instant', async () => {
  const code = await make(await newcomer('twice'));
  const answers = await Promise.all([use('twice', code), use('twice', code)]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  await expect(use('twice', code)).resolves.toEqual(REFUSED);
});

test('refuses the code of another account, an expired one, and one that a newer took back', async () => {
  const [own, other] = [await newcomer('own'), await newcomer('other')];
  const foreign = await make(other);
  const first = await make(own);
  await expect(use('own', foreign)).resolves.toEqual(REFUSED);
  const second = await make(own);
  await expect(use('own', first)).resolves.toEqual(REFUSED);
  clock.pass(72 * HOUR);
  await expect(use('own', second)).resolves.toEqual(REFUSED);
  await expect(use('own', await make(own))).resolves.toMatchObject({ ok: true });
});

test('tests three of 500 guesses that arrive at once, then not even the right code', async () => {
  const userId = await newcomer('besieged');
  const code = await make(userId);
  await Promise.all(Array.from({ length: 500 }, (_, guess) => use('besieged', `GUESS-${guess}`)));
  const [row] = await access.worker.select().from(activation).where(eq(activation.userId, userId));
  expect(row).toMatchObject({ failedAttempts: 3, usedAt: null });
  await expect(use('besieged', code)).resolves.toEqual(REFUSED);
});

test('answers the same to an unknown identifier, to one without a code, and to a disabled account', async () => {
  const disabled = await newcomer('disabled');
  const code = await make(disabled);
  await access.worker.update(userAccount).set({ disabledAt: clock.now() }).where(eq(userAccount.id, disabled));
  await newcomer('without');
  for (const login of ['nobody', 'without', 'disabled']) await expect(use(login, code)).resolves.toEqual(REFUSED);
});
