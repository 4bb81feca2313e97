import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { terminal } from '../../db/schema/access';
import { auditEvent } from '../../db/schema/audit';
import { newId, sha256 } from '../platform/ids';
import { askTerminalProof } from './ask-terminal-proof';
import { proveTerminal } from './prove-terminal';
import { terminalOf } from './terminal-of';
import { TERMINAL_PROOF_MS } from './terminal-rules';
import { openTestAccess, testClock } from './testing';
import { browserContext, makeDevice, proveDevice, TEST_ORIGIN } from './testing-terminal';

let access: Awaited<ReturnType<typeof openTestAccess>>;
let clock: ReturnType<typeof testClock>;

beforeAll(async () => {
  access = await openTestAccess();
});
afterAll(() => access.end());
beforeEach(() => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', TEST_ORIGIN);
  clock = testClock();
});

const browser = (bindingHash: string | null = sha256(newId())) => browserContext(access.web, clock.now, { bindingHash });
const rowOf = async (publicKey: string) => (await access.worker.select().from(terminal).where(eq(terminal.publicKey, publicKey)))[0];
const refused = { refusal: { code: 'proof-refused' } };

test('takes a new device in undeclared, and knows it by its cookie alone from then on', async () => {
  const { device, terminalId, tokenHash, token } = await proveDevice(access.web, access.worker, clock.now);
  expect(await rowOf(device.publicKey)).toMatchObject({ id: terminalId, kind: 'undeclared', state: 'active', name: '', traits: null });
  const ctx = browserContext(access.web, clock.now, { terminalTokenHash: tokenHash });
  await expect(ctx.transaction((tx) => terminalOf(ctx, tx))).resolves.toMatchObject({ id: terminalId, state: 'active', idleMs: 600_000 });
  expect(JSON.stringify(await rowOf(device.publicKey))).not.toContain(token);
});

test('recognises the same device again after its cookie is gone, and forgets the cookie of before', async () => {
  const first = await proveDevice(access.web, access.worker, clock.now);
  clock.pass(TERMINAL_PROOF_MS);
  const late = browserContext(access.web, clock.now, { terminalTokenHash: first.tokenHash });
  expect((await late.transaction((tx) => terminalOf(late, tx))).id).not.toBe(first.terminalId);
  const again = await proveDevice(access.web, access.worker, clock.now, first.device);
  expect(again.terminalId).toBe(first.terminalId);
  expect(again.tokenHash).not.toBe(first.tokenHash);
  const trail = await access.worker.select({ action: auditEvent.action }).from(auditEvent).where(eq(auditEvent.subjectId, first.terminalId));
  expect(trail.map(({ action }) => action)).toEqual(['terminal.register', 'terminal.prove']);
});

test('the cookie is out of reach of scripts and other sites, and over https of other hosts', async () => {
  const ctx = browser();
  const prove = async () => {
    const device = makeDevice();
    const { challenge } = await askTerminalProof(ctx);
    const origin = process.env['NEXTAUTH_URL'];
    return proveTerminal(ctx, { publicKey: device.publicKey, challenge, signature: device.sign(challenge, origin) });
  };
  await expect(prove()).resolves.toMatchObject({
    value: { cookie: expect.stringMatching(/^relais-terminal=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/) },
  });
  vi.stubEnv('NEXTAUTH_URL', 'https://relais.example.org');
  await expect(prove()).resolves.toMatchObject({ value: { cookie: expect.stringMatching(/^__Host-relais-terminal=.*; Secure$/) } });
});

function later(bindingHash: string | null) {
  clock.pass(60_000);
  return browser(bindingHash);
}

test('gives a browser its binding cookie once', async () => {
  await expect(askTerminalProof(browser(null))).resolves.toMatchObject({
    cookie: expect.stringMatching(/^relais-browser=[\w-]{43}; .*HttpOnly; SameSite=Strict/),
  });
  await expect(askTerminalProof(browser())).resolves.toMatchObject({ cookie: null });
});

test('a challenge is good once', async () => {
  const device = makeDevice();
  const ctx = browser();
  const { challenge } = await askTerminalProof(ctx);
  const proof = { publicKey: device.publicKey, challenge, signature: device.sign(challenge) };
  await expect(proveTerminal(ctx, proof)).resolves.toMatchObject({ ok: true });
  await expect(proveTerminal(ctx, proof)).resolves.toMatchObject(refused);
});

test('a challenge that was answered wrongly is spent', async () => {
  const device = makeDevice();
  const ctx = browser();
  const { challenge } = await askTerminalProof(ctx);
  await expect(proveTerminal(ctx, { publicKey: device.publicKey, challenge, signature: makeDevice().sign(challenge) })).resolves.toMatchObject(refused);
  await expect(proveTerminal(ctx, { publicKey: device.publicKey, challenge, signature: device.sign(challenge) })).resolves.toMatchObject(refused);
  expect(await rowOf(device.publicKey)).toBeUndefined();
});

