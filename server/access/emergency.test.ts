import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { emergencyOpening, recoveryCode, securityNotice, session, userAccount } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { type ProfessionalActor, systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { authenticate } from './authenticate';
import { EMERGENCY_MS, type EnvelopeContent, enterEmergency } from './enter-emergency';
import { openSession } from './open-session';
import { readEmergency } from './read-emergency';
import { type Envelope, sealEmergency } from './seal-emergency';
import { sessionFrom } from './session-from';
import { anonymousContext, makeUser, openTestAccess, testClock, withSession } from './testing';
import { makeProof } from './testing-maintenance';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;
let envelope: Envelope;
const REASON = 'Administrateur injoignable, clé perdue';

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  clock = testClock();
  envelope = await sealed();
});

/** Sealed at the console of the machine's owner. */
async function sealed(): Promise<Envelope> {
  const outcome = await sealEmergency(contextFor(access.worker, systemActor('admin'), clock.now), null);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

const enter = (changes: Partial<EnvelopeContent> = {}) =>
  enterEmergency(anonymousContext(access.web, clock.now), {
    login: envelope.login,
    passphrase: envelope.passphrase,
    code: envelope.codes[0] ?? '',
    reason: REASON,
    ...changes,
  });
const account = async (login = envelope.login) => {
  const [row] = await access.worker.select().from(userAccount).where(eq(userAccount.login, login));
  if (!row) throw new Error('the account is there');
  return row;
};
const who = (token: string) => sessionFrom({ headers: withSession('professional', token) }, 'professional', { db: access.web, now: clock.now });

async function administrator(): Promise<ProfessionalActor> {
  const userId = await makeUser(access.worker, clock.now, { login: `a-${newId()}`, habilitations: [{ role: 'administrator' }] });
  const opened = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now(), { method: 'password-totp' }),
  );
  const scope = { siteIds: [], wardIds: [], prescriberId: null, rppsNumber: null, stage: 'full', terminalId: null, address: '', terminal: '' } as const;
  return { kind: 'professional', userId, sessionId: opened.id, name: 'Samuel ESSAI', roles: ['administrator'], ...scope };
}

describe('the envelope', () => {
  test('opens the account with passphrase and one code, as an administrator, for an hour and no longer', async () => {
    const entered = await enter();
    if (!entered.ok) throw new Error(entered.refusal.code);
    const actor = await who(entered.value.token);
    expect(actor).toMatchObject({ roles: ['administrator'], siteIds: [] });
    const [row] = await access.worker
      .select()
      .from(session)
      .where(eq(session.id, actor?.sessionId ?? ''));
    expect(row).toMatchObject({ method: 'emergency', expiresAt: new Date(clock.now().getTime() + EMERGENCY_MS) });
  });

  test('is read off paper: case, spaces and look-alikes do not count', async () => {
    const typed = (text: string) => ` ${text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `;
    await expect(enter({ passphrase: typed(envelope.passphrase), code: typed(envelope.codes[3] ?? '') })).resolves.toMatchObject({ ok: true });
  });

  test('tells every biologist and every administrator in the same transaction, with a trace and the reason kept apart from it', async () => {
    const { id } = await account();
    await enter();
    const notices = (await access.worker.select().from(securityNotice).where(eq(securityNotice.subjectId, id))).filter(({ kind }) => kind === 'emergency-used');
    expect(new Set(notices.map(({ audienceRole }) => audienceRole))).toEqual(new Set(['administrator', 'biologist']));
    expect(notices).toHaveLength(2);
    const [opening] = await access.worker.select().from(emergencyOpening).where(eq(emergencyOpening.userId, id));
    expect(opening?.reason).toBe(REASON);
    const [trace] = await access.worker
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.subjectId, opening?.sessionId ?? ''));
    expect(trace).toMatchObject({ action: 'emergency.open', actorId: id });
    expect(JSON.stringify([notices, trace])).not.toContain('injoignable');
  });

  test('each of its ten codes works once, also when it is tried twice at once', async () => {
    expect(new Set(envelope.codes).size).toBe(10);
    const both = await Promise.all([enter(), enter()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await expect(enter()).resolves.toMatchObject({ ok: false, refusal: { code: 'wrong-credentials' } });
    await expect(enter({ code: envelope.codes[1] ?? '' })).resolves.toMatchObject({ ok: true });
  });

  test('wants to know why, and spends no try on who does not say', async () => {
    for (const reason of ['', '   trop    ', 'urgent'])
      await expect(enter({ reason })).resolves.toMatchObject({ ok: false, refusal: { code: 'emergency-reason' } });
    await expect(account()).resolves.toMatchObject({ failedAttempts: 0 });
  });

  test('locks after three wrong tries of its own, however many arrive at once', async () => {
    const wrong = await Promise.all(Array.from({ length: 12 }, () => enter({ code: 'AAAA-AAAA-AAAA' })));
    expect(wrong.every(({ ok }) => !ok)).toBe(true);
    await expect(account()).resolves.toMatchObject({ failedAttempts: 3, lockedAt: clock.now() });
    await expect(enter(), 'also with what is right').resolves.toMatchObject({ ok: false, refusal: { code: 'account-locked' } });
  });

  test('opens while every other account is locked', async () => {
    await administrator();
    await access.worker.execute(sql`update user_account set failed_attempts = 3, locked_at = ${clock.now().toISOString()} where kind = 'personal'`);
    await expect(enter()).resolves.toMatchObject({ ok: true });
  });

  test('a login that nobody has is refused in the same words', async () => {
    await expect(enter({ login: 'secours-0000' })).resolves.toEqual(await enter({ passphrase: 'faux' }));
  });
});

