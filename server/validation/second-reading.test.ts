import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentHashOf } from '../api/prove';
import { referenceIds } from '../main/seed/reference';
import { seedProof } from '../main/seed/seed-proof';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { readCard } from './read-card';
import { revokeDecision } from './revoke-decision';
import { agreeReading, declineReading, prepareReading } from './second-reading';
import { sendNow } from './send-now';
import { setPolicy } from './set-policy';
import { sweepValidation } from './sweep';
import { undoDecision } from './undo-decision';

let product: TestValidation;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
let elsewhere: ProfessionalActor;
let seen = 0;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
  karim = await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' });
  elsewhere = await product.person('biologist', ['hauterive'], { name: 'Dr Ève LOIN' });
});
afterAll(() => product.end());

const set = async (wanted: { readerCodes?: string[]; ownResult?: 'refuse' | 'second-reader' | 'mark' }) => {
  const outcome = await setPolicy(product.as(helene), {
    laboratoryId: referenceIds.laboratory('valmont'),
    readerCodes: wanted.readerCodes ?? [],
    readerEffect: '',
    ownResult: wanted.ownResult ?? 'refuse',
    reason: 'Choix du laboratoire',
    seen,
  });
  expect(outcome).toMatchObject({ ok: true });
  seen += 1;
};
async function signed(intent = {}): Promise<{ dossierId: string; decisionId: string }> {
  const dossierId = await product.send(product.freshNumber());
  const outcome = await product.decide(helene, dossierId, { secondReader: true, ...intent });
  expect(outcome).toMatchObject({ ok: true, value: { isUnread: true } });
  return { dossierId, decisionId: outcome.ok ? outcome.value.decisionId : '' };
}
async function agree(actor: ProfessionalActor, decisionId: string) {
  const prepared = await prepareReading(product.as(actor), { decisionId });
  const content = { decisionId, fingerprint: prepared.ok ? prepared.value.fingerprint : 'f'.repeat(64) };
  return agreeReading(product.as(actor), content, await seedProof(product.as(actor), { act: 'second-reading', contentHash: contentHashOf(content) }));
}

describe('a signature that a second biologist has to read', () => {
  test('does not leave by time, by the signer, or by the sweeper; it leaves once another has agreed, after her time to undo', async () => {
    const { dossierId, decisionId } = await signed();
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'awaiting', reading: { state: 'asked', by: helene.name } });
    expect(await sendNow(product.as(helene), { decisionId })).toMatchObject({ refusal: { code: 'reading-open' } });
    await product.wait(3600);
    await sweepValidation(product.ctx);
    await product.settle();
    expect(await product.told(dossierId)).toBe(0);
    expect(await agree(karim, decisionId)).toMatchObject({ ok: true });
    expect(await product.told(dossierId)).toBe(0);
    await product.wait(11);
    expect([await product.told(dossierId), await product.standings(dossierId)]).toEqual([1, ['validated']]);
    expect(await agree(karim, decisionId)).toMatchObject({ refusal: { code: 'reading-over' } });
  });

  test('is agreed to by nobody who signed it, nor from elsewhere, nor over another content', async () => {
    const { dossierId, decisionId } = await signed();
    expect(await agree(helene, decisionId)).toMatchObject({ refusal: { code: 'same-reader' } });
    expect(await agree(elsewhere, decisionId)).toMatchObject({ refusal: { code: 'not-found' } });
    const content = { decisionId, fingerprint: 'a'.repeat(64) };
    const proofId = await seedProof(product.as(karim), { act: 'second-reading', contentHash: contentHashOf(content) });
    expect(await agreeReading(product.as(karim), content, proofId)).toMatchObject({ refusal: { code: 'dossier-changed' } });
    await product.wait(60);
    expect(await product.told(dossierId)).toBe(0);
  });

  test('is given back with a reason: the results wait again, the list and the card say why', async () => {
    const { dossierId, decisionId } = await signed();
    expect(await declineReading(product.as(karim), { decisionId, reason: ' ' })).toMatchObject({ refusal: { code: 'reason-needed' } });
    expect(await declineReading(product.as(helene), { decisionId, reason: 'x' })).toMatchObject({ refusal: { code: 'same-reader' } });
    expect(await declineReading(product.as(karim), { decisionId, reason: 'Contexte à revoir' })).toMatchObject({ ok: true });
    expect(await product.worklist(dossierId)).toMatchObject({
      standing: 'awaiting',
      awaiting_count: 1,
      reading: { state: 'refused', reason: 'Contexte à revoir' },
    });
    const card = await readCard(product.as(helene), { dossierId });
    expect(card).toMatchObject({ value: { decisions: [{ state: 'cancelled', reading: { state: 'refused', by: karim.name } }] } });
    expect(await product.decide(helene, dossierId)).toMatchObject({ ok: true });
    expect(await product.worklist(dossierId)).toMatchObject({ reading: null });
  });

  test('is taken back by its signer at any time, or by a colleague with a reason; then nobody reads it any more', async () => {
    const first = await signed();
    await product.wait(600);
    expect(await undoDecision(product.as(helene), { decisionId: first.decisionId })).toMatchObject({ ok: true });
    expect(await agree(karim, first.decisionId)).toMatchObject({ refusal: { code: 'reading-over' } });
    const second = await signed();
    await product.wait(600);
    expect(await revokeDecision(product.as(karim), { decisionId: second.decisionId, reason: 'Autre patient' })).toMatchObject({ ok: true });
    expect(await product.standings(second.dossierId)).toEqual(['awaiting']);
  });

  test('a result that was corrected meanwhile is not in what leaves', async () => {
    const number = product.freshNumber();
    const dossierId = await product.send(number, { results: [{ value: '6.9' }] });
    const outcome = await product.decide(helene, dossierId, { secondReader: true });
    await product.send(number, { results: [{ value: '4.1' }] });
    expect(await agree(karim, outcome.ok ? outcome.value.decisionId : '')).toMatchObject({ ok: true });
    await product.wait(11);
    expect([await product.told(dossierId), await product.standings(dossierId)]).toEqual([0, ['awaiting']]);
  });
});

