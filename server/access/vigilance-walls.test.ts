import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ProfessionalActor, Role } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { makeUser, openTestAccess, testClock } from './testing';
import { makeProof, openTestWindow } from './testing-maintenance';

/** By raw SQL under the web server's role: what the use cases forget, the database refuses (GBUI II-5; threats.md 23, 24). */
let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const actors = {} as Record<'biologist' | 'administrator' | 'remote_maintainer', ProfessionalActor>;

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  access = await openTestAccess();
  for (const role of ['biologist', 'administrator', 'remote_maintainer'] as const) actors[role] = await person(role);
});
afterAll(() => access.end());

async function person(role: Role): Promise<ProfessionalActor> {
  const userId = await makeUser(access.worker, clock.now, { login: `${role}-${newId()}`, habilitations: [{ role }] });
  const scope = { siteIds: [], wardIds: [], prescriberId: null, rppsNumber: null, stage: 'full', terminalId: null, address: '', terminal: '' } as const;
  return { kind: 'professional', userId, sessionId: newId(), name: '', roles: [role], ...scope };
}

const run = (actor: ProfessionalActor, statement: SQL) => contextFor(access.web, actor, clock.now).transaction((tx) => tx.execute(statement));
const REFUSED = { cause: { code: '42501' } };
const at = () => clock.now().toISOString();
const later = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
const proofOf = ({ userId, sessionId }: ProfessionalActor, act = 'maintenance') => makeProof(access.worker, clock.now, { userId, sessionId }, act);

/** A window written whole, as a use case that forgot everything would. */
const born = (by: ProfessionalActor, fields: { agreedBy?: string | null; opensAt?: string | null; proofId?: string | null } = {}) => sql`
  insert into maintenance_window (id, technician_id, reference, reason, minutes, asked_by, asked_at, contacted_at, agreed_by, opens_at, closes_at, proof_id)
  values (${newId()}, ${actors.remote_maintainer.userId}, 'r', 'r', 30, ${by.userId}, ${at()}, ${at()}, ${fields.agreedBy ?? null}, ${fields.opensAt ?? null},
    ${fields.opensAt ? later(30) : null}, ${fields.proofId ?? null})`;

test('an administrator alone opens nothing, whoever he names', async () => {
  const { administrator, biologist } = actors;
  const proofId = await proofOf(administrator);
  for (const agreedBy of [administrator.userId, biologist.userId])
    await expect(run(administrator, born(administrator, { agreedBy, opensAt: at(), proofId }))).rejects.toMatchObject(REFUSED);
  await expect(run(administrator, born(administrator, { opensAt: at(), proofId }))).rejects.toMatchObject({ cause: { code: '23514' } });
});

test('a biologist opens with her own proof of this act, and with no other', async () => {
  const { biologist, administrator } = actors;
  const opened = (proofId: string | null) => born(biologist, { agreedBy: biologist.userId, opensAt: at(), proofId });
  for (const proofId of [await proofOf(administrator), await proofOf(biologist, 'export'), await proofOf({ ...biologist, sessionId: newId() })])
    await expect(run(biologist, opened(proofId))).rejects.toMatchObject(REFUSED);
  const proofId = await proofOf(biologist);
  await expect(run(biologist, opened(proofId))).resolves.toBeDefined();
  await expect(run(biologist, opened(proofId)), 'one proof opens one window').rejects.toMatchObject({ cause: { code: '23505' } });
});

test('nobody who is neither asks at all, and nobody in another’s name', async () => {
  for (const role of ['remote_maintainer', 'technician', 'manager', 'quality_manager'] as const) {
    const stranger = await person(role);
    await expect(run(stranger, born(stranger))).rejects.toMatchObject(REFUSED);
  }
  await expect(run(actors.administrator, born(actors.biologist))).rejects.toMatchObject(REFUSED);
});

