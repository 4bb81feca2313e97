import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { createAccount } from './create-account';
import { disableAccount } from './disable-account';
import { readUser } from './read-user';
import { renewActivation } from './renew-activation';
import { makeUser, openTestAccess, testClock } from './testing';
import { contextOf } from './testing-rights';

let access: Awaited<ReturnType<typeof openTestAccess>>;
const clock = testClock();
const PROOF = newId();
let administrator: Context<ProfessionalActor>;

beforeEach(() => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough'));
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  access = await openTestAccess();
  administrator = await contextOf(
    access.web,
    clock.now,
    await makeUser(access.worker, clock.now, { login: 's.perrin', habilitations: [{ role: 'administrator' }] }),
  );
});
afterAll(() => access.end());

const codeOf = async (outcome: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await outcome).refusal?.code ?? 'done';

const newAccount = (login: string, changes: Partial<Parameters<typeof createAccount>[1]> = {}) => ({
  login,
  familyName: 'NOUVELLE',
  givenName: 'Lise',
  title: '',
  profession: 'Technicienne',
  rppsNumber: null,
  email: null,
  prescriberId: null,
  ...changes,
});

describe('an account', () => {
  test('is made without password and rights, with a code shown once', async () => {
    const outcome = await createAccount(administrator, newAccount('l.nouvelle'), PROOF);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const { userId, code } = outcome.value;
    expect(code.length).toBeGreaterThan(7);
    const read = await readUser(administrator, { userId });
    expect(read).toMatchObject({
      ok: true,
      value: { state: 'to-activate', rights: [], means: { hasPassword: false, hasTotp: false, passkeys: [], recoveryCodesLeft: 0 } },
    });
    expect(
      JSON.stringify(await access.worker.execute(sql`select * from audit_event`)) + JSON.stringify(await access.worker.execute(sql`select * from activation`)),
    ).not.toContain(code);
  });

  test.each([
    ['login-taken', newAccount('s.perrin')],
    ['login-names-function', newAccount('biologiste')],
    ['login-malformed', newAccount('Lise Nouvelle')],
    ['rpps-invalid', newAccount('l.autre', { rppsNumber: '10001234567' })],
  ])('is refused: %s', async (code, account) => expect(await codeOf(createAccount(administrator, account, PROOF))).toBe(code));

  test('of somebody else is made by nobody but an administrator', async () => {
    const manager = await contextOf(
      access.web,
      clock.now,
      await makeUser(access.worker, clock.now, { login: 'f.delmas', habilitations: [{ role: 'manager' }] }),
    );
    expect(await codeOf(createAccount(manager, newAccount('x.nobody'), PROOF))).toBe('not-found');
    expect(await codeOf(renewActivation(manager, { userId: administrator.actor.userId }, PROOF))).toBe('not-found');
  });
});

describe('a new activation code', () => {
  test('takes the older one back, and clears nothing until it is used', async () => {
    const userId = await makeUser(access.worker, clock.now, { login: 'n.perdu' });
    const before = await readUser(administrator, { userId });
    const [first, second] = [await renewActivation(administrator, { userId }, PROOF), await renewActivation(administrator, { userId }, PROOF)];
    if (!first.ok || !second.ok) throw new Error('the code is made');
    expect(first.value.code).not.toBe(second.value.code);
    const waiting = await access.worker.execute(sql`select id from activation where user_id = ${userId} and withdrawn_at is null and used_at is null`);
    expect(waiting).toHaveLength(1);
    const after = await readUser(administrator, { userId });
    expect(after.ok && { ...after.value.means, activationExpiresAt: null }).toEqual(before.ok && { ...before.value.means, activationExpiresAt: null });
    expect(after.ok && after.value.state).toBe(before.ok && before.value.state);
  });

  test('is not made for oneself, nor for a disabled account; and disabling takes it back', async () => {
    expect(await codeOf(renewActivation(administrator, { userId: administrator.actor.userId }, PROOF))).toBe('own-rights');
    const userId = await makeUser(access.worker, clock.now, { login: 'n.parti' });
    await renewActivation(administrator, { userId }, PROOF);
    await disableAccount(administrator, { userId }, PROOF);
    expect(await access.worker.execute(sql`select id from activation where user_id = ${userId} and withdrawn_at is null`)).toHaveLength(0);
    expect(await codeOf(renewActivation(administrator, { userId }, PROOF))).toBe('account-disabled');
  });
});