describe('the database', () => {
  test('takes nobody as second reader of her own signature, whoever writes it', async () => {
    const { decisionId } = await signed();
    const own = sql`update second_reading set state = 'refused', reader_id = ${helene.userId}, reader_name = 'X', read_at = now(), reason = 'x' where decision_id = ${decisionId}`;
    await expect(product.access.worker.execute(own)).rejects.toMatchObject({ cause: { code: '23514' } });
    await expect(product.as(helene).transaction((tx) => tx.execute(own))).rejects.toMatchObject({ cause: { code: '23514' } });
  });

  test('gives effect to nothing that is unread, even for the worker', async () => {
    const { decisionId } = await signed();
    await expect(product.access.worker.execute(sql`update validation_decision set state = 'effective' where id = ${decisionId}`)).rejects.toMatchObject({
      cause: { code: '23514' },
    });
  });

  test('takes no agreement without a proof of the reader, nor in another name', async () => {
    const { decisionId } = await signed();
    const agreeAs = (actor: ProfessionalActor, readerId: string) =>
      product.as(actor).transaction((tx) =>
        tx.execute(sql`update second_reading set state = 'agreed', reader_id = ${readerId}, reader_name = 'X', read_at = now(), statement = 'x',
          displayed_hash = encode(sha256('x'), 'hex'), proof_id = (select proof_id from validation_decision where id = ${decisionId}) where decision_id = ${decisionId}`),
      );
    await expect(agreeAs(karim, karim.userId)).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(agreeAs(karim, elsewhere.userId)).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

describe('what the laboratory wants', () => {
  const own = { results: [{ value: '4.1', status: 'R' }] };
  const sendOwn = () => product.send(product.freshNumber(), { ...own, responsible: { code: 'TEC1', familyName: 'MARCHETTI', givenName: 'Hélène' } } as object);

  test('an examination of its list asks for a second reader by itself', async () => {
    await set({ readerCodes: ['2823-3'] });
    const dossierId = await product.send(product.freshNumber());
    expect(await product.decide(helene, dossierId)).toMatchObject({ ok: true, value: { isUnread: true } });
    await set({});
  });

  test('two who change it at once: the second is told', async () => {
    const stale = {
      laboratoryId: referenceIds.laboratory('valmont'),
      readerCodes: [],
      readerEffect: '' as const,
      ownResult: 'mark' as const,
      reason: 'Choix du labo',
      seen: 0,
    };
    expect(await setPolicy(product.as(karim), stale)).toMatchObject({ refusal: { code: 'policy-changed' } });
  });

  test('nobody signs what she validated technically, unless her laboratory lets her, which is marked', async () => {
    const dossierId = await sendOwn();
    const [row] = await product.rows<{ observer: string }>(
      sql`select responsible_observer as observer from observation_version where dossier_id = ${dossierId}`,
    );
    const signer = { ...(await product.person('biologist', ['valmont'], { name: row?.observer ?? '' })) };
    expect(await product.decide(signer, dossierId)).toMatchObject({ refusal: { code: 'own-result' } });
    expect(await product.decide(karim, await sendOwn())).toMatchObject({ ok: true });
    await set({ ownResult: 'second-reader' });
    expect(await product.decide(signer, await sendOwn())).toMatchObject({ ok: true, value: { isUnread: true } });
    await set({ ownResult: 'mark' });
    expect(await product.decide(signer, dossierId)).toMatchObject({ ok: true, value: { isUnread: false } });
    expect(await product.rows(sql`select own_results from validation_decision where dossier_id = ${dossierId}`)).toEqual([{ own_results: 1 }]);
  });
});
