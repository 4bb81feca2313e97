import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, type Database } from '../../db/client';
import { userAccount } from '../../db/schema/access';
import { authenticate } from './authenticate';
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
      const verified = vi.spyOn(password, 'isPassword').mockClear();
      statements.length = 0;
      const answer = await go();
      seen.push({ kind, answer, verified: verified.mock.calls.length, statements: [...statements] });
    }
    const [first] = seen;
    expect(first).toMatchObject({ answer: { ok: false, refusal: { code: 'wrong-credentials', detail: { triesLeft: 2 } } }, verified: 1 });
    expect(first?.statements.length).toBeGreaterThan(6);
    for (const one of seen) expect(one).toEqual({ ...first, kind: one.kind });
  });

  test('and takes about as long, whoever it is', async () => {
    const times = new Map<string, number[]>(KINDS.map((kind) => [kind, []]));
    for (let round = 1; round <= 60; round += 1)
      for (const kind of ['nobody', 'wrong-password'] as const) {
        const go = await tries(kind, round);
        const from = performance.now();
        await go();
        times.get(kind)?.push(performance.now() - from);
      }
    const median = (kind: string) => times.get(kind)?.toSorted((a, b) => a - b)[30] ?? 0;
    const ratio = median('nobody') / median('wrong-password');
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.67);
  });
});
