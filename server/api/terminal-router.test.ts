import { TRPCError } from '@trpc/server';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { session, stepUpProof, terminal } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { openSession } from '../access/open-session';
import { reactivateTerminal } from '../access/reactivate-terminal';
import { sessionFrom } from '../access/session-from';
import { makeUser, openTestAccess, TEST_PASSWORD, testClock, withSession } from '../access/testing';
import { proveDevice, TEST_ORIGIN } from '../access/testing-terminal';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { createApiContext } from './context';
import { refusalIn } from './refusal';
import { createCaller } from './root';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;

beforeAll(async () => {
  stub();
  access = await openTestAccess();
  clock = testClock();
  adminId = await makeUser(access.worker, clock.now, { login: 'admin', familyName: 'PERRIN', givenName: 'Sophie', habilitations: [{ role: 'administrator' }] });
});
afterAll(() => access.end());
beforeEach(stub);
function stub() {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', TEST_ORIGIN);
}

let adminId = '';
const proof = { method: 'password', password: TEST_PASSWORD } as const;
const NO_FILTER = { state: null, kind: null, siteId: null, text: '' };

async function inAt(userId: string, terminalId: string | null = null): Promise<{ token: string; id: string }> {
  return access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '192.0.2.7', terminal: 'test' }, clock.now(), { method: 'password-totp', terminalId }),
  );
}
const callerWith = (headers: Headers) => createCaller(createApiContext({ headers, db: access.web, now: clock.now }));
const admin = async (terminalId: string | null = null) => callerWith(withSession('professional', (await inAt(adminId, terminalId)).token));
const device = () => proveDevice(access.web, access.worker, clock.now);
const stateOf = async (id: string) => (await access.worker.select().from(terminal).where(eq(terminal.id, id)))[0];
const isIn = async (token: string) =>
  (await sessionFrom({ headers: withSession('professional', token) }, 'professional', { db: access.web, now: clock.now })) !== null;
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof TRPCError ? (refusalIn(error)?.code ?? 'other') : 'other'),
  );
const trailOf = async (subjectId: string) =>
  (await access.worker.select().from(auditEvent).where(eq(auditEvent.subjectId, subjectId)).orderBy(auditEvent.sequence)).map(({ action }) => action);

test('declares a terminal, traces it with its proof, and its idle time holds at once for who is there', async () => {
  const { terminalId } = await device();
  const nurse = await inAt(await makeUser(access.worker, clock.now, { login: newId() }), terminalId);
  await (await admin()).terminal.declare({ terminalId, name: ' MI-3B-02 ', siteId: null, kind: 'ward_pc', proof });
  expect(await stateOf(terminalId)).toMatchObject({ name: 'MI-3B-02', kind: 'ward_pc', declaredBy: adminId });
  expect((await access.worker.select().from(session).where(eq(session.id, nurse.id)))[0]).toMatchObject({ idleMs: 300_000 });
  const trail = await access.worker.select().from(auditEvent).where(eq(auditEvent.subjectId, terminalId));
  const event = trail.find(({ action }) => action === 'terminal.declare');
  const [kept] = await access.worker
    .select()
    .from(stepUpProof)
    .where(eq(stepUpProof.id, String(event?.detail['proof'])));
  expect(kept).toMatchObject({ act: 'change-terminal', userId: adminId });
});

test('passivates, reactivates with all tries, and revokes for good', async () => {
  const { terminalId } = await device();
  const somebody = await inAt(await makeUser(access.worker, clock.now, { login: newId() }), terminalId);
  await (await admin()).terminal.passivate({ terminalId, to: 'passivated', proof });
  expect(await isIn(somebody.token)).toBe(false);
  expect(await refusalOf((await admin()).terminal.passivate({ terminalId, to: 'passivated', proof }))).toBe('terminal-changed');
  await access.worker.update(terminal).set({ unknownTries: 3 }).where(eq(terminal.id, terminalId));
  await (await admin()).terminal.reactivate({ terminalId, to: 'active', proof });
  expect(await stateOf(terminalId)).toMatchObject({ state: 'active', unknownTries: 0, stateChangedBy: adminId });
  expect(await refusalOf((await admin()).terminal.reactivate({ terminalId, to: 'active', proof }))).toBe('terminal-changed');
  await (await admin()).terminal.revoke({ terminalId, to: 'revoked', proof });
  expect(await refusalOf((await admin()).terminal.reactivate({ terminalId, to: 'active', proof }))).toBe('terminal-changed');
  expect(await refusalOf((await admin()).terminal.revoke({ terminalId, to: 'revoked', proof }))).toBe('terminal-changed');
  expect((await trailOf(terminalId)).slice(1)).toEqual(['terminal.passivate', 'terminal.reactivate', 'terminal.revoke']);
});

