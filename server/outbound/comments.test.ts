import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listPhrases } from '../catalogue/list-phrases';
import { draftPhrase, importPhrases, putPhraseInForce, retirePhrase } from '../catalogue/write-phrase';
import { referenceIds } from '../main/seed/reference';
import { seedProof } from '../main/seed/seed-proof';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { newId } from '../platform/ids';
import type { ReportContent } from '../report/types';
import { testMessage } from '../simulator/test-message';
import { fillPhraseOf } from '../validation/fill-phrase';
import { prepareDecision } from '../validation/prepare-decision';
import { readCard } from '../validation/read-card';
import { readDossierFacts } from '../validation/read-decisions';
import { recordDecision } from '../validation/record-decision';
import type { SignedIntent } from '../validation/statement';

let product: TestProduct;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct();
  helene = await product.person('biologist');
  karim = await product.person('biologist', ['valmont'], { name: 'Dr Karim HADDAD' });
});
afterAll(() => product.end());

async function received(accessionNumber: string, results = [{ value: '6.9' }]): Promise<string> {
  product.clock.pass(1000);
  await product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), results }));
  return product.dossierId(accessionNumber);
}
async function sign(actor: ProfessionalActor, dossierId: string, intent: Partial<SignedIntent>) {
  const signed = { kind: 'comment' as const, dossierId, observationIds: [], comment: '', holdReason: '', ...intent };
  const prepared = await prepareDecision(product.as(actor), signed);
  assert(prepared.ok, 'the dossier is hers');
  const { fingerprint } = prepared.value;
  const proofId = await seedProof(product.as(actor), { act: signed.kind, contentHash: fingerprint });
  return recordDecision(product.as(actor), { ...signed, fingerprint, proofId, idempotencyKey: newId() });
}
async function settled(): Promise<void> {
  product.clock.pass(11_000);
  await product.settle();
}
const resultOf = async (dossierId: string): Promise<string> => {
  const facts = await product.ctx.transaction((tx) => readDossierFacts(tx, dossierId));
  return facts?.state.observations[0]?.id ?? '';
};
const reports = async (dossierId: string): Promise<ReportContent[]> =>
  [
    ...(await product.access.worker.execute<{ content: ReportContent } & Record<string, unknown>>(
      sql`select content from report where dossier_id = ${dossierId} order by version`,
    )),
  ].map(({ content }) => content);
const sentTo = async (dossierId: string): Promise<string[]> =>
  [
    ...(await product.access.worker.execute<{ payload: Buffer } & Record<string, unknown>>(
      sql`select payload from outbound_message where dossier_id = ${dossierId} and kind = 'decision' order by sequence`,
    )),
  ].map(({ payload }) => payload.toString('latin1'));
const commentsOnCard = async (dossierId: string) => {
  const card = await readCard(product.as(helene), { dossierId });
  return card.ok ? card.value.comments : [];
};

test('comments at three levels are printed and told; corrected after the release, a new version says what changed and validates nothing', async () => {
  const dossierId = await received('9101');
  const observationId = await resultOf(dossierId);
  const signed = await sign(helene, dossierId, {
    kind: 'validate',
    observationIds: [observationId],
    comment: 'Hyperkaliémie.',
    comments: [{ level: 'analyte', target: observationId, text: 'À contrôler.' }],
  });
  expect(signed).toMatchObject({ ok: true });
  await settled();
  const [first] = await reports(dossierId);
  expect(first?.conclusion).toBe('Hyperkaliémie.');
  expect(JSON.stringify(first?.chapters)).toContain('Commentaire du biologiste : À contrôler.');
  expect((await sentTo(dossierId))[0]).toMatch(/NTE\|1\|L\|Hyperkali.*\rORC[\s\S]*OBX[^\r]*\rNTE\|1\|L\|. contr/);

  const [whole, single] = await commentsOnCard(dossierId);
  assert(whole && single, 'both are on the card');
  const corrected = await sign(karim, dossierId, {
    comments: [
      { level: 'dossier', target: '', text: 'Hyperkaliémie sévère.', corrects: whole.id },
      { level: 'analyte', target: observationId, text: '', corrects: single.id },
    ],
  });
  expect(corrected).toMatchObject({ ok: true });
  expect(await reports(dossierId)).toHaveLength(1);
  await settled();
  const second = (await reports(dossierId))[1];
  expect(second).toMatchObject({ kind: 'corrective', conclusion: 'Hyperkaliémie sévère.' });
  expect(second?.supersedes?.changes).toEqual([
    'Potassium : valeur inchangée (6,9 mmol/L), commentaire du biologiste « À contrôler. » est retiré',
    'Commentaire du biologiste : « Hyperkaliémie. » devient « Hyperkaliémie sévère. »',
  ]);
  expect(second?.validations.map(({ name }) => name)).toEqual([helene.name]);
  const message = (await sentTo(dossierId))[1] ?? '';
  expect(message).toMatch(/OBX[^\r]*\|C\|/);
  expect(message).toContain('|COMMENT|');
  // Whoever had the former words before her is told, instead of correcting them a second time.
  expect(await sign(helene, dossierId, { comments: [{ level: 'dossier', target: '', text: 'Autre.', corrects: whole.id }] })).toMatchObject({
    refusal: { code: 'comment-changed' },
  });
});