test('an asking of two hours ago is not agreed to', async () => {
  const { administrator, biologist } = actors;
  const id = newId();
  await run(
    administrator,
    sql`insert into maintenance_window (id, technician_id, reference, reason, minutes, asked_by, asked_at, contacted_at)
      values (${id}, ${actors.remote_maintainer.userId}, 'r', 'r', 30, ${administrator.userId}, ${later(-121)}, ${at()})`,
  );
  const proofId = await proofOf(biologist);
  await expect(
    run(
      biologist,
      sql`update maintenance_window set agreed_by = ${biologist.userId}, opens_at = ${at()}, closes_at = ${later(30)}, proof_id = ${proofId} where id = ${id}`,
    ),
  ).rejects.toMatchObject(REFUSED);
});

const window = () =>
  openTestWindow(access.worker, clock.now, { technicianId: actors.remote_maintainer.userId, biologistId: actors.biologist.userId, minutes: 30 });

test.each(['remote_maintainer', 'biologist', 'administrator'] as const)('an open window is lengthened by nobody, not by the %s either', async (role) => {
  const id = await window();
  await expect(run(actors[role], sql`update maintenance_window set closes_at = ${later(300)} where id = ${id}`)).rejects.toMatchObject(REFUSED);
  await expect(run(actors[role], sql`update maintenance_window set opens_at = ${later(10)}, closes_at = ${later(40)} where id = ${id}`)).rejects.toMatchObject(
    REFUSED,
  );
  await expect(run(actors[role], sql`update maintenance_window set minutes = 480 where id = ${id}`)).rejects.toMatchObject(REFUSED);
});

test.each(['remote_maintainer', 'biologist', 'administrator'] as const)('a closed window is opened again by nobody, not by the %s either', async (role) => {
  const id = await window();
  await run(
    actors.administrator,
    sql`update maintenance_window set closed_at = ${at()}, closed_reason = 'closed', closed_by = ${actors.administrator.userId} where id = ${id}`,
  );
  await expect(run(actors[role], sql`update maintenance_window set closed_at = null, closed_reason = null where id = ${id}`)).rejects.toMatchObject(REFUSED);
});

test('who closes a window does not sign with another’s name', async () => {
  const id = await window();
  await expect(
    run(
      actors.remote_maintainer,
      sql`update maintenance_window set closed_at = ${at()}, closed_reason = 'closed', closed_by = ${actors.biologist.userId} where id = ${id}`,
    ),
  ).rejects.toMatchObject(REFUSED);
});

test('a technician writes commands of his own window and session only', async () => {
  const [id, stranger] = [await window(), await person('remote_maintainer')];
  const written = (by: ProfessionalActor, sessionId: string) =>
    run(by, sql`insert into maintenance_command (id, window_id, session_id, command, at) values (${newId()}, ${id}, ${sessionId}, 'etat', ${at()})`);
  await expect(written(stranger, stranger.sessionId)).rejects.toMatchObject(REFUSED);
  await expect(written(actors.remote_maintainer, newId())).rejects.toMatchObject(REFUSED);
  await expect(written(actors.remote_maintainer, actors.remote_maintainer.sessionId)).resolves.toBeDefined();
});

test('a remote maintainer sees no payload, no patient and no result', async () => {
  for (const statement of [sql`select payload from outbound_message`, sql`select raw from inbound_message`])
    await expect(run(actors.remote_maintainer, statement)).rejects.toMatchObject({ cause: { code: expect.stringMatching(/^(42501|42703)$/) } });
  for (const table of ['patient', 'dossier', 'observation_version', 'report', 'audit_event'])
    await expect(run(actors.remote_maintainer, sql`select 1 from ${sql.identifier(table)}`)).resolves.toHaveLength(0);
});

test('nobody writes of an opening of the emergency account that did not happen, nor of a seal', async () => {
  const { administrator } = actors;
  await expect(
    run(
      administrator,
      sql`insert into emergency_opening (id, user_id, session_id, reason, address, at) values (${newId()}, ${administrator.userId}, ${administrator.sessionId}, 'pour voir ce que', '', ${at()})`,
    ),
  ).rejects.toMatchObject(REFUSED);
  await expect(
    run(administrator, sql`insert into emergency_seal (id, user_id, sealed_by, sealed_at) values (${newId()}, ${administrator.userId}, '', ${at()})`),
  ).rejects.toMatchObject(REFUSED);
});
