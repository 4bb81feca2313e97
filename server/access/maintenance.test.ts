import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { maintenanceWindow, securityNotice, session } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { type ProfessionalActor, type Role, systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { agreeMaintenance } from './agree-maintenance';
import { askMaintenance } from './ask-maintenance';
import { authenticate } from './authenticate';
import { closeMaintenance } from './close-maintenance';
import { codeAt } from './one-time-code';
import { openSession } from './open-session';
import { readMaintenance, readWindow } from './read-maintenance';
import { recordCommand, recordOutcome } from './record-command';
import { closeToken, sessionFrom } from './session-from';
import { sweepMaintenance } from './sweep-maintenance';
import { anonymousContext, makeUser, openTestAccess, TEST_PASSWORD, TEST_SECRET, testClock, withSession } from './testing';
import { makeProof } from './testing-maintenance';

const MINUTE = 60_000;
let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;
let technicianId: string;

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  clock = testClock();
  technicianId = await makeUser(access.worker, clock.now, { login: `t-${newId()}`, familyName: 'NGUYEN', habilitations: [{ role: 'remote_maintainer' }] });
});

const ORIGIN = { address: '192.0.2.7', terminal: 'test' };

/** Somebody of the staff, as the web server knows him. */
async function person(role: Role) {
  const userId = await makeUser(access.worker, clock.now, { login: `${role}-${newId()}`, habilitations: [{ role }] });
  const opened = await access.web.transaction((tx) => openSession(tx, 'professional', userId, ORIGIN, clock.now(), { method: 'password-totp' }));
  const actor: ProfessionalActor = {
    kind: 'professional',
    userId,
    sessionId: opened.id,
    name: 'Camille ESSAI',
    rppsNumber: null,
    roles: [role],
    siteIds: [],
    wardIds: [],
    prescriberId: null,
    stage: 'full',
    terminalId: null,
    ...ORIGIN,
  };
  const ctx = contextFor(access.web, actor, clock.now);
  return { ctx, userId, proof: () => makeProof(access.worker, clock.now, { userId, sessionId: opened.id }, 'maintenance') };
}
type Person = Awaited<ReturnType<typeof person>>;

const asking = () => ({ technicianId, reference: 'TMA-118', reason: 'La file des envois grossit', minutes: 30, contactedAt: clock.now() });
const ask = async (by: Person, changes: Partial<ReturnType<typeof asking>> = {}) =>
  askMaintenance(by.ctx, { ...asking(), ...changes, proofId: await by.proof() });
const agree = async (by: Person, windowId: string) => agreeMaintenance(by.ctx, { windowId, proofId: await by.proof() });

async function opened(by: Person): Promise<string> {
  const outcome = await ask(by);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value.windowId;
}

const enter = (userId = technicianId) =>
  access.web.transaction((tx) => openSession(tx, 'professional', userId, ORIGIN, clock.now(), { method: 'password-totp' }));
const who = (token: string) => sessionFrom({ headers: withSession('professional', token) }, 'professional', { db: access.web, now: clock.now });
const sessionRow = async (id: string) => (await access.worker.select().from(session).where(eq(session.id, id)))[0];
const windowRow = async (id: string) => (await access.worker.select().from(maintenanceWindow).where(eq(maintenanceWindow.id, id)))[0];
const told = async (subjectId: string) =>
  (await access.worker.select().from(securityNotice).where(eq(securityNotice.subjectId, subjectId)))
    .map(({ kind, audienceRole }) => `${kind} ${audienceRole}`)
    .toSorted();
const traced = async (subjectId: string) =>
  (await access.worker.select().from(auditEvent).where(eq(auditEvent.subjectId, subjectId))).map(({ action }) => action);
const sweep = () => sweepMaintenance(contextFor(access.worker, systemActor('sweeper:maintenance'), clock.now));

