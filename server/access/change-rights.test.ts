import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { referenceIds, seedReference } from '../main/seed/reference';
import { type ProfessionalActor, type Role, systemActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { authenticate } from './authenticate';
import { changeIdentity } from './change-identity';
import { closeSessionOf } from './close-session-of';
import type { NewHabilitation } from './create-user';
import { disableAccount } from './disable-account';
import { enableAccount } from './enable-account';
import { endHabilitation } from './end-habilitation';
import { type Grant, grantHabilitations } from './grant-habilitations';
import { openSession } from './open-session';
import { readUser } from './read-user';
import { readUsers } from './read-users';
import { recordSecrecy } from './record-secrecy';
import { restoreAccess } from './restore-access';
import { revokePasskeys } from './revoke-passkeys';
import { sessionFrom } from './session-from';
import { anonymousContext, makeUser, openTestAccess, testClock, withSession } from './testing';
import { contextOf } from './testing-rights';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const PROOF = newId();
const VALMONT = referenceIds.site('valmont');
const HAUTERIVE = referenceIds.site('hauterive');
const MED3B = referenceIds.ward('valmont', 'MED3B');
let administrator: Context<ProfessionalActor>;

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  access = await openTestAccess();
  await seedReference(contextFor(access.worker, systemActor('test'), clock.now));
  administrator = await contextOf(access.web, clock.now, await person('s.perrin', [{ role: 'administrator' }]));
});
afterAll(() => access.end());

let made = 0;
const person = (login = `p.${(made += 1)}-essai`, habilitations: NewHabilitation[] = []) => makeUser(access.worker, clock.now, { login, habilitations });
const grant = (changes: Partial<Grant> & { userId: string }, ctx = administrator) =>
  grantHabilitations(ctx, { role: 'biologist', placeIds: [VALMONT], from: null, to: null, ...changes }, PROOF);
const codeOf = async (outcome: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await outcome).refusal?.code ?? 'done';

async function enter(userId: string) {
  const { id, token } = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp' }),
  );
  return { id, whoIsIn: () => sessionFrom({ headers: withSession('professional', token) }, 'professional', { db: access.web, now: clock.now }) };
}

async function rightsOf(userId: string) {
  const read = await readUser(administrator, { userId });
  if (!read.ok) throw new Error('the person is there');
  return read.value.rights;
}

async function traceOf(userId: string) {
  return access.worker.execute<{ action: string; outcome: string; detail: Record<string, unknown> } & Record<string, unknown>>(
    sql`select action, outcome, detail from audit_event where subject_id = ${userId} order by sequence`,
  );
}

