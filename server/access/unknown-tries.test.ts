import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { securityNotice, session, terminal, userAccount } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { authenticate } from './authenticate';
import { codeAt } from './one-time-code';
import * as password from './password';
import { sessionFrom } from './session-from';
import { terminalOf } from './terminal-of';
import { makeUser, openTestAccess, TEST_PASSWORD, TEST_SECRET, testClock, withSession } from './testing';
import { browserContext, proveDevice, TEST_ORIGIN } from './testing-terminal';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', TEST_ORIGIN);
  clock = testClock();
});

type Browser = Context<AnonymousActor>;
const browser = () => browserContext(access.web, clock.now);
const guess = (at: Browser, login: string) => authenticate(at, { login, password: 'wrong', second: { kind: 'totp', code: '000000' } });
const right = (at: Browser, login: string) =>
  authenticate(at, { login, password: TEST_PASSWORD, second: { kind: 'totp', code: codeAt(TEST_SECRET, clock.now()) } });
const wordsOf = async (answer: ReturnType<typeof guess>) => {
  const outcome = await answer;
  return outcome.ok ? 'ok' : `${outcome.refusal.code} ${outcome.refusal.detail?.['triesLeft'] ?? ''}`.trim();
};
const idOf = (at: Browser) => at.transaction(async (tx) => (await terminalOf(at, tx)).id);
const rowOf = async (at: Browser) => {
  const id = await idOf(at);
  return (await access.worker.select().from(terminal).where(eq(terminal.id, id)))[0];
};
const noticesOf = (subjectId: string) =>
  access.worker.select({ role: securityNotice.audienceRole, kind: securityNotice.kind }).from(securityNotice).where(eq(securityNotice.subjectId, subjectId));
const passivationsOf = (subjectId: string) =>
  access.worker
    .select({ detail: auditEvent.detail })
    .from(auditEvent)
    .where(and(eq(auditEvent.subjectId, subjectId), eq(auditEvent.action, 'terminal.passivate')));

async function blockedBrowser(): Promise<Browser> {
  const at = browser();
  for (let time = 0; time < 3; time += 1) await guess(at, newId());
  return at;
}

test('tests exactly three of 500 unknown identifiers that arrive at once, and passivates the terminal once', async () => {
  const at = browser();
  const verified = vi.spyOn(password, 'isPassword');
  const answers = await Promise.all(Array.from({ length: 500 }, (_, nth) => wordsOf(guess(at, `nobody-${nth}-${at.actor.terminal}`))));
  expect(verified).toHaveBeenCalledTimes(3);
  expect(answers.filter((words) => words === 'wrong-credentials 2').length).toBeLessThanOrEqual(2);
  expect(new Set(answers.filter((words) => words !== 'wrong-credentials 2'))).toEqual(new Set(['terminal-blocked']));
  expect(await rowOf(at)).toMatchObject({ state: 'passivated', stateReason: 'unknown-tries', unknownTries: 3, stateChangedBy: 'anonymous' });
  expect(await passivationsOf(await idOf(at))).toHaveLength(1);
  expect(await noticesOf(await idOf(at))).toEqual([{ role: 'administrator', kind: 'terminal-passivated' }]);
});

test('refuses the right words at a blocked terminal in the words of the wrong ones, verifying nothing and costing the account nothing', async () => {
  const id = await makeUser(access.worker, clock.now, { login: 'right-here' });
  const at = await blockedBrowser();
  const verified = vi.spyOn(password, 'isPassword');
  const answers = [await right(at, 'right-here'), await guess(at, 'right-here'), await guess(at, newId())];
  expect(answers).toEqual(Array.from({ length: 3 }, () => ({ ok: false, refusal: { code: 'terminal-blocked' } })));
  expect(verified).not.toHaveBeenCalled();
  expect((await access.worker.select().from(userAccount).where(eq(userAccount.id, id)))[0]).toMatchObject({ failedAttempts: 0 });
  await expect(right(browser(), 'right-here'), 'at another terminal').resolves.toMatchObject({ ok: true });
});

test('a success gives the tries back', async () => {
  await makeUser(access.worker, clock.now, { login: 'forgetful' });
  const at = browser();
  for (let time = 0; time < 2; time += 1) await guess(at, newId());
  await expect(right(at, 'forgetful')).resolves.toMatchObject({ ok: true });
  expect(await rowOf(at)).toMatchObject({ unknownTries: 0, state: 'active' });
  for (let time = 0; time < 2; time += 1) expect(await wordsOf(guess(at, newId()))).toBe('wrong-credentials 2');
});