test.each([
  ['another browser', () => browser()],
  ['a browser without its cookie', () => browser(null)],
  ['a minute later', later],
])('takes no challenge answered by %s', async (_who, answerer) => {
  const device = makeDevice();
  const asking = browser();
  const { challenge } = await askTerminalProof(asking);
  await expect(
    proveTerminal(answerer(asking.actor.bindingHash ?? null), { publicKey: device.publicKey, challenge, signature: device.sign(challenge) }),
  ).resolves.toMatchObject(refused);
});

test.each([
  ['one that was never made', 'never-made', undefined],
  ['one signed for another site', null, 'https://elsewhere.example'],
])('takes no challenge: %s', async (_what, made, origin) => {
  const device = makeDevice();
  const ctx = browser();
  const challenge = made ?? (await askTerminalProof(ctx)).challenge;
  await expect(proveTerminal(ctx, { publicKey: device.publicKey, challenge, signature: device.sign(challenge, origin) })).resolves.toMatchObject(refused);
});

test('takes no other kind of key, and no rubbish', async () => {
  for (const publicKey of [makeDevice(TEST_ORIGIN, 'P-384').publicKey, 'AAAA', '']) {
    const ctx = browser();
    const { challenge } = await askTerminalProof(ctx);
    await expect(proveTerminal(ctx, { publicKey, challenge, signature: makeDevice(TEST_ORIGIN, 'P-384').sign(challenge) })).resolves.toMatchObject(refused);
  }
});

test.each(['revoked', 'passivated'] as const)('the key of a %s terminal is recognised as such and opens nothing again', async (state) => {
  const { device, terminalId } = await proveDevice(access.web, access.worker, clock.now);
  await access.worker.update(terminal).set({ state }).where(eq(terminal.id, terminalId));
  const ctx = browser();
  const { challenge } = await askTerminalProof(ctx);
  await expect(proveTerminal(ctx, { publicKey: device.publicKey, challenge, signature: device.sign(challenge) })).resolves.toMatchObject({
    ok: true,
    value: { isActive: false },
  });
  expect(await rowOf(device.publicKey)).toMatchObject({ id: terminalId, state });
});

test('a blocked browser without a key does not become a new device by making one', async () => {
  const ctx = browser();
  const { id } = await ctx.transaction((tx) => terminalOf(ctx, tx));
  await access.worker.update(terminal).set({ state: 'passivated' }).where(eq(terminal.id, id));
  const device = makeDevice();
  const { challenge } = await askTerminalProof(ctx);
  await expect(proveTerminal(ctx, { publicKey: device.publicKey, challenge, signature: device.sign(challenge) })).resolves.toMatchObject({
    refusal: { code: 'terminal-blocked' },
  });
  expect(await rowOf(device.publicKey)).toBeUndefined();
});

test('one address does not make keys without end', async () => {
  clock.pass(7 * 24 * 3600_000);
  const ctx = browser();
  const proofs = [];
  for (let made = 0; made < 301; made += 1) proofs.push(await proveTerminal(ctx, { publicKey: 'AAAA', challenge: 'none', signature: 'AAAA' }));
  expect(proofs.at(-2)).toMatchObject(refused);
  expect(proofs.at(-1)).toMatchObject({ refusal: { code: 'too-many-requests' } });
});

test.each([
  ['makes no declared terminal', sql`insert into terminal (id, traits, kind, created_at, last_seen_at) values (${newId()}, 'x', 'ward_pc', now(), now())`],
  ['makes no named terminal', sql`insert into terminal (id, traits, name, created_at, last_seen_at) values (${newId()}, 'x', 'ACC-01', now(), now())`],
  ['changes no key', sql`update terminal set public_key = null, traits = 'y'`],
  ['declares nothing', sql`update terminal set kind = 'desk'`],
  ['revokes nothing', sql`update terminal set state = 'revoked' where state = 'active'`],
  ['reactivates nothing', sql`update terminal set state = 'active' where state <> 'active'`],
  ['gives a blocked terminal no tries back', sql`update terminal set unknown_tries = unknown_tries - 1 where state = 'passivated' and unknown_tries > 0`],
])('without an administrator the web server %s', async (_what, statement) => {
  await access.worker.insert(terminal).values([
    { id: newId(), traits: newId(), createdAt: clock.now(), lastSeenAt: clock.now() },
    { id: newId(), traits: newId(), state: 'passivated', unknownTries: 3, createdAt: clock.now(), lastSeenAt: clock.now() },
  ]);
  await expect(access.web.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('no session opens on a blocked terminal, whatever the application asks', async () => {
  const { terminalId } = await proveDevice(access.web, access.worker, clock.now);
  await access.worker.update(terminal).set({ state: 'passivated' }).where(eq(terminal.id, terminalId));
  const insert = sql`insert into session (id, token_hash, realm, method, patient_id, terminal_id, idle_ms, created_at, last_seen_at, expires_at, address, terminal)
    values (${newId()}, ${newId()}, 'patient', 'notice', ${newId()}, ${terminalId}, 1000, now(), now(), now(), '', '')`;
  await expect(access.web.execute(insert)).rejects.toMatchObject({ cause: { code: '42501' } });
});
