import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, type Database } from '../../db/client';
import { patientAccount, userAccount } from '../../db/schema/access';
import { systemActor } from '../platform/actor';
import { contextFor } from '../platform/context';
import { newId } from '../platform/ids';
import { activate } from './activate';
import { makeActivation } from './activation';
import { authenticate } from './authenticate';
import { checkPatientPassword } from './check-patient-password';
import * as password from './password';
import type { SecondFactor } from './second-factor';
import { anonymousContext, makeUser, openTestAccess, TEST_PASSWORD, testClock } from './testing';

/** Nobody learns at the door which identifiers exist: not by the words, not by the work, not by the time (threats.md 10). */
let access: Awaited<ReturnType<typeof openTestAccess>>;
let connection: ReturnType<typeof connect>;
let watched: Database;
const clock = testClock();
const statements: string[] = [];

beforeAll(async () => {
  access = await openTestAccess();
  connection = connect(access.database.webUrl, { max: 1, applicationName: 'test-watched' });
  watched = drizzle(connection.sql, { logger: { logQuery: (query) => void statements.push(query) } });
});
afterAll(async () => {
  await connection.close();
  await access.end();
});
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
});

const SECONDS: SecondFactor[] = [
  { kind: 'totp', code: '123456' },
  { kind: 'recovery', code: 'AAAA-BBBB-CCCC' },
];
/** A verification of a password that is left out makes one of the two ten times as fast. */
const LEAST = 0.6;
const KINDS = ['nobody', 'wrong-password', 'wrong-code', 'no-password', 'no-secret', 'disabled'] as const;

/** A fresh account of each kind, so that each try is its first. */
async function made(kind: (typeof KINDS)[number], login: string): Promise<{ login: string; password: string }> {
  const isRight = kind === 'wrong-code' || kind === 'no-secret';
  if (kind !== 'nobody') {
    const id = await makeUser(access.worker, clock.now, { login });
    const changes = { 'no-password': { passwordHash: null }, 'no-secret': { totpSecret: null }, disabled: { disabledAt: clock.now() } } as const;
    if (kind === 'no-password' || kind === 'no-secret' || kind === 'disabled')
      await access.worker.update(userAccount).set(changes[kind]).where(eq(userAccount.id, id));
  }
  return { login, password: isRight ? TEST_PASSWORD : 'wrong' };
}

describe.each(SECONDS)('with a second factor of kind $kind', (second) => {
  const tries = async (kind: (typeof KINDS)[number], number = 0) => {
    const given = await made(kind, `${second.kind}-${kind}-${number}`);
    return () => authenticate(anonymousContext(watched, clock.now), { ...given, second });
  };

  test('every wrong try has the same words, one password verification and the same statements', async () => {
    const seen = [];
    for (const kind of KINDS) {
      const go = await tries(kind);
      seen.push({ kind, ...(await seenOf(go)) });
    }
    const [first] = seen;
    expect(first).toMatchObject({ answer: { ok: false, refusal: { code: 'wrong-credentials', detail: { triesLeft: 2 } } }, verified: 1 });
    expect(first?.statements.length).toBeGreaterThan(6);
    for (const one of seen) expect(one).toEqual({ ...first, kind: one.kind });
  });

  test('and takes about as long, whoever it is', async () => {
    const ratio = await ratioOf({
      unknown: (round) => tries('nobody', round),
      known: (round) => tries('wrong-password', round),
    });
    expect(ratio).toBeGreaterThan(LEAST);
    expect(ratio).toBeLessThan(1 / LEAST);
  });
});

