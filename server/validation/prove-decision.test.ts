import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { proveAgain } from '../access/prove-again';
import { TEST_PASSWORD } from '../access/testing';
import { makeAuthenticator } from '../access/testing-authenticator';
import { enrolTestPasskey } from '../access/testing-passkey';
import { type Request, signingIn } from '../main/testing-signature';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { askDecisionProof } from './ask-decision-proof';
import { recordDecision } from './record-decision';

/** A signature is bound to the person, the session, the act and exactly what was displayed: every other order is refused (threats.md 12, 27). */
let product: TestValidation;
let desk: ReturnType<typeof signingIn>;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
let paul: ProfessionalActor;
type Key = Awaited<ReturnType<typeof enrolTestPasskey>>;
let key: Key;
let keyOfKarim: Key;

const env = () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000');
};
beforeEach(env);
beforeAll(async () => {
  env();
  product = await openTestValidation();
  desk = signingIn(product);
  helene = await product.person('biologist');
  karim = await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' });
  paul = await product.person('biologist');
  key = await enrolTestPasskey(product.access.worker, product.clock.now, { personId: helene.userId });
  keyOfKarim = await enrolTestPasskey(product.access.worker, product.clock.now, { personId: karim.userId });
});
afterAll(() => product.end());

const arrived = () => product.send(product.freshNumber());
const prepared = async (actor = helene): Promise<Request> => desk.prepare(actor, await arrived());
const refusedAs = (code: string) => ({ ok: false, refusal: { code } });
const decisionsOn = async (dossierId: string) => (await product.rows(sql`select id from validation_decision where dossier_id = ${dossierId}`)).length;

test('keeps the statement word for word with the proof of its signer, and the fingerprint is its hash', async () => {
  const decisionId = await desk.sign(helene, key, await arrived(), { comment: 'Contrôlé.' });
  const [row] = await product.rows<Record<string, string>>(sql`
    select d.statement, d.displayed_hash = encode(sha256(convert_to(d.statement, 'UTF8')), 'hex') as "isHash", p.method, p.act, p.user_id = d.user_id as "isOwn",
      p.content_hash = d.displayed_hash as "isBound" from validation_decision d join step_up_proof p on p.id = d.proof_id where d.id = ${decisionId}`);
  expect(row).toMatchObject({ isHash: true, isOwn: true, isBound: true, method: 'passkey', act: 'validate' });
  expect(JSON.parse(row?.['statement'] ?? '')).toMatchObject({
    intent: { kind: 'validate', comment: 'Contrôlé.' },
    signer: { userId: helene.userId, name: helene.name },
    displayed: { results: [{ values: [expect.any(String)], unit: expect.any(String) }] },
  });
});

describe('a proof that is refused', () => {
  test.each<[string, (own: Request) => Promise<Parameters<typeof desk.decide>>]>([
    ['for another dossier', async (own) => [helene, own, desk.byKey(key.assert(await desk.ask(helene, await prepared())))]],
    [
      'for a hold of the same dossier',
      async (own) => {
        const hold = await desk.prepare(helene, own.dossierId, { kind: 'hold', holdReason: 'Contrôle' });
        return [helene, own, desk.byKey(key.assert(await desk.ask(helene, hold)))];
      },
    ],
    [
      'for another comment',
      async (own) => {
        const other = await desk.prepare(helene, own.dossierId, { comment: 'autre' });
        return [helene, own, desk.byKey(key.assert(await desk.ask(helene, other)))];
      },
    ],
    ['asked for in another session', async (own) => [helene, own, desk.byKey(key.assert(await desk.ask({ ...helene, sessionId: newId() }, own)))]],
    ['by the key of somebody else', async (own) => [helene, own, desk.byKey(keyOfKarim.assert(await desk.ask(helene, own)))]],
    ['by a key that nobody enrolled', async (own) => [helene, own, desk.byKey(makeAuthenticator().assert(await desk.ask(helene, own)))]],
    ['without the person verified', async (own) => [helene, own, desk.byKey(key.assert(await desk.ask(helene, own), { userVerified: false }))]],
    ['from another address', async (own) => [helene, own, desk.byKey(key.assert(await desk.ask(helene, own), { origin: 'https://relais.example' }))]],
    ['over a challenge that was never asked', async (own) => [helene, own, desk.byKey(key.assert({ challenge: 'AAAA' }))]],
    [
      'too late',
      async (own) => {
        const assertion = key.assert(await desk.ask(helene, own));
        product.clock.pass(5 * 60_000 + 1);
        return [helene, own, desk.byKey(assertion)];
      },
    ],
  ])('%s signs nothing', async (_what, given) => {
    const own = await prepared();
    expect(await desk.decide(...(await given(own)))).toEqual(refusedAs('proof-refused'));
    expect(await decisionsOn(own.dossierId)).toBe(0);
  });

  test('a password signs nothing for whoever has a passkey, right or wrong alike', async () => {
    const own = await prepared();
    for (const password of [TEST_PASSWORD, 'autre'])
      expect(await desk.decide(helene, own, { method: 'password', password })).toEqual(refusedAs('passkey-needed'));
    expect(await decisionsOn(own.dossierId)).toBe(0);
  });

  test('a wrong password signs nothing, the right one does where there is no passkey', async () => {
    const own = await prepared(paul);
    expect(await desk.decide(paul, own, { method: 'password', password: 'autre' })).toMatchObject({ refusal: { code: 'wrong-password' } });
    expect(await decisionsOn(own.dossierId)).toBe(0);
    expect(await desk.decide(paul, own, { method: 'password', password: TEST_PASSWORD })).toMatchObject({ ok: true });
  });
});

