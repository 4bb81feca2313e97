import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { enrolTestPasskey } from '../access/testing-passkey';
import { signingIn } from '../main/testing-signature';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { canonicalText } from '../platform/canonical';
import { newId, sha256 } from '../platform/ids';
import { exportDecision, isKeyOf } from './export-decision';
import { fingerprintOf } from './statement';
import { PortableDecision, sealOf, verifyDecision } from './verify-decision';

let product: TestValidation;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
let byKey: PortableDecision;
let byPassword: PortableDecision;

const env = () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
};
beforeEach(env);
beforeAll(async () => {
  env();
  product = await openTestValidation();
  const desk = signingIn(product);
  helene = await product.person('biologist');
  karim = await product.person('biologist');
  const key = await enrolTestPasskey(product.access.worker, product.clock.now, { personId: helene.userId });
  const two = { results: [{}, { code: 'NA', value: '140' }] };
  byKey = await exported(await desk.sign(helene, key, await product.send(product.freshNumber(), two), { comment: 'Contrôlé deux fois.', codes: ['K'] }));
  const outcome = await product.decide(karim, await product.send(product.freshNumber()), { kind: 'hold', holdReason: 'Contrôle' });
  byPassword = await exported(outcome.ok ? outcome.value.decisionId : '');
});
afterAll(() => product.end());

const inWorker = <T>(work: Parameters<typeof product.access.worker.transaction<T>>[0]) => product.access.worker.transaction(work);
async function exported(decisionId: string): Promise<PortableDecision> {
  const portable = await inWorker((tx) => exportDecision(tx, decisionId));
  // As a file: nothing of the server's state is left in it.
  return PortableDecision.parse(JSON.parse(JSON.stringify(portable)));
}

const failing = (portable: PortableDecision) =>
  verifyDecision(portable)
    .checks.filter(({ holds }) => !holds)
    .map(({ check }) => check);
/** As a careful forger would: what hides an accident is put right again. */
const resealed = (portable: PortableDecision): PortableDecision => ({ ...portable, seal: sealOf(portable) });
const withDecision = (changes: Partial<PortableDecision['decision']>) => resealed({ ...byKey, decision: { ...byKey.decision, ...changes } });
const withProof = (changes: object) => resealed({ ...byKey, proof: { ...byKey.proof, ...changes } });

test('a decision signed with a passkey is verified from its export alone, and its key by the laboratory’s own records', async () => {
  expect([verifyDecision(byKey).isValid, failing(byKey), verifyDecision(byKey).method]).toEqual([true, [], 'passkey']);
  expect(await inWorker((tx) => isKeyOf(tx, byKey.decision.userId, byKey.proof))).toBe(true);
  expect(await inWorker((tx) => isKeyOf(tx, karim.userId, byKey.proof))).toBe(false);
});

test('a decision confirmed by password holds together, and says that it is no more', () => {
  expect([verifyDecision(byPassword).isValid, verifyDecision(byPassword).method]).toEqual([true, 'password']);
});

test.each(['relais decision v1', 'relais decision v2', 'relais decision v3'])(
  'what was signed as « %s », before all that is in it now, still verifies',
  (format) => {
    const { displayed, ...rest } = JSON.parse(byPassword.statement) as { displayed: Record<string, unknown> };
    const { expertise: _, ...before } = displayed;
    const statement = canonicalText({ ...rest, displayed: before, format });
    const hash = fingerprintOf(statement);
    const old = { ...byPassword, statement, decision: { ...byPassword.decision, displayedHash: hash }, proof: { ...byPassword.proof, contentHash: hash } };
    expect(failing(resealed(old))).toEqual([]);
    expect(failing(resealed({ ...old, statement: byPassword.statement }))).toContain('fingerprint');
  },
);

test('there is nothing to export of a decision that does not exist', async () => {
  expect(await inWorker((tx) => exportDecision(tx, newId()))).toBeNull();
});