describe('a right', () => {
  test('is there with the next request of the person, and gone with the next after its end', async () => {
    const userId = await person();
    const { whoIsIn } = await enter(userId);
    expect((await whoIsIn())?.roles).toEqual([]);
    expect(await codeOf(grant({ userId, placeIds: [VALMONT, HAUTERIVE] }))).toBe('done');
    expect(await whoIsIn()).toMatchObject({ roles: ['biologist'], siteIds: [VALMONT, HAUTERIVE].toSorted() });
    const [one, other] = await rightsOf(userId);
    expect(await codeOf(endHabilitation(administrator, { userId, habilitationId: one?.id ?? '', lastDay: null }, PROOF))).toBe('done');
    expect((await whoIsIn())?.siteIds).toEqual([other?.siteId]);
    await endHabilitation(administrator, { userId, habilitationId: other?.id ?? '', lastDay: null }, PROOF);
    expect((await whoIsIn())?.roles).toEqual([]);
  });

  test('bears who gave it, when and with which proof, and the person is told', async () => {
    const userId = await person();
    await grant({ userId });
    expect(await rightsOf(userId)).toMatchObject([{ role: 'biologist', grantedBy: 'Camille ESSAI', grantedAt: clock.now(), standing: 'now' }]);
    expect((await traceOf(userId)).at(-1)).toMatchObject({ action: 'right.grant', outcome: 'done', detail: { role: 'biologist', proof: PROOF } });
    const told = await access.worker.execute(sql`select kind from security_notice where audience_user_id = ${userId}`);
    expect(told).toMatchObject([{ kind: 'rights-changed' }]);
  });

  test('lasts from its first to its last day, in Paris', async () => {
    const userId = await person();
    const { whoIsIn } = await enter(userId);
    await grant({ userId, from: '2026-11-22', to: '2026-11-23' });
    expect((await whoIsIn())?.roles).toEqual([]);
    const [right] = await rightsOf(userId);
    expect(right).toMatchObject({ validFrom: new Date('2026-11-21T23:00:00Z'), validTo: new Date('2026-11-23T23:00:00Z'), standing: 'later' });
  });

  test('ends at a date, sooner but not later', async () => {
    const userId = await person();
    await grant({ userId, to: '2026-12-10' });
    const [right] = await rightsOf(userId);
    const end = (lastDay: string) => codeOf(endHabilitation(administrator, { userId, habilitationId: right?.id ?? '', lastDay }, PROOF));
    expect(await end('2026-12-11')).toBe('dates-incoherent');
    expect(await end('2026-11-20')).toBe('dates-incoherent');
    expect(await end('2026-12-01')).toBe('done');
    expect((await rightsOf(userId))[0]?.validTo).toEqual(new Date('2026-12-01T23:00:00Z'));
  });

  test('is refused with its trace, and all of several with one of them', async () => {
    const userId = await person();
    await grant({ userId });
    expect(await codeOf(grant({ userId, placeIds: [HAUTERIVE, VALMONT] }))).toBe('already-held');
    expect(await rightsOf(userId)).toHaveLength(1);
    expect(await codeOf(grant({ userId, role: 'administrator', placeIds: [] }))).toBe('roles-exclude');
    expect(await codeOf(grant({ userId, placeIds: [] }))).toBe('role-needs-site');
    expect(await codeOf(grant({ userId, role: 'ward_staff', placeIds: [] }))).toBe('role-needs-ward');
    expect(await codeOf(grant({ userId, role: 'prescriber', placeIds: [] }))).toBe('role-needs-prescriber');
    expect(await codeOf(grant({ userId, role: 'ward_staff', placeIds: [MED3B, MED3B] }))).toBe('already-held');
    expect(await codeOf(grant({ userId, role: 'manager', from: '2026-11-20' }))).toBe('dates-incoherent');
    expect((await traceOf(userId)).at(-1)).toMatchObject({ action: 'right.grant', outcome: 'refused', detail: { code: 'dates-incoherent' } });
  });

  test('is given once by two administrators at once, and never two that exclude each other', async () => {
    const second = await contextOf(access.web, clock.now, await person('a.second', [{ role: 'administrator' }]));
    const userId = await person();
    expect((await Promise.all([codeOf(grant({ userId })), codeOf(grant({ userId }, second))])).toSorted()).toEqual(['already-held', 'done']);
    const third = await person();
    const both = await Promise.all([codeOf(grant({ userId: third })), codeOf(grant({ userId: third, role: 'administrator', placeIds: [] }, second))]);
    expect(both.toSorted()).toEqual(['done', 'roles-exclude']);
  });

  test('of somebody else ends nothing', async () => {
    const userId = await person();
    await grant({ userId });
    const habilitationId = (await rightsOf(userId))[0]?.id ?? '';
    expect(await codeOf(endHabilitation(administrator, { userId: await person(), habilitationId, lastDay: null }, PROOF))).toBe('not-found');
    await endHabilitation(administrator, { userId, habilitationId, lastDay: null }, PROOF);
    expect(await codeOf(endHabilitation(administrator, { userId, habilitationId, lastDay: null }, PROOF))).toBe('already-ended');
  });
});