describe('with an activation code', () => {
  const tries = async (kind: 'nobody' | 'no-code' | 'wrong-code' | 'disabled', number: number) => {
    const login = `activation-${kind}-${number}`;
    if (kind !== 'nobody') {
      const userId = await makeUser(access.worker, clock.now, { login });
      const ctx = contextFor(access.worker, systemActor('test'), clock.now);
      if (kind !== 'no-code') await ctx.transaction((tx) => makeActivation(ctx, tx, userId));
      if (kind === 'disabled') await access.worker.update(userAccount).set({ disabledAt: clock.now() }).where(eq(userAccount.id, userId));
    }
    return () => activate(anonymousContext(watched, clock.now), { login, code: 'AAAA-BBBB-CCCC' });
  };

  test('every wrong try has the same words and the same statements, and no password is verified', async () => {
    for (const kind of ['nobody', 'no-code', 'wrong-code', 'disabled'] as const) {
      const seen = await seenOf(await tries(kind, 0));
      expect(seen.answer).toEqual({ ok: false, refusal: { code: 'activation-refused' } });
      const nobody = await seenOf(await tries('nobody', -1));
      expect({ kind, ...seen }).toEqual({ kind, ...nobody, verified: 0 });
    }
  });

  test('and takes about as long, whoever it is', async () => {
    const ratio = await ratioOf({ unknown: (round) => tries('nobody', round), known: (round) => tries('wrong-code', round) });
    expect(ratio).toBeGreaterThan(LEAST);
    expect(ratio).toBeLessThan(1 / LEAST);
  });
});

describe('at the patients’ door', () => {
  const tries = async (kind: 'nobody' | 'wrong-password' | 'passkeys-only', number: number) => {
    const login = `${kind}.${number}@courriel.example`;
    const passwordHash = kind === 'passkeys-only' ? null : await hash;
    if (kind !== 'nobody')
      await access.worker.insert(patientAccount).values({ id: newId(), login, phone: '0639980001', secondFactor: 'sms', passwordHash, createdAt: clock.now() });
    clock.pass(60_000);
    return () => checkPatientPassword(anonymousContext(watched, clock.now), { login, password: 'faux' });
  };
  const hash = password.hashPassword(TEST_PASSWORD);

  test('every wrong try has the same words, one password verification and as many statements', async () => {
    for (const kind of ['nobody', 'wrong-password', 'passkeys-only'] as const) {
      const seen = await seenOf(await tries(kind, 0));
      expect(seen).toMatchObject({ answer: { ok: false, refusal: { code: 'wrong-login', detail: { triesLeft: 4 } } }, verified: 1 });
      // The try is taken of the account, or of the identifier: another statement, and one either way.
      const nobody = await seenOf(await tries('nobody', -1));
      expect({ kind, statements: seen.statements.length }).toEqual({ kind, statements: nobody.statements.length });
    }
  });

  test('and takes about as long, whoever it is', async () => {
    const ratio = await ratioOf({ unknown: (round) => tries('nobody', round), known: (round) => tries('wrong-password', round) });
    expect(ratio).toBeGreaterThan(LEAST);
    expect(ratio).toBeLessThan(1 / LEAST);
  });
});

/** What one try answered, and what it cost. */
async function seenOf(go: () => Promise<unknown>) {
  const verified = vi.spyOn(password, 'isPassword').mockClear();
  statements.length = 0;
  const answer = await go();
  return { answer, verified: verified.mock.calls.length, statements: [...statements] };
}

type Tries = (round: number) => Promise<() => Promise<unknown>>;

/** Sixty tries of each kind, turn by turn so that whatever else the machine does falls on both: the ratio of their medians. */
async function ratioOf(kinds: Record<'unknown' | 'known', Tries>): Promise<number> {
  const times = { unknown: [] as number[], known: [] as number[] };
  for (let round = 1; round <= 60; round += 1)
    for (const kind of round % 2 === 0 ? (['unknown', 'known'] as const) : (['known', 'unknown'] as const)) {
      const go = await kinds[kind](round);
      const from = performance.now();
      await go();
      times[kind].push(performance.now() - from);
    }
  const median = (of: number[]) => of.toSorted((a, b) => a - b)[30] ?? 0;
  return median(times.unknown) / median(times.known);
}
