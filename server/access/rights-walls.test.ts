import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { referenceIds, seedReference } from '../main/seed/reference';
import { type ProfessionalActor, ROLES, type Role, systemActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import type { NewHabilitation } from './create-user';
import { excludes } from './rights-rules';
import { makeUser, openTestAccess, testClock } from './testing';
import { contextOf } from './testing-rights';

/** What the application refuses, the database refuses again, to the web server and to the worker (threats.md 24). */
let access: Awaited<ReturnType<typeof openTestAccess>>;
let web: Context<ProfessionalActor>;
const clock = testClock();
const worker = () => contextFor(access.worker, systemActor('test'), clock.now);
const VALMONT = referenceIds.site('valmont');

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  access = await openTestAccess();
  await seedReference(worker());
  web = await contextOf(access.web, clock.now, await person([{ role: 'administrator' }]));
});
afterAll(() => access.end());

const person = (habilitations: NewHabilitation[] = []) => makeUser(access.worker, clock.now, { login: `w.${newId()}`, habilitations });
const at = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString();
const EXCLUDED = { cause: { code: '23P01' } };
const CHECKED = { cause: { code: '23514' } };
const DENIED = { cause: { code: '42501' } };

const insertion = (
  userId: string,
  role: Role,
  { siteId = null, from = at(0), to = null }: { siteId?: string | null; from?: string; to?: string | null } = {},
): SQL =>
  sql`insert into habilitation (id, user_id, role, site_id, valid_from, valid_to, granted_by, granted_at)
    values (${newId()}, ${userId}, ${role}, ${siteId}, ${from}, ${to}, ${web.actor.userId}, ${at(0)})`;
const run = (ctx: Context, statement: SQL) => ctx.transaction((tx) => tx.execute(statement));

const pairs = ROLES.flatMap((one) => ROLES.filter((other) => other !== one).map((other) => [one, other] as const));

test.each(pairs)('%s beside %s: the database says what the rules say', async (one, other) => {
  const userId = await person([{ role: one, siteId: VALMONT }]);
  const inserted = run(worker(), insertion(userId, other)).then(
    () => null,
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );
  expect(await inserted).toBe(excludes(one, other) ? '23P01' : null);
});

describe.each([
  ['the web server as administrator', () => web as Context],
  ['the worker', worker],
] as const)('%s', (_who, ctx) => {
  test('gives an administrator no right to read or to decide, now or later', async () => {
    const userId = await person([{ role: 'administrator' }]);
    for (const role of ['biologist', 'technician', 'prescriber', 'ward_staff'] as const) {
      await expect(run(ctx(), insertion(userId, role))).rejects.toMatchObject(EXCLUDED);
      await expect(run(ctx(), insertion(userId, role, { from: at(20), to: at(21) }))).rejects.toMatchObject(EXCLUDED);
    }
  });

  test('gives what excluded each other one after the other', async () => {
    const userId = await person([{ role: 'biologist', siteId: VALMONT, validTo: new Date(at(3)) }]);
    await expect(run(ctx(), insertion(userId, 'administrator', { from: at(2) }))).rejects.toMatchObject(EXCLUDED);
    await expect(run(ctx(), insertion(userId, 'administrator', { from: at(3) }))).resolves.toBeDefined();
  });

  test('gives no right twice at one time', async () => {
    const userId = await person([{ role: 'manager', siteId: VALMONT }]);
    await expect(run(ctx(), insertion(userId, 'manager', { siteId: VALMONT, from: at(5) }))).rejects.toMatchObject(EXCLUDED);
    await expect(run(ctx(), insertion(userId, 'manager', { siteId: referenceIds.site('hauterive') }))).resolves.toBeDefined();
  });

  test('gives the emergency account nothing but administration', async () => {
    const userId = await person();
    await access.worker.execute(sql`update user_account set kind = 'personal', disabled_at = ${at(0)} where kind = 'emergency'`);
    await access.worker.execute(sql`update user_account set kind = 'emergency' where id = ${userId}`);
    await expect(run(ctx(), insertion(userId, 'manager', { siteId: VALMONT }))).rejects.toMatchObject(CHECKED);
    await expect(run(ctx(), insertion(userId, 'administrator'))).resolves.toBeDefined();
  });

  test('sees what another connection gives at the same moment', async () => {
    const userId = await person();
    const both = await Promise.allSettled([run(ctx(), insertion(userId, 'administrator')), run(worker(), insertion(userId, 'biologist', { siteId: VALMONT }))]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the web server', () => {
  const habilitationOf = (userId: string) => sql`(select id from habilitation where user_id = ${userId})`;

  test('gives itself nothing and gives nothing in another’s name', async () => {
    await expect(run(web, insertion(web.actor.userId, 'manager', { siteId: VALMONT }))).rejects.toMatchObject(DENIED);
    const userId = await person();
    const forged = sql`insert into habilitation (id, user_id, role, valid_from, granted_by) values (${newId()}, ${userId}, 'medical_administrator', ${at(0)}, ${userId})`;
    await expect(run(web, forged)).rejects.toMatchObject(DENIED);
  });

  test.each(ROLES.filter((role) => role !== 'administrator'))('gives, ends and disables nothing as %s', async (role) => {
    const ctx = await contextOf(access.web, clock.now, await person([{ role, siteId: VALMONT }]));
    const userId = await person([{ role: 'referent', siteId: VALMONT }]);
    await expect(run(ctx, insertion(userId, 'manager', { siteId: VALMONT }))).rejects.toMatchObject(DENIED);
    await run(ctx, sql`update habilitation set revoked_at = ${at(0)}, revoked_by = ${ctx.actor.userId} where user_id = ${userId}`);
    await expect(run(ctx, sql`update user_account set disabled_at = ${at(0)} where id = ${userId}`)).rejects.toMatchObject(DENIED);
    const untouched = await access.worker.execute(sql`select revoked_at from habilitation where user_id = ${userId}`);
    expect(untouched).toMatchObject([{ revoked_at: null }]);
  });

  test('lengthens no right and gives back none that was taken', async () => {
    const userId = await person([{ role: 'manager', siteId: VALMONT, validTo: new Date(at(5)) }]);
    for (const change of [sql`valid_to = null`, sql`valid_to = ${at(6)}`]) {
      await expect(run(web, sql`update habilitation set ${change} where id = ${habilitationOf(userId)}`)).rejects.toMatchObject(DENIED);
    }
    await expect(run(web, sql`update habilitation set revoked_at = ${at(0)}, revoked_by = ${userId} where user_id = ${userId}`)).rejects.toMatchObject(DENIED);
    await run(web, sql`update habilitation set revoked_at = ${at(0)}, revoked_by = ${web.actor.userId} where user_id = ${userId}`);
    await expect(run(web, sql`update habilitation set revoked_at = null where user_id = ${userId}`)).rejects.toMatchObject(DENIED);
  });

  test('leaves the installation with somebody who administers', async () => {
    const emergency = await person();
    await access.worker.execute(sql`update habilitation set revoked_at = ${at(0)} where role = 'administrator'`);
    const last = await person([{ role: 'administrator' }]);
    const intruder: ProfessionalActor = { ...web.actor, userId: emergency };
    const ctx = contextFor(access.web, intruder, clock.now);
    await expect(run(ctx, sql`update user_account set disabled_at = ${at(0)} where id = ${last}`)).rejects.toMatchObject(CHECKED);
    await expect(run(ctx, sql`update habilitation set revoked_at = ${at(0)}, revoked_by = ${emergency} where user_id = ${last}`)).rejects.toMatchObject(
      CHECKED,
    );
  });
});