describe('no other way in', () => {
  test('the ordinary door does not know the account, and spends none of its tries', async () => {
    const given = { login: envelope.login, password: envelope.passphrase, second: { kind: 'recovery', code: envelope.codes[0] ?? '' } } as const;
    await expect(authenticate(anonymousContext(access.web, clock.now), given)).resolves.toMatchObject({ ok: false });
    await expect(account()).resolves.toMatchObject({ failedAttempts: 0 });
  });

  test('the database opens no session of it by another method, none of another account by this one, and keeps no passkey for it', async () => {
    const { id } = await account();
    const other = await makeUser(access.worker, clock.now, { login: `o-${newId()}` });
    const open = (userId: string, method: 'passkey' | 'emergency') =>
      access.worker.transaction((tx) => openSession(tx, 'professional', userId, { address: '', terminal: '' }, clock.now(), { method }));
    await expect(open(id, 'passkey')).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(open(other, 'emergency')).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(
      access.worker.execute(sql`insert into passkey (id, realm, user_id, credential_id, public_key, counter, device_type, backed_up, aaguid, name, created_at)
        values (${newId()}, 'professional', ${id}, 'x', '', 0, 'singleDevice', false, '', '', now())`),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

describe('sealing', () => {
  test('anew closes the account of before with its session and its codes: there is one, ever', async () => {
    const before = envelope;
    const entered = await enter();
    envelope = await sealed();
    await expect(enter({ login: before.login, passphrase: before.passphrase, code: before.codes[1] ?? '' })).resolves.toMatchObject({ ok: false });
    await expect(enter({ code: before.codes[2] ?? '' })).resolves.toMatchObject({ ok: false });
    await expect(who(entered.ok ? entered.value.token : '')).resolves.toBeNull();
    const inForce = (await access.worker.select().from(userAccount).where(eq(userAccount.kind, 'emergency'))).filter(({ disabledAt }) => disabledAt === null);
    expect(inForce).toHaveLength(1);
    await expect(enter()).resolves.toMatchObject({ ok: true });
  });

  test('is told as sealed, then as opened, then as sealed again', async () => {
    const ctx = contextFor(access.web, await administrator(), clock.now);
    await expect(readEmergency(ctx)).resolves.toMatchObject({ value: { state: 'sealed', sealedAt: clock.now() } });
    await enter();
    await expect(readEmergency(ctx)).resolves.toMatchObject({ value: { state: 'opened' } });
    clock.pass(60_000);
    await sealed();
    await expect(readEmergency(ctx)).resolves.toMatchObject({ value: { state: 'sealed', sealedAt: clock.now() } });
  });

  test('by an administrator wants his proof of a moment ago, for this act', async () => {
    const actor = await administrator();
    const ctx = contextFor(access.web, actor, clock.now);
    const by = { userId: actor.userId, sessionId: actor.sessionId };
    for (const proofId of [
      null,
      newId(),
      await makeProof(access.worker, clock.now, by, 'export'),
      await makeProof(access.worker, clock.now, { ...by, sessionId: newId() }, 'emergency'),
    ])
      await expect(sealEmergency(ctx, proofId)).rejects.toMatchObject({ cause: { code: '42501' } });
    const proofId = await makeProof(access.worker, clock.now, by, 'emergency');
    await expect(sealEmergency(ctx, proofId)).resolves.toMatchObject({ ok: true });
    clock.pass(3 * 60_000);
    await expect(sealEmergency(ctx, proofId)).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  test('by anybody else does not exist', async () => {
    const actor = { ...(await administrator()), roles: ['biologist'] } as const;
    await expect(sealEmergency(contextFor(access.web, actor, clock.now), newId())).resolves.toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  });

  test('keeps neither passphrase nor code in clear', async () => {
    const { id, passwordHash } = await account();
    const codes = await access.worker.select().from(recoveryCode).where(eq(recoveryCode.userId, id));
    const stored = JSON.stringify([passwordHash, codes]);
    for (const secret of [envelope.passphrase, ...envelope.codes]) expect(stored).not.toContain(secret);
    expect(passwordHash).toMatch(/^\$argon2id\$/);
  });
});