test('blocks neither the terminal that the administrator sits at, nor one that does not exist', async () => {
  const { terminalId } = await device();
  const own = await admin(terminalId);
  expect(await refusalOf(own.terminal.passivate({ terminalId, to: 'passivated', proof }))).toBe('own-terminal');
  expect(await refusalOf(own.terminal.revoke({ terminalId, to: 'revoked', proof }))).toBe('own-terminal');
  expect(await refusalOf(own.terminal.passivate({ terminalId: newId(), to: 'passivated', proof }))).toBe('not-found');
  expect(await stateOf(terminalId)).toMatchObject({ state: 'active' });
});

test('changes nothing without the proof of the person at the screen', async () => {
  const { terminalId } = await device();
  const wrong = { method: 'password', password: 'wrong' } as const;
  const calls = await Promise.all([
    refusalOf((await admin()).terminal.declare({ terminalId, name: 'X', siteId: null, kind: 'desk', proof: wrong })),
    refusalOf((await admin()).terminal.revoke({ terminalId, to: 'revoked', proof: wrong })),
  ]);
  expect(new Set(calls)).toContain('wrong-password');
  expect(await stateOf(terminalId)).toMatchObject({ state: 'active', name: '' });
  await access.worker.execute("update user_account set failed_attempts = 0, locked_at = null where login = 'admin'");
});

test('a shorter idle time ends what is open and too old, at once', async () => {
  const { terminalId } = await device();
  await access.worker.update(terminal).set({ kind: 'tablet' }).where(eq(terminal.id, terminalId));
  const left = await inAt(await makeUser(access.worker, clock.now, { login: newId() }), terminalId);
  clock.pass(3 * 60_000);
  const boss = await admin();
  await expect(boss.terminal.changeIdle({ kind: 'tablet', minutes: 2, proof })).resolves.toEqual({ sessions: 1 });
  expect(await isIn(left.token)).toBe(false);
  const { idle } = await boss.terminal.list(NO_FILTER);
  expect(Object.fromEntries(idle.map(({ kind, minutes }) => [kind, minutes]))).toEqual({ undeclared: 10, tablet: 2, ward_pc: 5, counter: 5, desk: 10 });
});

test('closes somebody’s session, and never one’s own, one that is over, or a patient’s', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: newId() });
  const somebody = await inAt(userId);
  const patient = await access.web.transaction((tx) => openSession(tx, 'patient', newId(), { address: '', terminal: '' }, clock.now(), { method: 'notice' }));
  const own = await inAt(adminId);
  const boss = callerWith(withSession('professional', own.token));
  const close = (sessionId: string) => boss.terminal.closeSession({ sessionId, proof });
  await expect(close(somebody.id)).resolves.toEqual({ sessionId: somebody.id });
  expect(await isIn(somebody.token)).toBe(false);
  for (const sessionId of [somebody.id, own.id, patient.id, newId()]) expect(await refusalOf(close(sessionId))).toBe('not-found');
  expect(await trailOf(somebody.id)).toEqual(['session.close', 'access.refuse']);
});

test('lists who is at which terminal, and finds by what one knows', async () => {
  const { terminalId } = await device();
  await access.worker.update(terminal).set({ name: 'Réa-07', kind: 'counter', state: 'active' }).where(eq(terminal.id, terminalId));
  const userId = await makeUser(access.worker, clock.now, { login: newId(), familyName: 'BELKACEM', givenName: 'Nadia' });
  await inAt(userId, terminalId);
  const boss = await admin();
  const found = async (change: Partial<Parameters<typeof boss.terminal.list>[0]>) =>
    (await boss.terminal.list({ ...NO_FILTER, ...change })).terminals.map(({ id }) => id);
  for (const change of [{ text: 'rea-07' }, { text: 'belkacem' }, { kind: 'counter' as const }]) expect(await found(change)).toEqual([terminalId]);
  expect(await found({ text: 'rea-07', state: 'revoked' })).toEqual([]);
  const { terminals, sessions, mayManage } = await boss.terminal.list({ ...NO_FILTER, text: 'Réa' });
  expect(terminals).toMatchObject([{ usedBy: 'Nadia BELKACEM', hasKey: true, isOwn: false }]);
  expect(sessions).toContainEqual(expect.objectContaining({ person: 'Nadia BELKACEM', terminalName: 'Réa-07', isOwn: false }));
  expect(mayManage).toBe(true);
});