describe('a proof that was given once', () => {
  test('signs once: neither another press nor another dossier can use it again', async () => {
    const own = await prepared();
    const proof = desk.byKey(key.assert(await desk.ask(helene, own)));
    expect(await desk.decide(helene, own, proof)).toMatchObject({ ok: true });
    expect(await desk.decide(helene, await prepared(), proof)).toEqual(refusedAs('proof-refused'));
    expect(await desk.decide(helene, { ...own, idempotencyKey: newId() }, proof)).toMatchObject({ refusal: { code: 'already-decided' } });
    expect(await decisionsOn(own.dossierId)).toBe(1);
  });

  test('cannot be used again after its decision was undone', async () => {
    const own = await prepared();
    const proven = await proveAgain(product.as(helene), desk.byKey(key.assert(await desk.ask(helene, own))), { act: 'validate', contentHash: own.fingerprint });
    const proofId = proven.ok ? proven.value.proofId : '';
    const first = await recordDecision(product.as(helene), { ...own, proofId });
    await product.rows(sql`update validation_decision set state = 'cancelled' where id = ${first.ok ? first.value.decisionId : null}`);
    await product.rows(sql`update decision_observation set active = false where decision_id = ${first.ok ? first.value.decisionId : null}`);
    expect(await recordDecision(product.as(helene), { ...own, proofId, idempotencyKey: newId() })).toEqual(refusedAs('proof-refused'));
  });

  test('is known again when the same press comes twice, at once or after a lost answer', async () => {
    const own = await prepared();
    const proof = desk.byKey(key.assert(await desk.ask(helene, own)));
    const answers = await Promise.all([1, 2, 3].map(() => desk.decide(helene, own, proof)));
    answers.push(await desk.decide(helene, own, proof));
    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.decisionId : answer.refusal.code))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true });
    expect(await decisionsOn(own.dossierId)).toBe(1);
  });

  test('does not serve a colleague, nor the same person an hour later', async () => {
    const own = await prepared();
    const proven = await proveAgain(product.as(helene), desk.byKey(key.assert(await desk.ask(helene, own))), { act: 'validate', contentHash: own.fingerprint });
    const proofId = proven.ok ? proven.value.proofId : '';
    const ofKarim = await desk.prepare(karim, own.dossierId);
    expect(await recordDecision(product.as(karim), { ...ofKarim, proofId })).toEqual(refusedAs('proof-refused'));
    product.clock.pass(60 * 60_000);
    expect(await recordDecision(product.as(helene), { ...own, proofId })).toEqual(refusedAs('proof-refused'));
    expect(await decisionsOn(own.dossierId)).toBe(0);
  });
});

test('a dossier that changed between asking and signing is not signed, and its proof proves nothing else', async () => {
  const number = product.freshNumber();
  const own = await desk.prepare(helene, await product.send(number));
  const proof = desk.byKey(key.assert(await desk.ask(helene, own)));
  await product.send(number, { results: [{ value: '6.9' }] });
  expect(await desk.decide(helene, own, proof)).toEqual(refusedAs('dossier-changed'));
  expect(await desk.decide(helene, await desk.prepare(helene, own.dossierId), proof)).toEqual(refusedAs('proof-refused'));
  expect(await decisionsOn(own.dossierId)).toBe(0);
});

test('nobody is asked to sign what the dossier is not any more, nor what is not hers to read', async () => {
  const number = product.freshNumber();
  const own = await desk.prepare(helene, await product.send(number));
  await product.send(number, { results: [{ value: '6.9' }] });
  expect(await askDecisionProof(product.as(helene), own)).toEqual(refusedAs('dossier-changed'));
  const elsewhere = await product.person('biologist', ['hauterive']);
  expect(await askDecisionProof(product.as(elsewhere), own)).toEqual(refusedAs('not-found'));
});

test('of two biologists who sign the same result at the same second with their keys, one does', async () => {
  const dossierId = await arrived();
  const [first, second] = [await desk.prepare(helene, dossierId), await desk.prepare(karim, dossierId)];
  const proofs = [desk.byKey(key.assert(await desk.ask(helene, first))), desk.byKey(keyOfKarim.assert(await desk.ask(karim, second)))] as const;
  const outcomes = await Promise.all([desk.decide(helene, first, proofs[0]), desk.decide(karim, second, proofs[1])]);
  expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).toSorted()).toEqual(['already-decided', 'done']);
});

test('a key of a press is told nothing of a decision with another content', async () => {
  const own = await prepared();
  expect(await desk.decide(helene, own, desk.byKey(key.assert(await desk.ask(helene, own))))).toMatchObject({ ok: true });
  const other = { ...(await desk.prepare(helene, own.dossierId, { comment: 'autre' })), idempotencyKey: own.idempotencyKey };
  expect(await desk.decide(helene, other, desk.byKey(key.assert(await desk.ask(helene, other))))).toMatchObject({ refusal: { code: 'already-decided' } });
});
