import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { What } from '../access/prove-again';
import { seedProof } from '../main/seed/seed-proof';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId, sha256 } from '../platform/ids';

/** What no use case does, the database refuses too: raw SQL under the web server's role (threats.md 1, 27). */
let product: TestValidation;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
let elsewhere: ProfessionalActor;
let pending: string;
let effective: string;
let waiting: { dossierId: string; versionId: string };
let foreign: string;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
  karim = await product.person('biologist');
  elsewhere = await product.person('biologist', ['hauterive']);
  effective = await signedBy(helene);
  await product.wait(11);
  pending = await signedBy(helene);
  const dossierId = await product.send(product.freshNumber());
  waiting = { dossierId, versionId: await versionOf(dossierId) };
  foreign = await versionOf(await product.send(product.freshNumber(), { laboratory: 'LBM-HAUTERIVE', patient: { identifier: '1', ins: null } }));
});
afterAll(() => product.end());

async function signedBy(actor: ProfessionalActor): Promise<string> {
  const outcome = await product.decide(actor, await product.send(product.freshNumber()));
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value.decisionId;
}

async function versionOf(dossierId: string): Promise<string> {
  const [row] = await product.rows<{ id: string }>(sql`select id from observation_version where dossier_id = ${dossierId}`);
  return row?.id ?? '';
}

const run = (actor: ProfessionalActor, ...statements: ReturnType<typeof sql>[]) =>
  product.as(actor).transaction(async (tx) => {
    const changed = [];
    for (const statement of statements) changed.push([...(await tx.execute(statement))].length);
    return changed.at(-1);
  });

const STATEMENT = 'what was displayed';
const FINGERPRINT = sha256(STATEMENT);

/** A proof of this person; for a validation of the statement above unless told otherwise. */
const proofOf = (actor: ProfessionalActor, changes: Partial<What> = {}) =>
  seedProof(product.as(actor), { act: 'validate', contentHash: FINGERPRINT, ...changes });

interface Inserted {
  id: string;
  proofId: string | null;
  statement: string | null;
  displayedHash: string;
  dossierId: string;
  userId: string;
  kind: string;
  state: string;
}

const decision = ({
  id,
  dossierId,
  userId,
  kind,
  state,
  proofId,
  statement = STATEMENT,
  displayedHash = FINGERPRINT,
}: Omit<Inserted, 'statement' | 'displayedHash'> & Partial<Inserted>) => sql`
  insert into validation_decision (id, dossier_id, revision, kind, user_id, decider_name, signed_at, effective_at, state, hold_reason, displayed_hash, statement, proof_id,
    idempotency_key)
  values (${id}, ${dossierId}, 1, ${kind}, ${userId}, 'X', now(), now(), ${state}, 'x', ${displayedHash}, ${statement}, ${proofId}, ${newId()})`;

const cover = (id: string, versionId: string, kind = 'validate') =>
  sql`insert into decision_observation (decision_id, observation_version_id, kind, active) values (${id}, ${versionId}, ${kind}, true)`;

const refused = { cause: { code: '42501' } };

test.each<[string, () => [ProfessionalActor, Partial<Inserted>]]>([
  ['with effect at once', () => [helene, { state: 'effective' }]],
  ['in the name of somebody else', () => [helene, { userId: karim.userId }]],
  ['in the name of the LIS', () => [helene, { kind: 'lis', state: 'effective' }]],
  ['at another site', () => [elsewhere, { userId: elsewhere.userId }]],
  ['without being a biologist', () => [{ ...helene, roles: ['technician', 'manager', 'administrator'] }, {}]],
])('no decision enters %s', async (_what, given) => {
  const [actor, changes] = given();
  const whole = { id: newId(), dossierId: waiting.dossierId, userId: helene.userId, kind: 'validate', state: 'pending', proofId: await proofOf(actor) };
  await expect(run(actor, decision({ ...whole, ...changes }))).rejects.toMatchObject(refused);
});

test.each<[string, () => Promise<Partial<Inserted>>]>([
  ['no proof', async () => ({ proofId: null })],
  ['a proof that does not exist', async () => ({ proofId: newId() })],
  ['the proof of somebody else', async () => ({ proofId: await proofOf(karim) })],
  ['a proof of another session', async () => ({ proofId: await proofOf({ ...helene, sessionId: newId() }) })],
  ['a proof for another act', async () => ({ proofId: await proofOf(helene, { act: 'hold' }) })],
  ['a proof of another statement', async () => ({ proofId: await proofOf(helene, { contentHash: sha256('something else') }) })],
  ['no statement', async () => ({ statement: null })],
  ['a statement that is not what the proof is for', async () => ({ statement: `${STATEMENT}.` })],
  ['another fingerprint', async () => ({ displayedHash: sha256('something else') })],
])('no decision enters with %s', async (_what, change) => {
  const whole = { id: newId(), dossierId: waiting.dossierId, userId: helene.userId, kind: 'validate', state: 'pending', proofId: await proofOf(helene) };
  await expect(run(helene, decision({ ...whole, ...(await change()) }))).rejects.toMatchObject(refused);
});