test('at a blocked terminal nothing answers, whoever is in and of whatever realm, but the question whether it still is', async () => {
  const { terminalId, token } = await device();
  const person = await inAt(adminId);
  const patient = await access.web.transaction((tx) => openSession(tx, 'patient', newId(), { address: '', terminal: '' }, clock.now(), { method: 'notice' }));
  const cookie = `relais-session=${person.token}; relais-patient=${patient.token}; relais-terminal=${token}`;
  const caller = callerWith(new Headers({ cookie }));
  await expect(caller.session.me()).resolves.toMatchObject({ name: 'Sophie PERRIN' });
  await expect(caller.terminal.standing()).resolves.toMatchObject({ isBlocked: false, isProven: true });
  await access.worker.update(terminal).set({ state: 'passivated' }).where(eq(terminal.id, terminalId));
  const calls = [caller.session.me, caller.session.keep, () => caller.terminal.list(NO_FILTER), caller.terminal.askProof, caller.delivery.outbox];
  for (const call of calls) expect(await refusalOf(call())).toBe('terminal-blocked');
  await expect(caller.terminal.standing()).resolves.toMatchObject({ isBlocked: true });
});

test('says that a session was taken up elsewhere to the bearer of its token, and to nobody else', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: newId(), habilitations: [{ role: 'technician' }] });
  const { terminalId } = await device();
  await access.worker.update(terminal).set({ name: 'ACC-01' }).where(eq(terminal.id, terminalId));
  const before = await inAt(userId, terminalId);
  const since = clock.now();
  clock.pass(1_000);
  const after = await inAt(userId);
  const me = (token: string) => callerWith(withSession('professional', token)).session.me();
  expect(await refusalOf(me(before.token))).toBe('session-taken');
  expect(await refusalOf(me(`${before.token.slice(0, -1)}${before.token.endsWith('A') ? 'B' : 'A'}`))).toBe('session-expired');
  expect(await refusalOf(callerWith(new Headers()).session.me())).toBe('session-expired');
  expect(await refusalOf(callerWith(withSession('patient', before.token)).session.me())).toBe('session-expired');
  await expect(me(after.token)).resolves.toMatchObject({ idleMs: 600_000, tookOver: { terminal: 'ACC-01', since } });
  await access.worker.update(session).set({ revokedAt: clock.now(), revokedReason: 'idle' }).where(eq(session.id, after.id));
  expect(await refusalOf(me(after.token))).toBe('session-expired');
});

test('whoever looks after quality reads the list and changes nothing', async () => {
  const userId = await makeUser(access.worker, clock.now, { login: newId(), habilitations: [{ role: 'quality_manager' }] });
  const caller = callerWith(withSession('professional', (await inAt(userId)).token));
  await expect(caller.terminal.list(NO_FILTER)).resolves.toMatchObject({ mayManage: false });
  expect(await refusalOf(caller.terminal.revoke({ terminalId: newId(), to: 'revoked', proof }))).toBe('not-found');
});

test('the owner of the machine reactivates a terminal when no administrator can come in, and that is traced', async () => {
  const { terminalId } = await device();
  await access.worker.update(terminal).set({ state: 'passivated', unknownTries: 3 }).where(eq(terminal.id, terminalId));
  const ctx = contextFor(access.worker, systemActor('admin'), clock.now);
  await expect(reactivateTerminal(ctx, { terminalId }, null)).resolves.toMatchObject({ ok: true });
  expect(await stateOf(terminalId)).toMatchObject({ state: 'active', unknownTries: 0, stateChangedBy: 'admin' });
  expect((await trailOf(terminalId)).at(-1)).toBe('terminal.reactivate');
});
