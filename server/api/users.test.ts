import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSession } from '../access/open-session';
import { makeUser, TEST_PASSWORD, withSession } from '../access/testing';
import { enrolTestPasskey } from '../access/testing-passkey';
import { contextOf } from '../access/testing-rights';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor, Role } from '../platform/actor';
import type { Context } from '../platform/context';
import { testMessage } from '../simulator/test-message';
import { createApiContext } from './context';
import { appRouter, createCaller } from './root';

let product: TestProduct;
let administrator: Awaited<ReturnType<typeof enter>>;
const password = { method: 'password', password: TEST_PASSWORD } as const;
const VALMONT = referenceIds.site('valmont');

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-21T10:00:00+01:00' });
  administrator = await enter('administrator');
  await product.receive(testMessage({ accessionNumber: '9001', controlId: 'VAL1', sentAt: product.clock.now() }));
  await product.validate(await product.person('biologist'), await product.dossierId('9001'));
});
afterAll(() => product.end());

/** Somebody with one role in a session of his own: what he can call, and his account. */
async function enter(role: Role, siteId: string | null = null) {
  const { access, clock } = product;
  const userId = await makeUser(access.worker, clock.now, { login: `${role.replace('_', '.')}.${Math.random()}`, habilitations: [{ role, siteId }] });
  const { token } = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp' }),
  );
  const call = () => createCaller(createApiContext({ headers: withSession('professional', token), db: access.web, now: clock.now }));
  return { userId, call };
}

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { cause?: { refusal?: { code?: string } } }) => error.cause?.refusal?.code ?? 'fault',
  );

describe('a change of rights', () => {
  test('needs the person’s proof, on exactly this change', async () => {
    const { userId } = await enter('manager', VALMONT);
    const { users } = administrator.call();
    const change = { userId, role: 'biologist' as const, placeIds: [VALMONT], from: null, to: null };
    expect(await codeOf(users.grant({ ...change, proof: { method: 'password', password: 'faux' } }))).toBe('wrong-password');
    expect(await codeOf(users.grant({ ...change, proof: password }))).toBe('done');
    const { rights } = await users.detail({ userId });
    expect(rights.map(({ role }) => role).toSorted()).toEqual(['biologist', 'manager']);
  });

  test('is proven by the change that was shown: a proof of giving access back makes no activation code, revokes no key, closes and opens no account', async () => {
    vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
    const { userId } = await enter('manager', VALMONT);
    const keyHolder = await enter('administrator');
    const key = await enrolTestPasskey(product.access.worker, product.clock.now, { personId: keyHolder.userId });
    const { users, session } = keyHolder.call();
    const proofOf = async (change: string) => {
      const asked = await session.askProof({ act: 'change-rights', content: { userId, change } });
      if (asked.method !== 'passkey') throw new Error('the administrator of the test has a key');
      return { method: 'passkey' as const, assertion: key.assert(asked.options) };
    };
    for (const change of ['renewActivation', 'revokePasskeys', 'disable', 'enable'] as const)
      expect({ change, code: await codeOf(users[change]({ userId, proof: await proofOf('restore') })) }).toEqual({ change, code: 'proof-refused' });
    expect(await codeOf(users.renewActivation({ userId, proof: await proofOf('renewActivation') }))).toBe('done');
  });

  test('at a place that is not there is refused as whatever is missing', async () => {
    const { userId } = await enter('manager', VALMONT);
    const ward = referenceIds.ward('valmont', 'MED3B');
    const change = { userId, role: 'biologist' as const, placeIds: [ward], from: null, to: null };
    expect(await codeOf(administrator.call().users.grant({ ...change, proof: password }))).toBe('not-found');
  });

  test('counts with the very next request of an open session, both ways', async () => {
    const person = await enter('manager', VALMONT);
    expect(await codeOf(person.call().validation.worklist())).toBe('not-found');
    await administrator.call().users.grant({ userId: person.userId, role: 'biologist', placeIds: [VALMONT], from: null, to: null, proof: password });
    expect(await codeOf(person.call().validation.worklist())).toBe('done');
    const right = (await administrator.call().users.detail({ userId: person.userId })).rights.find(({ role }) => role === 'biologist');
    await administrator.call().users.end({ userId: person.userId, habilitationId: right?.id ?? '', lastDay: null, proof: password });
    expect(await codeOf(person.call().validation.worklist())).toBe('not-found');
    await administrator.call().users.disable({ userId: person.userId, proof: password });
    expect(await codeOf(person.call().session.me())).toBe('session-expired');
  });
});

describe('a quality manager', () => {
  test('reads persons and the review, and is offered no change', async () => {
    const { call } = await enter('quality_manager', VALMONT);
    const page = await call().users.list({ search: '', role: null, siteId: null, state: 'all', page: 0 });
    expect(page.items.length).toBeGreaterThan(1);
    expect((await call().users.detail({ userId: administrator.userId })).may).toEqual({ manage: false, isOneself: false });
    expect(await codeOf(call().users.disable({ userId: administrator.userId, proof: password }))).toBe('not-found');
  });
});

test('the review says what each role opens and who holds it', async () => {
  const { roles, rights } = await administrator.call().users.review();
  expect(roles.find(({ role }) => role === 'administrator')?.permissions).not.toContain('dossier.read');
  expect(roles.find(({ role }) => role === 'biologist')?.permissions).toContain('validation.decide');
  expect(rights).toContainEqual(expect.objectContaining({ userId: administrator.userId, role: 'administrator', standing: 'now' }));
});

describe('an administrator neither reads nor decides', () => {
  const NOMINATIVE = [
    'patient',
    'dossier',
    'service_request',
    'observation_version',
    'dossier_revision',
    'validation_decision',
    'worklist_entry',
    'report',
    'report_recipient',
  ];
  let asAdministrator: Context<ProfessionalActor>;
  beforeAll(async () => {
    asAdministrator = await contextOf(product.access.web, product.clock.now, (await enter('administrator')).userId);
  });

  test.each(NOMINATIVE)('no row of %s by raw SQL, though there are some', async (table) => {
    const count = sql`select count(*)::int as n from ${sql.identifier(table)}`;
    expect(Number((await product.access.worker.execute(count))[0]?.['n'])).toBeGreaterThan(0);
    expect(await asAdministrator.transaction((tx) => tx.execute(count))).toMatchObject([{ n: 0 }]);
  });

  test('signs nothing by raw SQL', async () => {
    const copy = sql`insert into validation_decision select * from validation_decision`;
    const forged = sql`update validation_decision set state = 'effective'`;
    await asAdministrator.transaction((tx) => tx.execute(copy)).catch(() => undefined);
    await asAdministrator.transaction((tx) => tx.execute(forged)).catch(() => undefined);
    const decisions = await product.access.worker.execute(
      sql`select count(*)::int as n from validation_decision where user_id = ${asAdministrator.actor.userId}`,
    );
    expect(decisions).toMatchObject([{ n: 0 }]);
  });

  test('is answered by every door of the laboratory, of readers and of patients that there is nothing', async () => {
    // Who is on duty, and when, is nothing of a patient's.
    const roster = new Set(['duty.lines', 'duty.coverage']);
    const closed = Object.keys(appRouter._def.procedures).filter((path) => /^(?:validation|duty)\./.test(path) && !roster.has(path));
    expect(closed.length).toBeGreaterThan(5);
    for (const path of closed) {
      const [room = '', name = ''] = path.split('.');
      const caller: unknown = administrator.call();
      const call = (caller as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[room]?.[name];
      expect([path, await codeOf(call?.(undefined) ?? Promise.resolve())]).toEqual([path, 'not-found']);
    }
  });
});