test('a proof is good for one decision', async () => {
  const proofId = await proofOf(helene);
  const once = () => decision({ id: newId(), dossierId: waiting.dossierId, userId: helene.userId, kind: 'validate', state: 'pending', proofId });
  await expect(run(helene, once(), once())).rejects.toMatchObject({ cause: { code: '23505', constraint_name: 'decision_proof' } });
});

test('a decision is on results of its own dossier, of its own kind, and nothing is added once it has effect', async () => {
  const id = newId();
  const own = decision({ id, dossierId: waiting.dossierId, userId: helene.userId, kind: 'validate', state: 'pending', proofId: await proofOf(helene) });
  await expect(run(helene, own, cover(id, foreign))).rejects.toMatchObject(refused);
  await expect(run(helene, own, cover(id, waiting.versionId, 'hold'))).rejects.toMatchObject(refused);
  await expect(run(helene, cover(effective, waiting.versionId))).rejects.toMatchObject(refused);
  await expect(run(karim, cover(pending, waiting.versionId))).rejects.toMatchObject(refused);
});

test('nobody gives effect but the worker, and what has effect is out of reach', async () => {
  await expect(run(helene, sql`update validation_decision set state = 'effective' where id = ${pending}`)).rejects.toMatchObject(refused);
  for (const actor of [helene, karim])
    expect(await run(actor, sql`update validation_decision set state = 'cancelled' where id = ${effective} returning 1`)).toBe(0);
  // A colleague's is taken back with a name and a reason, or not at all.
  await expect(run(karim, sql`update validation_decision set state = 'cancelled' where id = ${pending} returning 1`)).rejects.toMatchObject(refused);
});

test('nobody frees a result that somebody else has signed for, nor one whose validation has effect', async () => {
  const free = (id: string) => sql`update decision_observation set active = false where decision_id = ${id} returning 1`;
  expect(await run(karim, free(pending))).toBe(0);
  expect(await run(helene, free(effective))).toBe(0);
  expect(await run({ ...helene, roles: ['technician'] }, free(pending))).toBe(0);
  expect(await run(helene, free(pending), sql`update decision_observation set active = true where decision_id = ${pending} returning 1`)).toBe(1);
});

test('a version is validated at most once, whoever tries', async () => {
  const [row] = await product.rows<{ dossier: string; version: string }>(
    sql`select d.dossier_id as dossier, o.observation_version_id as version from validation_decision d join decision_observation o on o.decision_id = d.id where d.id = ${pending}`,
  );
  const id = newId();
  const proofId = await proofOf(karim);
  const again = [
    decision({ id, dossierId: row?.dossier ?? '', userId: karim.userId, kind: 'validate', state: 'pending', proofId }),
    cover(id, row?.version ?? ''),
  ];
  await expect(run(karim, ...again)).rejects.toMatchObject({ cause: { code: '23505' } });
});

test('columns that say who, when and on what cannot be changed', async () => {
  for (const column of ['decider_name', 'signed_at', 'comment', 'displayed_hash', 'statement', 'proof_id', 'user_id', 'kind'])
    await expect(run(helene, sql`update validation_decision set ${sql.identifier(column)} = null where id = ${pending}`)).rejects.toMatchObject(refused);
});

test('a batch has no part that its signed text does not name, and what became of one is said once', async () => {
  const statement = JSON.stringify({ fingerprints: [FINGERPRINT] });
  const batchId = newId();
  const proofId = await proofOf(karim, { act: 'batch', contentHash: sha256(statement) });
  await run(
    karim,
    sql`insert into decision_batch (id, user_id, statement, content_hash, proof_id, idempotency_key, signed_at)
      values (${batchId}, ${karim.userId}, ${statement}, ${sha256(statement)}, ${proofId}, ${newId()}, now())`,
  );
  const part = (fingerprint: string, position = 0) =>
    sql`insert into decision_batch_member (batch_id, position, dossier_id, fingerprint) values (${batchId}, ${position}, ${waiting.dossierId}, ${fingerprint})`;
  const refused = (words: RegExp) => ({ cause: { message: expect.stringMatching(words) } });
  await expect(run(karim, part(sha256('something else')))).rejects.toMatchObject(refused(/row-level security/));
  await expect(run(helene, part(FINGERPRINT))).rejects.toMatchObject(refused(/row-level security/));
  await run(karim, part(FINGERPRINT));
  const said = (code: string | null) => sql`update decision_batch_member set code = ${code}, left_out_at = now() where batch_id = ${batchId} returning 1`;
  expect(await run(helene, said('dossier-changed'))).toBe(0);
  expect(await run(karim, said('dossier-changed'))).toBe(1);
  await expect(run(karim, said('already-decided'))).rejects.toMatchObject(refused(/said once/));
  await expect(run(karim, sql`delete from decision_batch_member where batch_id = ${batchId}`)).rejects.toMatchObject(refused(/permission denied/));
});