test('a comment goes with the value that it was written on', async () => {
  const dossierId = await received('9102');
  const observationId = await resultOf(dossierId);
  await sign(helene, dossierId, {
    kind: 'validate',
    observationIds: [observationId],
    comments: [{ level: 'analyte', target: observationId, text: 'Hémolyse.' }],
  });
  await settled();
  expect(await commentsOnCard(dossierId)).toHaveLength(1);
  await received('9102', [{ value: '4.1' }]);
  expect(await commentsOnCard(dossierId)).toEqual([]);
});

test('nothing is commented by itself before results are out, on nothing, or on another dossier’s result', async () => {
  const dossierId = await received('9103');
  expect(await sign(helene, dossierId, { comments: [{ level: 'dossier', target: '', text: 'x' }] })).toMatchObject({ refusal: { code: 'comment-empty' } });
  await product.validate(helene, dossierId);
  expect(await sign(helene, dossierId, { comments: [] })).toMatchObject({ refusal: { code: 'comment-empty' } });
  expect(await sign(helene, dossierId, { comments: [{ level: 'sample', target: 'nulle part', text: 'x' }] })).toMatchObject({
    refusal: { code: 'comment-target' },
  });
  const other = await resultOf(await received('9104'));
  expect(await sign(helene, dossierId, { comments: [{ level: 'analyte', target: other, text: 'x' }] })).toMatchObject({ refusal: { code: 'comment-target' } });
});

test('a phrase is used only in force, filled in whole; its words, id and version are frozen with the decision', async () => {
  const laboratoryId = referenceIds.laboratory('valmont');
  const drafted = await draftPhrase(product.as(helene), { laboratoryId, phraseId: null, title: 'K haut', text: '{examen} à {valeur} {unité}.', seen: 0 });
  assert(drafted.ok, 'a draft is written');
  const { phraseId } = drafted.value;
  const dossierId = await received('9105');
  const observationId = await resultOf(dossierId);
  const fill = () => fillPhraseOf(product.as(helene), { dossierId, phraseId, observationId });
  expect(await fill()).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await putPhraseInForce(product.as(karim), { laboratoryId, phraseId, version: 1 })).toMatchObject({ ok: true });
  const filled = await fill();
  expect(filled).toMatchObject({ ok: true, value: { version: 1, text: 'Potassium à 6,9 mmol/L.' } });
  expect(await fillPhraseOf(product.as(helene), { dossierId, phraseId, observationId: null })).toMatchObject({
    refusal: { code: 'phrase-lacks-value', detail: { variable: 'examen' } },
  });
  assert(filled.ok, 'it is filled in');
  const use = (text: string) =>
    sign(helene, dossierId, {
      kind: 'validate',
      observationIds: [observationId],
      comment: 'Potassium à 6,9 mmol/L. À contrôler.',
      phrases: [{ phraseId, version: 1, text }],
    });
  expect(await use('Autre chose.')).toMatchObject({ refusal: { code: 'phrase-not-used' } });
  expect(await use(filled.value.text)).toMatchObject({ ok: true });
  const frozen = await product.access.worker.execute(
    sql`select p.phrase_version, p.text from decision_phrase p join validation_decision d on d.id = p.decision_id where d.dossier_id = ${dossierId}`,
  );
  expect([...frozen]).toEqual([{ phrase_version: 1, text: 'Potassium à 6,9 mmol/L.' }]);

  expect(await draftPhrase(product.as(helene), { laboratoryId, phraseId, title: 'K haut', text: '{âge}', seen: 1 })).toMatchObject({
    refusal: { code: 'phrase-unknown-variable' },
  });
  expect(await draftPhrase(product.as(helene), { laboratoryId, phraseId, title: 'K haut', text: 'Nouveau.', seen: 1 })).toMatchObject({
    ok: true,
    value: { version: 2 },
  });
  expect(await draftPhrase(product.as(karim), { laboratoryId, phraseId, title: 'K haut', text: 'Autre.', seen: 1 })).toMatchObject({
    refusal: { code: 'phrase-changed' },
  });
  expect(await putPhraseInForce(product.as(helene), { laboratoryId, phraseId, version: 2 })).toMatchObject({ ok: true });
  expect(await retirePhrase(product.as(helene), { laboratoryId, phraseId, version: 2 })).toMatchObject({ ok: true });
  expect(
    await importPhrases(product.as(helene), {
      laboratoryId,
      lines: [
        { line: 2, title: 'A', text: 'b' },
        { line: 3, title: '', text: 'c' },
      ],
    }),
  ).toMatchObject({
    refusal: { code: 'phrase-bad-lines', detail: { lines: '3' } },
  });
  expect(await importPhrases(product.as(helene), { laboratoryId, lines: [{ line: 2, title: 'A', text: 'b' }] })).toMatchObject({ ok: true });
  const list = await listPhrases(product.as(helene), { laboratoryId });
  expect(list.ok && list.value.phrases.map(({ state }) => state).toSorted()).toEqual(['draft', 'retired', 'retired']);
  await expect(product.access.worker.execute(sql`update phrase_version set text = 'x' where phrase_id = ${phraseId} and version = 2`)).rejects.toMatchObject({
    cause: { code: '42501' },
  });
});