describe('nobody', () => {
  const everyAct = (ctx: Context<ProfessionalActor>, userId: string): Record<string, () => Promise<{ ok: boolean; refusal?: { code: string } }>> => ({
    grant: () => grant({ userId, role: 'quality_manager' }, ctx),
    end: () => endHabilitation(ctx, { userId, habilitationId: newId(), lastDay: null }, PROOF),
    identify: () =>
      changeIdentity(ctx, { userId, familyName: 'X', givenName: 'X', title: '', profession: 'X', rppsNumber: null, email: null, prescriberId: null }, PROOF),
    restore: () => restoreAccess(ctx, { userId }, PROOF),
    disable: () => disableAccount(ctx, { userId }, PROOF),
    enable: () => enableAccount(ctx, { userId }, PROOF),
    passkeys: () => revokePasskeys(ctx, { userId }, PROOF),
    session: () => closeSessionOf(ctx, { userId, sessionId: newId() }, PROOF),
    secrecy: () => recordSecrecy(ctx, { userId, signedOn: '2026-11-01' }, PROOF),
  });

  test('changes his own rights, nor restores his own access, as administrator', async () => {
    for (const [name, act] of Object.entries(everyAct(administrator, administrator.actor.userId)))
      expect([name, await codeOf(act())]).toEqual([name, 'own-rights']);
  });

  test.each(['quality_manager', 'biologist', 'manager', 'referent', 'medical_administrator', 'remote_maintainer'] satisfies Role[])(
    'changes another’s as %s',
    async (role) => {
      const ctx = await contextOf(access.web, clock.now, await person(undefined, [{ role }]));
      const userId = await person();
      for (const [name, act] of Object.entries(everyAct(ctx, userId))) expect([name, await codeOf(act())]).toEqual([name, 'not-found']);
    },
  );

  test('changes rights any more whose own were taken while his screen was open', async () => {
    const userId = await person(undefined, [{ role: 'administrator' }]);
    const late = await contextOf(access.web, clock.now, userId);
    const other = await person();
    const [right] = await rightsOf(userId);
    await endHabilitation(administrator, { userId, habilitationId: right?.id ?? '', lastDay: null }, PROOF);
    for (const [name, act] of Object.entries(everyAct(late, other))) expect([name, await codeOf(act())]).toEqual([name, 'not-found']);
  });

  test('is left to administer by two who disable each other at once', async () => {
    await access.worker.execute(
      sql`update habilitation set revoked_at = ${clock.now().toISOString()} where role = 'administrator' and user_id <> ${administrator.actor.userId}`,
    );
    const [one, other] = [await person(undefined, [{ role: 'administrator' }]), await person(undefined, [{ role: 'administrator' }])];
    const [first, second] = [await contextOf(access.web, clock.now, one), await contextOf(access.web, clock.now, other)];
    const both = await Promise.all([codeOf(disableAccount(first, { userId: other }, PROOF)), codeOf(disableAccount(second, { userId: one }, PROOF))]);
    expect(both.toSorted()).toEqual(['done', 'not-found']);
  });
});

test('the last administrator of persons is not disabled, nor loses the right, even by the emergency account', async () => {
  const sealed = await person('compte.de-secours', [{ role: 'administrator' }]);
  await access.worker.execute(sql`update user_account set kind = 'emergency' where id = ${sealed}`);
  await access.worker.execute(
    sql`update habilitation set revoked_at = ${clock.now().toISOString()} where role = 'administrator' and user_id not in (${sealed}, ${administrator.actor.userId})`,
  );
  const emergency = await contextOf(access.web, clock.now, sealed);
  const { userId } = administrator.actor;
  const [right] = await rightsOf(userId);
  expect(await codeOf(disableAccount(emergency, { userId }, PROOF))).toBe('last-administrator');
  expect(await codeOf(endHabilitation(emergency, { userId, habilitationId: right?.id ?? '', lastDay: null }, PROOF))).toBe('last-administrator');
  expect(await codeOf(grant({ userId: sealed, role: 'manager' }))).toBe('emergency-role-only');
});