test.each<[string, string, () => PortableDecision]>([
  ['another name', 'person', () => withDecision({ deciderName: 'Karim HADDAD' })],
  ['another person', 'person', () => withDecision({ userId: karim.userId })],
  ['another kind', 'act', () => withDecision({ kind: 'hold' })],
  ['another dossier', 'dossier', () => withDecision({ dossierId: newId() })],
  ['one result more', 'results', () => withDecision({ observationIds: [...byKey.decision.observationIds, newId()] })],
  ['one result less', 'results', () => withDecision({ observationIds: [] })],
  ['another comment', 'words', () => withDecision({ comment: 'Contrôlé trois fois.' })],
  ['a later time', 'moment', () => withDecision({ signedAt: new Date(new Date(byKey.decision.signedAt).getTime() + 3_600_000).toISOString() })],
  ['another fingerprint', 'fingerprint', () => withDecision({ displayedHash: byPassword.decision.displayedHash })],
  ['another statement', 'fingerprint', () => resealed({ ...byKey, statement: byKey.statement.replace('Contrôlé deux', 'Contrôlé cinq') })],
  ['the proof of another decision', 'content', () => resealed({ ...byKey, proof: byPassword.proof })],
  ['a proof for another act', 'challenge', () => withProof({ act: 'export' })],
  ['another address', 'origin', () => withProof({ origin: 'http://localhost:3001' })],
  ['another site', 'relying-party', () => withProof({ rpId: 'example.org' })],
  ['a proof of another day', 'time', () => withProof({ provenAt: '2026-11-20T00:00:00.000Z' })],
])('%s is betrayed by « %s »', (_what, check, forged) => {
  expect(failing(forged())).toContain(check);
});

test('whoever forges the statement and everything that follows from it lacks the signature', () => {
  const statement = byKey.statement.replace('Contrôlé deux', 'Contrôlé cinq');
  const [comment, displayedHash] = ['Contrôlé cinq fois.', sha256(statement)];
  expect(
    failing(resealed({ ...byKey, statement, decision: { ...byKey.decision, comment, displayedHash }, proof: { ...byKey.proof, contentHash: displayedHash } })),
  ).toEqual(['challenge']);
});

describe('one letter of any part changed', () => {
  /** Every text in the export, by its path. */
  const leaves = (value: unknown, path: string[] = []): string[][] => {
    if (typeof value === 'string') return value.length > 0 ? [path] : [];
    return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, item]) => leaves(item, [...path, name])) : [];
  };
  const read = (value: unknown, path: readonly string[]): string => String(path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], value));
  const write = (value: unknown, [name = '', ...rest]: readonly string[], text: string): unknown => {
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) };
    Object.assign(copy, { [name]: rest.length === 0 ? text : write((value as Record<string, unknown>)[name], rest, text) });
    return copy;
  };
  const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ .:'];
  const isRefused = (changed: unknown, reseal: boolean): boolean => {
    const parsed = PortableDecision.safeParse(changed);
    return !parsed.success || !verifyDecision(reseal ? resealed(parsed.data) : parsed.data).isValid;
  };
  const change = (path: readonly string[], at: number, letter: string): unknown => {
    const text = read(byKey, path);
    const place = at % text.length;
    return text[place] === letter ? null : write(byKey, path, text.slice(0, place) + letter + text.slice(place + 1));
  };

  test('is betrayed, wherever it is', () => {
    const paths = leaves(byKey);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.constantFrom(...LETTERS), (path, at, letter) => {
        const changed = change(path, at, letter);
        expect(changed === null || isRefused(changed, false)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    [['statement']],
    [['decision', 'userId']],
    [['decision', 'deciderName']],
    [['decision', 'comment']],
    [['decision', 'displayedHash']],
    [['decision', 'observationIds', '0']],
    [['proof', 'userId']],
    [['proof', 'contentHash']],
    [['proof', 'publicKey']],
    [['proof', 'nonce']],
    [['proof', 'rpId']],
    [['proof', 'origin']],
    [['proof', 'authenticatorData']],
    [['proof', 'clientDataJson']],
    [['proof', 'signature']],
  ])('in %j is betrayed also to whoever put the seal right again', (path) => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...LETTERS), (at, letter) => {
        const changed = change(path, at, letter);
        expect(changed === null || isRefused(changed, true)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