describe('remote maintenance is closed by default', () => {
  test('a technician without a window has no right, and his session ends at its first request', async () => {
    const { id, token } = await enter();
    await expect(who(token)).resolves.toBeNull();
    await expect(sessionRow(id)).resolves.toMatchObject({ revokedReason: 'maintenance-closed' });
  });

  test('he is told so only after every factor was right', async () => {
    const login = `door-${newId()}`;
    const userId = await makeUser(access.worker, clock.now, { login, habilitations: [{ role: 'remote_maintainer' }] });
    const knock = (password: string) =>
      authenticate(anonymousContext(access.web, clock.now), { login, password, second: { kind: 'totp', code: codeAt(TEST_SECRET, clock.now()) } });
    await expect(knock('une phrase qui est fausse')).resolves.toMatchObject({ refusal: { code: 'wrong-credentials' } });
    await expect(knock(TEST_PASSWORD)).resolves.toMatchObject({ refusal: { code: 'maintenance-closed' } });
    await ask(await person('biologist'), { technicianId: userId });
    clock.pass(MINUTE);
    await expect(knock(TEST_PASSWORD)).resolves.toMatchObject({ ok: true });
  });

  test('nobody without the right to open it can, and for nobody who is no remote maintainer', async () => {
    for (const role of ['technician', 'manager', 'quality_manager', 'remote_maintainer'] as const)
      await expect(ask(await person(role))).resolves.toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    const other = await makeUser(access.worker, clock.now, { login: `o-${newId()}`, habilitations: [{ role: 'technician' }] });
    await expect(ask(await person('biologist'), { technicianId: other })).resolves.toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  test('not before the technician was spoken to, and not for a call of yesterday or of the future', async () => {
    const biologist = await person('biologist');
    for (const contactedAt of [new Date(clock.now().getTime() + 5 * MINUTE), new Date(clock.now().getTime() - 13 * 60 * MINUTE)])
      await expect(ask(biologist, { contactedAt })).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-contact' } });
  });
});

describe('a biologist opens', () => {
  test('for the named technician and the time asked, and everybody in charge is told', async () => {
    const windowId = await opened(await person('biologist'));
    const { id, token } = await enter();
    await expect(who(token)).resolves.toMatchObject({ roles: ['remote_maintainer'], sessionId: id });
    await expect(sessionRow(id)).resolves.toMatchObject({ expiresAt: new Date(clock.now().getTime() + 30 * MINUTE) });
    await expect(told(windowId)).resolves.toEqual(['maintenance-opened administrator', 'maintenance-opened biologist']);
    await expect(traced(windowId)).resolves.toEqual(['maintenance.open']);
  });

  test('and another technician stays outside', async () => {
    await opened(await person('biologist'));
    const other = await makeUser(access.worker, clock.now, { login: `x-${newId()}`, habilitations: [{ role: 'remote_maintainer' }] });
    await expect(who((await enter(other)).token)).resolves.toBeNull();
  });

  test('never twice at a time for one technician', async () => {
    const biologist = await person('biologist');
    await opened(biologist);
    await expect(ask(biologist)).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-under-way' } });
    await expect(ask(await person('administrator'))).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-under-way' } });
  });
});

describe('an administrator asks', () => {
  test('and nothing is open until a biologist agrees', async () => {
    const windowId = await opened(await person('administrator'));
    await expect(who((await enter()).token)).resolves.toBeNull();
    await expect(told(windowId)).resolves.toEqual(['maintenance-asked biologist']);
    await expect(agree(await person('biologist'), windowId)).resolves.toMatchObject({
      ok: true,
      value: { closesAt: new Date(clock.now().getTime() + 30 * MINUTE) },
    });
    await expect(who((await enter()).token)).resolves.toMatchObject({ roles: ['remote_maintainer'] });
    await expect(traced(windowId)).resolves.toEqual(['maintenance.ask', 'maintenance.agree']);
  });

  test('and cannot agree himself, whatever he calls', async () => {
    const administrator = await person('administrator');
    const windowId = await opened(administrator);
    await expect(agree(administrator, windowId)).resolves.toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    await expect(windowRow(windowId)).resolves.toMatchObject({ opensAt: null, agreedBy: null });
  });

  test('an agreement counts once', async () => {
    const windowId = await opened(await person('administrator'));
    const biologist = await person('biologist');
    await agree(biologist, windowId);
    clock.pass(MINUTE);
    await expect(agree(biologist, windowId)).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-decided' } });
    await expect(windowRow(windowId)).resolves.toMatchObject({ closesAt: new Date(clock.now().getTime() + 29 * MINUTE) });
  });

  test('an asking of two hours ago is void, and a new one can be made', async () => {
    const administrator = await person('administrator');
    const windowId = await opened(administrator);
    clock.pass(120 * MINUTE);
    await expect(agree(await person('biologist'), windowId)).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-lapsed' } });
    await expect(ask(administrator)).resolves.toMatchObject({ ok: true });
  });

  test('an asking that was withdrawn is not agreed to', async () => {
    const administrator = await person('administrator');
    const windowId = await opened(administrator);
    await expect(closeMaintenance(administrator.ctx, { windowId })).resolves.toMatchObject({ ok: true });
    await expect(windowRow(windowId)).resolves.toMatchObject({ closedReason: 'withdrawn' });
    await expect(agree(await person('biologist'), windowId)).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-decided' } });
  });
});

describe('the end', () => {
  test('of its time kills the session at the next request, before any sweeper came by', async () => {
    await opened(await person('biologist'));
    const { id, token } = await enter();
    clock.pass(9 * MINUTE);
    for (let minute = 9; minute < 30; minute += 7) {
      await expect(who(token)).resolves.not.toBeNull();
      clock.pass(7 * MINUTE);
    }
    await expect(who(token)).resolves.toBeNull();
    await expect(sessionRow(id)).resolves.toMatchObject({ revokedReason: 'maintenance-closed' });
  });

  test('of its time kills the session at the sweeper, though nobody asks, and tells those in charge once', async () => {
    const windowId = await opened(await person('biologist'));
    const { id } = await enter();
    clock.pass(30 * MINUTE - 1);
    await sweep();
    await expect(sessionRow(id)).resolves.toMatchObject({ revokedAt: null });
    clock.pass(1);
    await sweep();
    await sweep();
    await expect(sessionRow(id)).resolves.toMatchObject({ revokedReason: 'maintenance-closed', revokedAt: clock.now() });
    await expect(windowRow(windowId)).resolves.toMatchObject({ closedReason: 'time-over', closedBy: null });
    await expect(told(windowId)).resolves.toEqual([
      'maintenance-closed administrator',
      'maintenance-closed biologist',
      'maintenance-opened administrator',
      'maintenance-opened biologist',
    ]);
  });

  test.each(['biologist', 'administrator'] as const)('comes at once when the %s closes, and a closed window stays closed', async (role) => {
    const windowId = await opened(await person('biologist'));
    const { id, token } = await enter();
    const closer = await person(role);
    await expect(closeMaintenance(closer.ctx, { windowId })).resolves.toMatchObject({ ok: true });
    await expect(sessionRow(id)).resolves.toMatchObject({ revokedReason: 'maintenance-closed' });
    await expect(who(token)).resolves.toBeNull();
    await expect(who((await enter()).token), 'and he cannot come back').resolves.toBeNull();
    await expect(closeMaintenance(closer.ctx, { windowId })).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-decided' } });
    await expect(agree(await person('biologist'), windowId)).resolves.toMatchObject({ ok: false, refusal: { code: 'maintenance-decided' } });
  });

  test('comes with the technician’s log-out', async () => {
    const windowId = await opened(await person('biologist'));
    const { token } = await enter();
    await closeToken(token, 'professional', { db: access.web, now: clock.now });
    await expect(windowRow(windowId)).resolves.toMatchObject({ closedReason: 'technician-left', closedBy: technicianId });
    await expect(who((await enter()).token)).resolves.toBeNull();
  });
});

describe('what the technician does', () => {
  async function technician() {
    const { token } = await enter();
    const actor = await who(token);
    if (!actor) throw new Error('the technician is in');
    return contextFor(access.web, actor, clock.now);
  }

  test('is written down before it runs, with what came of it after, and cannot be changed', async () => {
    const biologist = await person('biologist');
    const windowId = await opened(biologist);
    const ctx = await technician();
    const recorded = await recordCommand(ctx, { kind: 'command', command: 'etat' });
    if (!recorded.ok) throw new Error('recorded');
    await expect(readWindow(biologist.ctx, windowId)).resolves.toMatchObject({ value: { commands: [{ command: 'etat', outcome: null }] } });
    await recordOutcome(ctx, recorded.value.commandId, 'tout fonctionne');
    await expect(readWindow(biologist.ctx, windowId)).resolves.toMatchObject({ value: { commands: [{ command: 'etat', outcome: 'tout fonctionne' }] } });
    for (const statement of [
      "update maintenance_command set command = 'aide'",
      'delete from maintenance_command',
      "update maintenance_outcome set outcome = ''",
    ])
      await expect(access.worker.execute(sql.raw(statement))).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  test('is refused once his window is over', async () => {
    await opened(await person('biologist'));
    const ctx = await technician();
    clock.pass(30 * MINUTE);
    await expect(recordCommand(ctx, { kind: 'command', command: 'etat' })).resolves.toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  test('he sees his own windows and nobody else’s', async () => {
    await opened(await person('biologist'));
    const ctx = await technician();
    const other = await makeUser(access.worker, clock.now, { login: `y-${newId()}`, habilitations: [{ role: 'remote_maintainer' }] });
    await ask(await person('biologist'), { technicianId: other });
    const seen = await readMaintenance(ctx);
    expect(seen).toMatchObject({ ok: true, value: { windows: [{ technicianId, state: 'open' }] } });
  });
});
