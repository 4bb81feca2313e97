import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { habilitation, session } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { newId } from '../platform/ids';
import { createPatientSession } from './create-patient-session';
import { openSession } from './open-session';
import { closeToken, sessionFrom } from './session-from';
import { ABSOLUTE_MS, IDLE_MS, SEEN_EVERY_MS } from './session-rules';
import { anonymousContext, makeUser, openTestAccess, testClock, withSession } from './testing';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;
let at: { db: typeof access.web; now: () => Date };

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  clock = testClock();
  at = { db: access.web, now: clock.now };
});

const ORIGIN = { address: '192.0.2.7', terminal: 'test' };
const open = (userId: string) => access.web.transaction((tx) => openSession(tx, 'professional', userId, ORIGIN, clock.now(), { method: 'password-totp' }));
const ask = (token: string, more?: Record<string, string>) => sessionFrom({ headers: withSession('professional', token, more) }, 'professional', at);
const endOf = async (id: string) => (await access.worker.select().from(session).where(eq(session.id, id)))[0]?.revokedReason;

test('answers the person of an open session and nobody for any other token', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: 'open', rppsNumber: '99900000999', habilitations: [{ role: 'administrator' }] });
  const { id, token } = await open(userId);
  await expect(ask(token)).resolves.toMatchObject({
    kind: 'professional',
    userId,
    sessionId: id,
    name: 'Camille ESSAI',
    rppsNumber: '99900000999',
    roles: ['administrator'],
  });
  await expect(ask(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).resolves.toBeNull();
  await expect(sessionFrom({ headers: new Headers() }, 'professional', at)).resolves.toBeNull();
});

test('a session of one realm opens nothing in the other', async () => {
  const { token } = await open(await makeUser(access.worker, clock.now, { login: 'realm' }));
  await expect(sessionFrom({ headers: withSession('patient', token) }, 'patient', at)).resolves.toBeNull();
});

test('ends for good after ten minutes without a person, however often a machine asks', async () => {
  const { id, token } = await open(await makeUser(access.worker, clock.now, { login: 'idle' }));
  const background = [
    ['x-relais-background', '1'],
    ['accept', 'text/event-stream'],
    ['next-router-prefetch', '1'],
    ['sec-purpose', 'prefetch'],
  ] as const;
  for (const [name, value] of background) {
    clock.pass(IDLE_MS / 4 - 1);
    await expect(ask(token, { [name]: value })).resolves.not.toBeNull();
  }
  clock.pass(4);
  await expect(ask(token)).resolves.toBeNull();
  expect(await endOf(id)).toBe('idle');
  const closed = await access.worker.select().from(auditEvent).where(eq(auditEvent.subjectId, id));
  expect(closed.map((event) => [event.action, event.detail])).toEqual([['session.close', { reason: 'idle' }]]);
});

test('is prolonged by what a person does, up to twelve hours', async () => {
  const { id, token } = await open(await makeUser(access.worker, clock.now, { login: 'busy' }));
  for (let passed = 0; passed < ABSOLUTE_MS.professional; passed += IDLE_MS / 2) {
    await expect(ask(token)).resolves.not.toBeNull();
    clock.pass(IDLE_MS / 2);
  }
  await expect(ask(token)).resolves.toBeNull();
  expect(await endOf(id)).toBe('expired');
});

test('writes that a person was seen once per half minute at most', async () => {
  const { id, token } = await open(await makeUser(access.worker, clock.now, { login: 'seen' }));
  const opened = clock.now();
  const seenAt = async () => (await access.worker.select().from(session).where(eq(session.id, id)))[0]?.lastSeenAt;
  clock.pass(SEEN_EVERY_MS - 1);
  await ask(token);
  expect(await seenAt()).toEqual(opened);
  clock.pass(1);
  await ask(token);
  expect(await seenAt()).toEqual(clock.now());
});

test('a new session takes the earlier one over', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: 'moved' });
  const first = await open(userId);
  const second = await open(userId);
  expect(second.tookOver).toEqual([first.id]);
  await expect(ask(first.token)).resolves.toBeNull();
  await expect(ask(second.token)).resolves.not.toBeNull();
  expect(await endOf(first.id)).toBe('taken_over');
});

test('logging out ends the session at once', async () => {
  const { id, token } = await open(await makeUser(access.worker, clock.now, { login: 'out' }));
  await closeToken(token, 'professional', at);
  await expect(ask(token)).resolves.toBeNull();
  expect(await endOf(id)).toBe('signed_out');
});

test('a session that its person left while the server was away ends with the next request, and no other one does', async () => {
  const { id, token } = await open(await makeUser(access.worker, clock.now, { login: 'left' }));
  const cookie = withSession('professional', token).get('cookie');
  await expect(ask(token, { cookie: `${cookie}; relais-patient-left=1` })).resolves.not.toBeNull();
  await expect(ask(token, { cookie: `relais-session-left=1; ${cookie}` })).resolves.toBeNull();
  expect(await endOf(id)).toBe('signed_out');
  await expect(ask(token)).resolves.toBeNull();
});

test('a right begins and ends at its instant, without a new log-in', async () => {
  const from = new Date(clock.now().getTime() + 60_000);
  const userId = await makeUser(access.worker, clock.now, {
    login: 'dated',
    habilitations: [{ role: 'manager', validFrom: from, validTo: new Date(from.getTime() + 60_000) }],
  });
  const { token } = await open(userId);
  const rolesNow = async () => (await ask(token))?.roles;
  expect(await rolesNow()).toEqual([]);
  clock.pass(60_000);
  expect(await rolesNow()).toEqual(['manager']);
  clock.pass(60_000);
  expect(await rolesNow()).toEqual([]);
  await access.worker.insert(habilitation).values({ id: newId(), userId, role: 'administrator', validFrom: clock.now(), grantedBy: 'test' });
  expect(await rolesNow()).toEqual(['administrator']);
  await access.worker.update(habilitation).set({ validTo: clock.now() }).where(eq(habilitation.userId, userId));
  expect(await rolesNow()).toEqual([]);
});

test('the database holds no usable token', async () => {
  const { token } = await open(await makeUser(access.worker, clock.now, { login: 'stored' }));
  const rows = await access.worker.select().from(session);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a patient gets a session of his own for one hour, in a cookie that only this site sends', async () => {
  const patientId = newId();
  const ctx = anonymousContext(access.web, clock.now);
  const cookie = await ctx.transaction((tx) => createPatientSession(ctx, tx, patientId, { method: 'notice' }));
  const token = /^relais-patient=([^;]+); Path=\/; HttpOnly; SameSite=Strict; Max-Age=3600$/.exec(cookie)?.[1] ?? '';
  const headers = withSession('patient', token);
  await expect(sessionFrom({ headers }, 'patient', at)).resolves.toMatchObject({ kind: 'patient', patientId });
  for (let passed = 0; passed < ABSOLUTE_MS.patient; passed += IDLE_MS / 2) {
    await sessionFrom({ headers }, 'patient', at);
    clock.pass(IDLE_MS / 2);
  }
  await expect(sessionFrom({ headers }, 'patient', at)).resolves.toBeNull();
});

test('over https the cookie belongs to this host alone', async () => {
  vi.stubEnv('NEXTAUTH_URL', 'https://relais.example.org');
  const ctx = anonymousContext(access.web, clock.now);
  const cookie = await ctx.transaction((tx) => createPatientSession(ctx, tx, newId(), { method: 'notice' }));
  expect(cookie).toMatch(/^__Host-relais-patient=.*; Secure$/);
});
