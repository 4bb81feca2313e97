import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedProof } from '../main/seed/seed-proof';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { batchStatementOf } from '../validation/batch-statement';
import { fingerprintOf } from '../validation/statement';
import { applyIntents } from './apply-intents';
import { compareIntents } from './compare-intents';
import { openTestPack } from './testing';
import type { Intent, Pack } from './types';

/** How what was prepared without a link comes back: exactly what was seen, once, by the same person, or not at all (issue 5 « Offline »; threats.md 27, 28, 29). */
let world: Awaited<ReturnType<typeof openTestPack>>;
beforeAll(async () => {
  world = await openTestPack();
});
afterAll(() => world.end());

const refusedAs = (code: string) => ({ ok: false, refusal: { code } });
const decisions = async (dossierId: string): Promise<number> =>
  (await world.rows(sql`select 1 from validation_decision where dossier_id = ${dossierId}`)).length;
const corrected = async (dossierId: string): Promise<void> => {
  const [{ number } = { number: '' }] = await world.rows<{ number: string }>(sql`select accession_number as number from dossier where id = ${dossierId}`);
  await world.send(number, { results: [{ value: '7.7' }] });
};
const packed = async (count: number, actor?: ProfessionalActor): Promise<{ helene: ProfessionalActor; pack: Pack; ids: string[] }> => {
  const helene = actor ?? (await world.onDuty());
  const ids: string[] = [];
  for (let one = 0; one < count; one += 1) ids.push(await world.send(world.freshNumber()));
  return { helene, pack: await world.take(helene), ids };
};
const outcomes = (returned: Awaited<ReturnType<typeof world.giveBack>>) =>
  returned.ok ? Object.fromEntries(returned.value.settled.map(({ dossierId, state, code }) => [dossierId, code ?? state])) : returned;

test('what is exactly what was seen is decided with one proof, what changed is given back, and nothing else happens to it', async () => {
  const { helene, pack, ids } = await packed(3);
  const [same = '', changed = '', held = ''] = ids;
  const intents = [
    world.prepareIntent(pack, same),
    world.prepareIntent(pack, changed),
    world.prepareIntent(pack, held, { kind: 'hold', holdReason: 'Contrôle' }),
  ];
  await corrected(changed);
  expect(await compareIntents(world.as(helene), { packId: pack.packId, intents })).toMatchObject({
    ok: true,
    value: { settled: [{ dossierId: changed, state: 'returned', code: 'dossier-changed' }], ready: [{ id: intents[0]?.id }, { id: intents[2]?.id }] },
  });
  expect(await decisions(same), 'nothing is decided by comparing').toBe(0);
  const returned = await world.giveBack(helene, pack.packId, intents);
  expect(outcomes(returned)).toEqual({ [same]: 'applied', [changed]: 'dossier-changed', [held]: 'applied' });
  expect(await world.standings(same)).toEqual(['pending']);
  expect(await world.standings(changed)).toEqual(['awaiting']);
  expect(await world.standings(held)).toEqual(['held']);
  const proofs = await world.rows(sql`select distinct proof_id from validation_decision where dossier_id in (${same}, ${held})`);
  expect(proofs.length).toBe(1);
});

test('what changes between the comparison and the signature is given back too', async () => {
  const { helene, pack, ids } = await packed(2);
  const [same = '', late = ''] = ids;
  const intents = [world.prepareIntent(pack, same), world.prepareIntent(pack, late)];
  const compared = await compareIntents(world.as(helene), { packId: pack.packId, intents });
  const fingerprints = compared.ok ? compared.value.ready.map(({ fingerprint }) => fingerprint) : [];
  const proofId = await seedProof(world.as(helene), { act: 'batch', contentHash: fingerprintOf(batchStatementOf(fingerprints)) });
  await corrected(late);
  const applied = await applyIntents(world.as(helene), { packId: pack.packId, intents, fingerprints, idempotencyKey: newId() }, proofId);
  expect(outcomes(applied)).toEqual({ [same]: 'applied', [late]: 'dossier-changed' });
  expect(await decisions(late)).toBe(0);
});

test('asked again, at once or later, it answers the same and decides nothing twice', async () => {
  const { helene, pack, ids } = await packed(2);
  const intents = ids.map((id) => world.prepareIntent(pack, id));
  await corrected(ids[1] ?? '');
  const key = newId();
  const [first, twin] = await Promise.all([world.giveBack(helene, pack.packId, intents, key), world.giveBack(helene, pack.packId, intents, key)]);
  const again = await world.giveBack(helene, pack.packId, intents);
  expect(outcomes(first)).toEqual({ [ids[0] ?? '']: 'applied', [ids[1] ?? '']: 'dossier-changed' });
  expect([outcomes(twin), outcomes(again)]).toEqual([outcomes(first), outcomes(first)]);
  expect(await decisions(ids[0] ?? '')).toBe(1);
});

test('an intent that was given back stays given back, also when the dossier is again what it was', async () => {
  const { helene, pack, ids } = await packed(1);
  const intent = world.prepareIntent(pack, ids[0] ?? '');
  const wrong = { ...intent, displayed: 'f'.repeat(64) };
  expect(outcomes(await world.giveBack(helene, pack.packId, [wrong]))).toEqual({ [intent.dossierId]: 'not-found' });
  expect(outcomes(await world.giveBack(helene, pack.packId, [intent]))).toEqual({ [intent.dossierId]: 'not-found' });
  expect(await decisions(intent.dossierId)).toBe(0);
});

