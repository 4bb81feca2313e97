import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedProof } from '../main/seed/seed-proof';
import { openTestValidation, type TestIntent, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { batchStatementOf, fingerprintsIn } from './batch-statement';
import { insertBatch } from './batch-store';
import { exportDecision } from './export-decision';
import { recordDecision } from './record-decision';
import { fingerprintOf } from './statement';
import { sealOf, verifyDecision } from './verify-decision';

/** One proof for several decisions: it covers what its statement names, and nothing else (threats.md 12, 27). */
let product: TestValidation;
let helene: ProfessionalActor;
let karim: ProfessionalActor;

beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
  karim = await product.person('biologist');
});
afterAll(() => product.end());

const prepared = async (intent: TestIntent = {}, actor = helene) => product.prepare(actor, await product.send(product.freshNumber()), intent);
type Prepared = Awaited<ReturnType<typeof prepared>>;

/** What a screen has signed with one proof. */
async function batchOf(requests: readonly Pick<Prepared, 'fingerprint'>[], actor = helene) {
  const statement = batchStatementOf(requests.map(({ fingerprint }) => fingerprint));
  const contentHash = fingerprintOf(statement);
  const ctx = product.as(actor);
  const proofId = await seedProof(ctx, { act: 'batch', contentHash });
  const row = { id: newId(), userId: actor.userId, statement, contentHash, proofId, idempotencyKey: newId(), signedAt: ctx.now() };
  await ctx.transaction((tx) => insertBatch(tx, row));
  return row;
}
const decideIn = (batch: { id: string; proofId: string }, request: Prepared, actor = helene) =>
  recordDecision(product.as(actor), { ...request, batchId: batch.id, proofId: batch.proofId });
const refusedAs = (code: string) => ({ ok: false, refusal: { code } });
const exported = (decisionId: string) => product.access.worker.transaction((tx) => exportDecision(tx, decisionId));

test('one proof signs each dossier that its statement names, and each decision verifies by itself', async () => {
  const requests = [await prepared(), await prepared({ kind: 'hold', holdReason: 'Contrôle' }), await prepared({ comment: 'Vu.' })];
  const batch = await batchOf(requests);
  for (const request of requests) {
    const decided = await decideIn(batch, request);
    expect(decided.ok).toBe(true);
    const portable = await exported(decided.ok ? decided.value.decisionId : '');
    expect(portable && verifyDecision(portable).checks.filter(({ holds }) => !holds)).toEqual([]);
    if (!portable) continue;
    const { batch: named, ...alone } = portable;
    // Without the text of the batch, or with another one, the proof is on something else.
    for (const forged of [alone, { ...portable, batch: batchStatementOf([]) }, { ...portable, batch: `${named} ` }])
      expect(verifyDecision({ ...forged, seal: sealOf(forged) }).isValid).toBe(false);
  }
});

test('what the batch does not name is not covered by its proof', async () => {
  const batch = await batchOf([await prepared()]);
  expect(await decideIn(batch, await prepared())).toEqual(refusedAs('proof-refused'));
});

test('a refusal or a comment is signed by itself', async () => {
  const refusal = await prepared({ kind: 'refuse', holdReason: 'Hémolyse' });
  expect(await decideIn(await batchOf([refusal]), refusal)).toEqual(refusedAs('proof-refused'));
});

test('nobody signs under the batch of another person or session, or with a proof of no batch', async () => {
  const own = await prepared();
  const batch = await batchOf([own]);
  const ofKarim = await product.prepare(karim, own.dossierId, {});
  expect(await decideIn(batch, ofKarim, karim)).toEqual(refusedAs('proof-refused'));
  expect(await decideIn(batch, own, { ...helene, sessionId: newId() })).toEqual(refusedAs('proof-refused'));
  expect(await decideIn({ ...batch, proofId: own.proofId }, own)).toEqual(refusedAs('proof-refused'));
  // Nor is the batch's proof one for a decision of its own.
  expect(await recordDecision(product.as(helene), { ...own, proofId: batch.proofId })).toEqual(refusedAs('proof-refused'));
});

test('the proof of a batch dies after five minutes, whatever of it was signed', async () => {
  const batch = await batchOf([await prepared()]);
  product.clock.pass(5 * 60_000 + 1);
  expect(await decideIn(batch, await prepared())).toEqual(refusedAs('proof-refused'));
});

test('the database itself takes a decision without a batch only with its own proof, and a batch only with the proof of its statement', async () => {
  const own = await prepared();
  const batch = await batchOf([own]);
  const proofId = await seedProof(product.as(helene), { act: 'batch', contentHash: 'a'.repeat(64) });
  const forged = { ...batch, id: newId(), proofId, idempotencyKey: newId() };
  await expect(product.as(helene).transaction((tx) => insertBatch(tx, forged))).rejects.toMatchObject({
    cause: { message: expect.stringMatching('row-level security') },
  });
  expect((await decideIn(batch, own)).ok).toBe(true);
  const [row] = await product.rows(sql`select batch_id = ${batch.id} as "isOf" from validation_decision where dossier_id = ${own.dossierId}`);
  expect(row).toEqual({ isOf: true });
});

test('a batch is written in one form only', () => {
  const text = batchStatementOf(['b', 'a', 'a']);
  expect(fingerprintsIn(text)).toEqual(['a', 'b']);
  for (const other of [text.replace('"a","b"', '"b","a"'), `${text} `, '{}', 'x', text.replace('v1', 'v2')]) expect(fingerprintsIn(other)).toEqual([]);
});