test('wrong words for an account do not give the tries back', async () => {
  await makeUser(access.worker, clock.now, { login: 'existing' });
  const at = browser();
  await guess(at, newId());
  await guess(at, newId());
  await guess(at, 'existing');
  expect(await wordsOf(guess(at, newId()))).toBe('terminal-blocked');
});

test('an identifier that nobody has is refused like one that exists, at whatever terminals it is tried', async () => {
  await makeUser(access.worker, clock.now, { login: 'known' });
  const unknown = newId();
  const wordsFor = async (login: string) => [
    await wordsOf(guess(browser(), login)),
    await wordsOf(guess(browser(), login)),
    await wordsOf(guess(browser(), login)),
    await wordsOf(guess(browser(), login)),
  ];
  expect(await wordsFor(unknown)).toEqual(['wrong-credentials 2', 'wrong-credentials 1', 'account-locked', 'account-locked']);
  expect(await wordsFor('known')).toEqual(['wrong-credentials 2', 'wrong-credentials 1', 'account-locked', 'account-locked']);
});

test.each([
  ['ward_pc', 'passivated'],
  ['counter', 'passivated'],
  ['tablet', 'active'],
  ['desk', 'active'],
  ['undeclared', 'active'],
] as const)('three failures of one account leave a %s %s', async (kind, state) => {
  await makeUser(access.worker, clock.now, { login: `at-${kind}` });
  const { tokenHash, terminalId } = await proveDevice(access.web, access.worker, clock.now, undefined, kind);
  const at = browserContext(access.web, clock.now, { terminalTokenHash: tokenHash });
  const words = [];
  for (let time = 0; time < 3; time += 1) words.push(await wordsOf(guess(at, `at-${kind}`)));
  expect(words).toEqual(['wrong-credentials 2', 'wrong-credentials 1', state === 'active' ? 'account-locked' : 'terminal-blocked']);
  expect(await rowOf(at)).toMatchObject({ id: terminalId, state });
  expect(await passivationsOf(terminalId)).toEqual(state === 'active' ? [] : [{ detail: { reason: 'known-tries', proof: null } }]);
});

test('a passivation ends who is there at once, and a session that opened at the same instant', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: 'present' });
  const { tokenHash, terminalId } = await proveDevice(access.web, access.worker, clock.now);
  const at = browserContext(access.web, clock.now, { terminalTokenHash: tokenHash });
  const entered = await right(at, 'present');
  if (!entered.ok) throw new Error('she is in');
  const whoIsIn = () => sessionFrom({ headers: withSession('professional', entered.value.token) }, 'professional', { db: access.web, now: clock.now });
  await expect(whoIsIn()).resolves.toMatchObject({ userId, terminalId });
  for (let time = 0; time < 3; time += 1) await guess(at, newId());
  await expect(whoIsIn()).resolves.toBeNull();
  const ended = () => access.worker.select().from(session).where(eq(session.userId, userId));
  expect(await ended()).toMatchObject([{ revokedReason: 'terminal_blocked' }]);
  await access.worker.update(session).set({ revokedAt: null, revokedReason: null }).where(eq(session.userId, userId));
  await expect(whoIsIn()).resolves.toBeNull();
  expect(await ended()).toMatchObject([{ revokedReason: 'terminal_blocked' }]);
});

test('the session lasts as long without a person as its kind of terminal allows', async () => {
  await makeUser(access.worker, clock.now, { login: 'ward' });
  const { tokenHash, terminalId } = await proveDevice(access.web, access.worker, clock.now, undefined, 'ward_pc');
  const entered = await right(browserContext(access.web, clock.now, { terminalTokenHash: tokenHash }), 'ward');
  expect((await access.worker.select().from(session).where(eq(session.terminalId, terminalId)))[0]).toMatchObject({ idleMs: 5 * 60_000 });
  const token = entered.ok ? entered.value.token : '';
  const poll = () =>
    sessionFrom({ headers: withSession('professional', token, { 'x-relais-background': '1' }) }, 'professional', { db: access.web, now: clock.now });
  clock.pass(5 * 60_000 - 1);
  await expect(poll()).resolves.not.toBeNull();
  clock.pass(1);
  await expect(poll()).resolves.toBeNull();
});