test('of two intents on one dossier the first prepared is applied; the second saw another state', async () => {
  const { helene, pack, ids } = await packed(1);
  const [id = ''] = ids;
  const intents = [world.prepareIntent(pack, id, { kind: 'hold', holdReason: 'Contrôle' }), world.prepareIntent(pack, id)];
  const returned = await world.giveBack(helene, pack.packId, intents);
  expect(returned.ok && returned.value.settled.map(({ state }) => state)).toEqual(['applied', 'returned']);
  expect(await world.standings(id)).toEqual(['held']);
});

test('a dossier that never left with this pack is not decided on, though its content is known', async () => {
  const { helene, pack, ids } = await packed(1);
  const unpacked = await world.send(world.freshNumber());
  const other = await world.take(await world.onDuty('Dr Karim HADDAD'));
  const intent = world.prepareIntent(other, unpacked);
  expect(outcomes(await world.giveBack(helene, pack.packId, [intent]))).toEqual({ [unpacked]: 'not-found' });
  expect([await decisions(unpacked), await decisions(ids[0] ?? '')]).toEqual([0, 0]);
});

test('another person, another session, an ended or expired pack send nothing', async () => {
  const { helene, pack, ids } = await packed(1);
  const intents = ids.map((id) => world.prepareIntent(pack, id));
  const karim = await world.onDuty('Dr Karim HADDAD');
  for (const who of [karim, await world.session(helene)]) expect(await world.giveBack(who, pack.packId, intents)).toEqual(refusedAs('pack-over'));
  const ended = await packed(1);
  const at = world.clock.now().toISOString();
  await world.rows(sql`update session set revoked_at = ${at}, revoked_reason = 'signed_out' where id = ${ended.helene.sessionId}`);
  const left = ended.ids.map((id) => world.prepareIntent(ended.pack, id));
  expect(await world.giveBack(ended.helene, ended.pack.packId, left), 'after a log-off').toEqual(refusedAs('pack-over'));
  world.clock.pass(2 * 3_600_000);
  expect(await world.giveBack(helene, pack.packId, intents), 'past its time').toEqual(refusedAs('pack-over'));
  for (const id of [...ids, ...ended.ids]) expect(await decisions(id)).toBe(0);
});

test('a proof of something else, of somebody else or of too long ago decides nothing and settles nothing', async () => {
  const { helene, pack, ids } = await packed(1);
  const intents = ids.map((id) => world.prepareIntent(pack, id));
  const compared = await compareIntents(world.as(helene), { packId: pack.packId, intents });
  const fingerprints = compared.ok ? compared.value.ready.map(({ fingerprint }) => fingerprint) : [];
  const contentHash = fingerprintOf(batchStatementOf(fingerprints));
  const proof = (what: { act: 'batch' | 'validate'; contentHash: string }, actor = helene) => seedProof(world.as(actor), what);
  const karim = await world.onDuty('Dr Karim HADDAD');
  const apply = (proofId: string) => applyIntents(world.as(helene), { packId: pack.packId, intents, fingerprints, idempotencyKey: newId() }, proofId);
  for (const proofId of [
    await proof({ act: 'validate', contentHash }),
    await proof({ act: 'batch', contentHash: 'a'.repeat(64) }),
    await proof({ act: 'batch', contentHash }, karim),
    newId(),
  ])
    expect(await apply(proofId)).toEqual(refusedAs('proof-refused'));
  const old = await proof({ act: 'batch', contentHash });
  world.clock.pass(5 * 60_000 + 1);
  expect(await apply(old)).toEqual(refusedAs('proof-refused'));
  expect(outcomes(await world.giveBack(helene, pack.packId, intents)), 'it can still be signed').toEqual({ [ids[0] ?? '']: 'applied' });
});

/** Dies at one of its transactions: before its commit or right after it. */
function dyingAt(ctx: Context<ProfessionalActor>, count: number, when: 'before' | 'after'): Context<ProfessionalActor> {
  let left = count;
  return {
    ...ctx,
    transaction: async (work) => {
      left -= 1;
      const result = await ctx.transaction(async (tx) => {
        const worked = await work(tx);
        if (left === 0 && when === 'before') throw new Error('killed');
        return worked;
      });
      if (left === 0) throw new Error('killed');
      return result;
    },
  };
}

test.each([1, 2, 3, 4, 5].flatMap((count) => [[count, 'before'] as const, [count, 'after'] as const]))(
  'killed at transaction %s, %s its commit: each intent is done or not, and the tablet that asks again gets one answer',
  async (count, when) => {
    const { helene, pack, ids } = await packed(3);
    const intents: Intent[] = ids.map((id) => world.prepareIntent(pack, id));
    const compared = await compareIntents(world.as(helene), { packId: pack.packId, intents });
    const fingerprints = compared.ok ? compared.value.ready.map(({ fingerprint }) => fingerprint) : [];
    const proofId = await seedProof(world.as(helene), { act: 'batch', contentHash: fingerprintOf(batchStatementOf(fingerprints)) });
    const press = { packId: pack.packId, intents, fingerprints, idempotencyKey: newId() };
    await expect(applyIntents(dyingAt(world.as(helene), count, when), press, proofId)).rejects.toThrow('killed');
    for (const { id, dossierId } of intents) {
      const settled = (await world.rows(sql`select 1 from offline_intent where id = ${id}`)).length;
      expect(await decisions(dossierId), 'a decision and the word of it, or neither').toBe(settled);
    }
    const again = await applyIntents(world.as(helene), press, proofId);
    expect(outcomes(again)).toEqual(Object.fromEntries(ids.map((id) => [id, 'applied'])));
    for (const id of ids) expect(await decisions(id)).toBe(1);
  },
);