describe('an account', () => {
  test('disabled ends its sessions at once and opens by no path; enabled it opens again', async () => {
    const userId = await person('d.parti', [{ role: 'manager', siteId: VALMONT }]);
    const { whoIsIn } = await enter(userId);
    expect(await disableAccount(administrator, { userId }, PROOF)).toMatchObject({ ok: true, value: { sessionsClosed: 1 } });
    expect(await whoIsIn()).toBeNull();
    expect(await codeOf(disableAccount(administrator, { userId }, PROOF))).toBe('already-so');
    const later = await enter(userId);
    expect(await later.whoIsIn()).toBeNull();
    expect(await codeOf(enableAccount(administrator, { userId }, PROOF))).toBe('done');
    expect(await codeOf(enableAccount(administrator, { userId }, PROOF))).toBe('already-so');
    expect((await (await enter(userId)).whoIsIn())?.roles).toEqual(['manager']);
  });

  test('locked by wrong tries is restored by an administrator, and only when there is something to restore', async () => {
    const userId = await person('v.verrou');
    for (let index = 0; index < 3; index += 1)
      await authenticate(anonymousContext(access.web, clock.now), { login: 'v.verrou', password: 'faux', second: { kind: 'totp', code: '' } });
    expect(await readUser(administrator, { userId })).toMatchObject({ value: { state: 'locked', failedAttempts: 3 } });
    expect(await codeOf(restoreAccess(administrator, { userId }, PROOF))).toBe('done');
    expect(await readUser(administrator, { userId })).toMatchObject({ value: { failedAttempts: 0, lockedAt: null } });
    expect(await codeOf(restoreAccess(administrator, { userId }, PROOF))).toBe('nothing-to-restore');
  });

  test('keeps a number that the directory knows while it reads as prescriber', async () => {
    const userId = await makeUser(access.worker, clock.now, {
      login: 'e.prescrit',
      rppsNumber: '99900001233',
      prescriberId: referenceIds.prescriber('99900001233'),
      habilitations: [{ role: 'prescriber' }],
    });
    const identity = { userId, familyName: 'AUBIN', givenName: 'Claire', title: 'Dr', profession: 'Médecin', email: 'c.aubin@example.org' };
    expect(await codeOf(changeIdentity(administrator, { ...identity, rppsNumber: '99900009999', prescriberId: null }, PROOF))).toBe('role-needs-prescriber');
    expect(await codeOf(changeIdentity(administrator, { ...identity, rppsNumber: '10001234568', prescriberId: null }, PROOF))).toBe('rpps-invalid');
    const prescriberId = referenceIds.prescriber('99900002002');
    expect(await changeIdentity(administrator, { ...identity, rppsNumber: '99900002002', prescriberId }, PROOF)).toMatchObject({ ok: true });
    expect((await (await enter(userId)).whoIsIn())?.prescriberId).toBe(prescriberId);
  });

  test('loses all passkeys, a session, and gets its undertaking of secrecy, each with its trace', async () => {
    const userId = await person();
    await access.worker.execute(sql`insert into passkey (id, realm, user_id, credential_id, public_key, counter, device_type, backed_up, aaguid, name, created_at)
      values (${newId()}, 'professional', ${userId}, ${newId()}, '\\x00', 0, 'singleDevice', false, '', 'Tablette', ${clock.now().toISOString()})`);
    expect(await revokePasskeys(administrator, { userId }, PROOF)).toMatchObject({ ok: true, value: { revoked: 1 } });
    expect(await codeOf(revokePasskeys(administrator, { userId }, PROOF))).toBe('nothing-to-revoke');
    const { id: sessionId, whoIsIn } = await enter(userId);
    expect(await codeOf(closeSessionOf(administrator, { userId: await person(), sessionId }, PROOF))).toBe('not-found');
    expect(await codeOf(closeSessionOf(administrator, { userId, sessionId }, PROOF))).toBe('done');
    expect(await whoIsIn()).toBeNull();
    expect(await codeOf(recordSecrecy(administrator, { userId, signedOn: '2026-11-22' }, PROOF))).toBe('dates-incoherent');
    expect(await codeOf(recordSecrecy(administrator, { userId, signedOn: '2026-11-20' }, PROOF))).toBe('done');
    expect((await traceOf(userId)).map((line) => line.action)).toEqual(
      expect.arrayContaining(['account.revoke-passkeys', 'account.close-session', 'account.sign-secrecy']),
    );
  });
});

