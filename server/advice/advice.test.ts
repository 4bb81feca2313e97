import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestProduct, type TestProduct } from '../main/testing';
import { habilitated } from '../main/testing-duty';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { testMessage } from '../simulator/test-message';
import { readCard } from '../validation/read-card';
import { answerAdvice, withdrawAdvice } from './answer-advice';
import { askAdvice } from './ask-advice';
import { adviceOfDossier, listAdvice, readAdvice } from './read-advice';
import { sweepAdvice } from './sweep-advice';

const NUMBER = '26112820001';
let product: TestProduct;
let anne: ProfessionalActor;
let cleo: ProfessionalActor;
let dossierId: string;

const stub = () => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
beforeAll(async () => {
  stub();
  product = await openTestProduct({ start: '2026-11-28T21:00:00+01:00' });
  anne = await habilitated(product, 'biologist', ['valmont'], { givenName: 'Anne', familyName: 'ARNAUD' });
  cleo = await habilitated(product, 'biologist', ['clairlieu'], { givenName: 'Cléo', familyName: 'CLAIR' });
  await product.receive(testMessage({ sentAt: product.clock.now(), laboratory: 'LBM-VALMONT', accessionNumber: NUMBER, patient: { identifier: '2001' } }));
  dossierId = await product.dossierId(NUMBER);
});
beforeEach(stub);
afterAll(() => product.end());

const cardOf = async () => {
  const card = await readCard(product.as(anne), { dossierId });
  assert(card.ok, 'the card is read');
  return card.value;
};
const ask = async (hours = 12) => {
  const { displayed } = await cardOf();
  const asked = await askAdvice(product.as(anne), { dossierId, displayed, toUserId: cleo.userId, question: 'Hémolyse, ou vrai ?', hours });
  assert(asked.ok, 'the question is asked');
  return asked.value.adviceId;
};
const readings = async (adviceId: string) =>
  (
    await product.access.worker.execute(
      sql`select 1 from audit_event where action = 'advice.read' and subject_id = ${adviceId} and dossier_id = ${dossierId} and actor_id = ${cleo.userId}`,
    )
  ).length;

test('a colleague of another site, off duty, sees the dossier as it was asked, and nothing else of it; each look is a reading', async () => {
  const adviceId = await ask();
  const before = await cardOf();
  product.clock.pass(60_000);
  await product.receive(
    testMessage({
      sentAt: product.clock.now(),
      laboratory: 'LBM-VALMONT',
      accessionNumber: NUMBER,
      patient: { identifier: '2001', birthFamilyName: 'CHANGED' },
    }),
  );
  const seen = await readAdvice(product.as(cleo), { adviceId });
  assert(seen.ok, 'she reads it');
  expect(seen.value).toMatchObject({ shownHash: before.displayed, question: 'Hémolyse, ou vrai ?', isForMe: true, revision: before.revision });
  expect(seen.value.shown.panels.flatMap(({ results }) => results.map(({ value }) => value))).toEqual(
    before.panels.flatMap(({ results }) => results.map(({ value }) => value)),
  );
  expect(seen.value.shown.patient.name).not.toContain('CHANGED');
  expect(await readings(adviceId)).toBe(1);
  expect(await readCard(product.as(cleo), { dossierId })).toMatchObject({ refusal: { code: 'not-found' } });
  const rows = await product.as(cleo).transaction((tx) => tx.execute(sql`select 1 from dossier where id = ${dossierId}`));
  expect(rows).toHaveLength(0);
});

test('her answer is on the card, once, and stays; it decides nothing', async () => {
  const adviceId = await ask();
  expect(await answerAdvice(product.as(anne), { adviceId, answer: 'Moi-même' })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await answerAdvice(product.as(cleo), { adviceId, answer: 'Recontrôler sur un nouveau tube.' })).toMatchObject({ ok: true });
  expect(await answerAdvice(product.as(cleo), { adviceId, answer: 'Autre chose' })).toMatchObject({ refusal: { code: 'advice-closed' } });
  const onCard = await adviceOfDossier(product.as(anne), { dossierId });
  assert(onCard.ok, 'the card has it');
  expect(onCard.value.lines.find(({ id }) => id === adviceId)).toMatchObject({
    state: 'answered',
    answer: 'Recontrôler sur un nouveau tube.',
    askedOf: 'Dr Cléo CLAIR',
  });
  expect(await product.access.worker.execute(sql`select 1 from validation_decision where dossier_id = ${dossierId}`)).toHaveLength(0);
  await expect(product.access.worker.execute(sql`update advice set answer = 'x' where id = ${adviceId}`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(product.access.worker.execute(sql`update advice set shown = '{}' where id = ${adviceId}`)).rejects.toMatchObject({ cause: { code: '42501' } });
});

test('taken back or expired, she sees it no more', async () => {
  const withdrawn = await ask();
  expect(await withdrawAdvice(product.as(anne), { adviceId: withdrawn })).toMatchObject({ ok: true });
  expect(await readAdvice(product.as(cleo), { adviceId: withdrawn })).toMatchObject({ refusal: { code: 'advice-closed' } });
  const late = await ask(1);
  product.clock.pass(61 * 60_000);
  expect(await readAdvice(product.as(cleo), { adviceId: late })).toMatchObject({ refusal: { code: 'advice-closed' } });
  expect(await answerAdvice(product.as(cleo), { adviceId: late, answer: 'Trop tard' })).toMatchObject({ refusal: { code: 'advice-closed' } });
  await sweepAdvice(product.ctx);
  const mine = await listAdvice(product.as(anne));
  assert(mine.ok, 'the list is read');
  expect(mine.value.lines.find(({ id }) => id === late)).toMatchObject({ state: 'expired' });
});

test('is refused on what the screen does not show any more, to nobody, to oneself, and by whoever has no right there', async () => {
  const { displayed } = await cardOf();
  const input = { dossierId, displayed, toUserId: cleo.userId, question: 'Vrai ?', hours: 1 };
  expect(await askAdvice(product.as(anne), { ...input, displayed: '0'.repeat(64) })).toMatchObject({ refusal: { code: 'dossier-changed' } });
  expect(await askAdvice(product.as(anne), { ...input, toUserId: anne.userId })).toMatchObject({ refusal: { code: 'advice-nobody' } });
  expect(await askAdvice(product.as(cleo), { ...input, toUserId: anne.userId })).toMatchObject({ refusal: { code: 'not-found' } });
  const dora = await habilitated(product, 'biologist', ['hauterive'], { givenName: 'Dora', familyName: 'DUC' });
  expect(await readAdvice(product.as(dora), { adviceId: await ask() })).toMatchObject({ refusal: { code: 'not-found' } });
});
