import { TRPCError } from '@trpc/server';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openSession } from '../access/open-session';
import type { Proof } from '../access/prove-again';
import { makeUser, TEST_PASSWORD, withSession } from '../access/testing';
import { enrolTestPasskey } from '../access/testing-passkey';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import { createApiContext } from './context';
import { refusalIn } from './refusal';
import { createCaller } from './root';

/** Taking a trace out of the house is an act of its own: the person is asked again, for that dossier and no other (product.md decision 7). */
let product: TestValidation;
let caller: ReturnType<typeof createCaller>;
let userId: string;
const numbers: string[] = [];

const env = () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
};
beforeEach(env);
beforeAll(async () => {
  env();
  product = await openTestValidation();
  const { access, clock } = product;
  userId = await makeUser(access.worker, clock.now, { login: 'export', habilitations: [{ role: 'administrator' }] });
  for (const number of [product.freshNumber(), product.freshNumber()]) {
    await product.send(number);
    numbers.push(number);
  }
  const origin = { address: '', terminal: '' };
  const { token } = await access.web.transaction((tx) =>
    openSession(tx, 'professional', userId, origin, clock.now(), { method: 'password-totp', stage: 'full' }),
  );
  caller = createCaller(createApiContext({ headers: withSession('professional', token), db: access.web, now: clock.now }));
});
afterAll(() => product.end());

const codeOf = (call: Promise<unknown>): Promise<string | null> =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof TRPCError ? (refusalIn(error)?.code ?? error.code) : String(error)),
  );
const exportsTraced = () =>
  product.rows<{ proof: string }>(
    sql`select detail ->> 'proof' as proof from audit_event where action = 'audit.export' and outcome = 'done' order by sequence`,
  );

test('a trace is not handed out without a proof, nor for a wrong password', async () => {
  const input = { accessionNumber: numbers[0] ?? '' };
  expect(await codeOf(caller.audit.export(input as typeof input & { proof: Proof }))).toBe('BAD_REQUEST');
  expect(await codeOf(caller.audit.export({ ...input, proof: { method: 'password', password: 'autre' } }))).toBe('wrong-password');
  expect(await exportsTraced()).toEqual([]);
});

test('with the password it is, and the trace says by which proof', async () => {
  const input = { accessionNumber: numbers[0] ?? '' };
  const { lines } = await caller.audit.export({ ...input, proof: { method: 'password', password: TEST_PASSWORD } });
  expect(lines.length).toBeGreaterThan(0);
  const proofs = await product.rows<{ id: string }>(sql`select id from step_up_proof where act = 'export' and user_id = ${userId}`);
  expect(await exportsTraced()).toEqual(proofs.map(({ id }) => ({ proof: id })));
});

test('with a passkey it is for that dossier, once, and no password replaces it', async () => {
  const key = await enrolTestPasskey(product.access.worker, product.clock.now, { personId: userId });
  const content = { accessionNumber: numbers[0] ?? '' };
  const ask = async (): Promise<Proof> => {
    const asked = await caller.session.askProof({ act: 'export', content });
    if (asked.method !== 'passkey') throw new Error('a passkey is asked for');
    return { method: 'passkey', assertion: key.assert(asked.options) };
  };
  expect(await codeOf(caller.audit.export({ ...content, proof: { method: 'password', password: TEST_PASSWORD } }))).toBe('passkey-needed');
  expect(await codeOf(caller.audit.export({ accessionNumber: numbers[1] ?? '', proof: await ask() }))).toBe('proof-refused');
  const proof = await ask();
  expect(await codeOf(caller.audit.export({ ...content, proof }))).toBeNull();
  expect(await codeOf(caller.audit.export({ ...content, proof }))).toBe('proof-refused');
  expect(await exportsTraced()).toHaveLength(2);
});