describe('the list', () => {
  const list = async (changes: Partial<Parameters<typeof readUsers>[1]> = {}, ctx = administrator) => {
    const read = await readUsers(ctx, { search: '', role: null, siteId: null, state: 'all', page: 0, ...changes });
    if (!read.ok) throw new Error(read.refusal.code);
    return read.value;
  };

  test('finds by name without accents, by role in force, by site and by state', async () => {
    const userId = await makeUser(access.worker, clock.now, {
      login: 'h.zephyr',
      familyName: 'ZÉPHYR',
      givenName: 'Hélène',
      habilitations: [{ role: 'biologist', siteId: HAUTERIVE }],
    });
    expect((await list({ search: 'zephyr hel' })).items.map((item) => item.id)).toEqual([userId]);
    expect((await list({ search: 'ZÉPH', siteId: HAUTERIVE, role: 'biologist' })).items).toMatchObject([
      { roles: ['biologist'], siteIds: [HAUTERIVE], state: 'active' },
    ]);
    expect((await list({ search: 'zephyr', role: 'manager' })).items).toEqual([]);
    await disableAccount(administrator, { userId }, PROOF);
    expect((await list({ search: 'zephyr', state: 'active' })).items).toEqual([]);
    expect((await list({ search: 'zephyr', state: 'disabled' })).counts.disabled).toBe(1);
  });

  test('says who came by Pro Santé Connect and waits for rights', async () => {
    await access.worker.execute(sql`insert into user_account (id, login, family_name, given_name, profession, psc_subject, created_at)
      values (${newId()}, 'rpps.99900007777', 'VENUE', 'Anne', 'Médecin', 'subject-1', ${clock.now().toISOString()})`);
    expect((await list({ search: 'venue' })).items).toMatchObject([{ state: 'to-grant', isFromProvider: true, roles: [] }]);
  });

  test('comes in pages by name that neither repeat nor miss one', async () => {
    for (let index = 0; index < 60; index += 1)
      await access.worker.execute(sql`insert into user_account (id, login, family_name, given_name, profession, created_at)
      values (${newId()}, ${`page.${index}`}, 'PAGINÉE', ${`N${index}`}, 'Essai', ${clock.now().toISOString()})`);
    const [first, second] = [await list({ search: 'paginee' }), await list({ search: 'paginee', page: 1 })];
    expect(first.pages).toBe(2);
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(60);
  });

  test('is read by a quality manager, and does not exist for the others', async () => {
    const quality = await contextOf(access.web, clock.now, await person(undefined, [{ role: 'quality_manager', siteId: VALMONT }]));
    expect((await list({}, quality)).items.length).toBeGreaterThan(0);
    const biologist = await contextOf(access.web, clock.now, await person(undefined, [{ role: 'biologist', siteId: VALMONT }]));
    expect(await readUsers(biologist, { search: '', role: null, siteId: null, state: 'all', page: 0 })).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
    expect(await readUser(biologist, { userId: administrator.actor.userId })).toMatchObject({ ok: false });
  });

  test('and its detail never show a secret', async () => {
    const userId = await person('s.secrets');
    const rows = await access.worker.execute<{ password_hash: string; totp_secret: string } & Record<string, unknown>>(
      sql`select password_hash, totp_secret from user_account where id = ${userId}`,
    );
    const shown = JSON.stringify([await list({ search: 's.secrets' }), await readUser(administrator, { userId })]);
    for (const secret of [rows[0]?.password_hash, rows[0]?.totp_secret]) expect(shown).not.toContain(secret);
  });
});
