import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testMovement } from '../inbound/testing-movement';
import { sweepOutbound } from '../outbound/sweep-outbound';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { exportDecision } from '../validation/export-decision';
import { prepareDecision } from '../validation/prepare-decision';
import { readCard } from '../validation/read-card';
import { recordDecision } from '../validation/record-decision';
import { sweepValidation } from '../validation/sweep';
import { undoDecision } from '../validation/undo-decision';
import { verifyDecision } from '../validation/verify-decision';
import { seedProof } from './seed/seed-proof';
import { openTestProduct, type TestProduct } from './testing';
import { RECEIVED_MESSAGES, WIRING } from './wiring';

/** A change of identity after validation goes to its end: the list, the signature, the report that replaces, the word to the LIS. */
let product: TestProduct;
let biologist: ProfessionalActor;
let other: ProfessionalActor;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct({ wiring: WIRING.filter(({ handler }) => handler !== 'outbound.send' && handler !== 'delivery.notice') });
  biologist = await product.person('biologist');
  other = await product.person('biologist');
});
afterAll(() => product.end());

const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
let numbers = 0;

async function send(accessionNumber: string, patient: Partial<TestMessage['patient']>, given: Partial<TestMessage> = {}): Promise<string> {
  product.clock.pass(60_000);
  await product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), patient: { ins: null, ...patient }, ...given }));
  return product.dossierId(accessionNumber);
}

async function move(identifier: string, changes: Partial<Parameters<typeof testMovement>[0]>, event: 'A08' | 'A31' = 'A08'): Promise<void> {
  product.clock.pass(60_000);
  await product.receive(testMovement({ event, at: product.clock.now(), identifier, ...changes }));
}

/** A dossier of a person of its own, validated and released. */
async function released(given: Partial<TestMessage> = {}): Promise<{ dossierId: string; identifier: string; accessionNumber: string }> {
  numbers += 1;
  const [identifier, accessionNumber] = [`C-${numbers}`, `2611217${String(numbers).padStart(4, '0')}`];
  const dossierId = await send(accessionNumber, { identifier }, given);
  await product.validate(biologist, dossierId, given.results ? { codes: ['K'] } : {});
  return { dossierId, identifier, accessionNumber };
}

async function sign(actor: ProfessionalActor, dossierId: string) {
  const intent = { kind: 'validate' as const, dossierId, observationIds: [], comment: '', holdReason: '' };
  const prepared = await prepareDecision(product.as(actor), intent);
  const fingerprint = prepared.ok ? prepared.value.fingerprint : '';
  const proofId = await seedProof(product.as(actor), { act: 'validate', contentHash: fingerprint });
  return () => recordDecision(product.as(actor), { ...intent, fingerprint, proofId, idempotencyKey: newId() });
}

const reportsOf = (dossierId: string) =>
  rows<{
    version: number;
    kind: string;
    content: { patient: Record<string, unknown>; supersedes: { changes: string[] } | null; validations: { scope: string }[] };
  }>(sql`select version, kind, content, superseded_at, under_review from report where dossier_id = ${dossierId} order by version`);
const listed = async (dossierId: string) =>
  (
    await rows<{ standing: string; identity_changes: string[]; rank: number }>(
      sql`select standing, identity_changes, rank from worklist_entry where dossier_id = ${dossierId}`,
    )
  )[0];
const toldOf = async (dossierId: string) =>
  (
    await rows<{ kind: string; payload: Buffer }>(
      sql`select kind, payload from outbound_message where dossier_id = ${dossierId} and kind in ('decision','amendment') order by sequence`,
    )
  ).map(({ kind, payload }) => ({ kind, text: payload.toString('latin1') }));
const cardOf = async (dossierId: string) => {
  const card = await readCard(product.as(biologist), { dossierId });
  return card.ok ? card.value : null;
};
const openOf = (dossierId: string) => rows(sql`select 1 from identity_amendment where dossier_id = ${dossierId} and settled_at is null`);

test('comes back on the list, is signed without any result, and replaces the report in words; the LIS is told once', async () => {
  const { dossierId, identifier } = await released();
  expect(await listed(dossierId)).toMatchObject({ standing: 'validated', identity_changes: [] });
  await move(identifier, { birthDate: '19790329' });
  expect(await listed(dossierId)).toMatchObject({ standing: 'awaiting', identity_changes: ['birthDate'], rank: 2 });
  expect((await cardOf(dossierId))?.identity).toMatchObject({
    changes: [{ trait: 'birthDate', before: '1979-03-28', after: '1979-03-29' }],
    decisionId: null,
  });
  const decisionId = await product.validate(other, dossierId);
  const reports = await reportsOf(dossierId);
  expect(reports).toMatchObject([
    { version: 1, content: { patient: { birthDate: '1979-03-28' } }, under_review: ['Identité du patient'] },
    {
      version: 2,
      kind: 'corrective',
      superseded_at: null,
      under_review: [],
      content: {
        patient: { birthDate: '1979-03-29' },
        supersedes: { version: 1, changes: ['Identité corrigée : date de naissance, 28/03/1979 devient 29/03/1979'] },
      },
    },
  ]);
  expect(reports[1]?.content.validations.map(({ scope }) => scope)).toEqual(['pour l’ensemble des résultats rendus', 'pour l’identité du patient, corrigée']);
  expect(
    await rows(
      sql`select 1 from report_recipient a join report r on r.id = a.report_id where r.dossier_id = ${dossierId} and r.version = 2 and a.kind = 'prescriber'`,
    ),
  ).toHaveLength(1);
  expect(await listed(dossierId)).toMatchObject({ standing: 'validated', identity_changes: [] });
  expect(await rows(sql`select outcome, settled_by_decision from identity_amendment where dossier_id = ${dossierId}`)).toEqual([
    { outcome: 'signed', settled_by_decision: decisionId },
  ]);

  const told = await toldOf(dossierId);
  expect(told.map(({ kind }) => kind)).toEqual(['decision', 'amendment']);
  const segments = (told[1]?.text ?? '').split('\r').map((line) => line.split('|'));
  const field = (name: string, number: number) => segments.find(([first]) => first === name)?.[number];
  expect([field('MSH', 20), field('PID', 3), field('PID', 5), field('PID', 7)]).toEqual([
    'RELAIS_AMENDMENT^1.0',
    `${identifier}^^^CH-VALMONT&880000123&FINEJ^PI`,
    'PAT-TROIS^DOMINIQUE^DOMINIQUE^^^^L',
    '19790329',
  ]);
  expect([field('NTE', 3), field('OBR', 25), field('OBX', 5), field('OBX', 11), field('ZRV', 1)]).toEqual([
    'Identité corrigée : date de naissance, 28/03/1979 devient 29/03/1979',
    'C',
    '4.1',
    'C',
    decisionId,
  ]);
  const portable = await product.ctx.transaction((tx) => exportDecision(tx, decisionId));
  expect(portable && verifyDecision(portable).checks.filter(({ holds }) => !holds)).toEqual([]);
});

describe('the signature', () => {
  test('on nothing is refused where the identity did not change', async () => {
    const { dossierId } = await released();
    expect(await (await sign(biologist, dossierId))()).toMatchObject({ ok: false, refusal: { code: 'nothing-selected' } });
  });

  test('of two biologists at once is one; undone, the dossier waits again and nothing left', async () => {
    const { dossierId, identifier } = await released();
    await move(identifier, { name: 'PAT-QUATRE^DOMINIQUE' });
    const presses = [await sign(biologist, dossierId), await sign(other, dossierId)];
    const answers = await Promise.all(presses.map((press) => press()));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'already-decided', detail: { by: 'Hélène MARCHETTI' } } });
    expect(await listed(dossierId)).toMatchObject({ standing: 'pending', identity_changes: ['birthFamilyName'] });
    const won = answers[0]?.ok ? biologist : other;
    const decisionId = answers.flatMap((answer) => (answer.ok ? [answer.value.decisionId] : []))[0] ?? '';
    expect(await undoDecision(product.as(won), { decisionId })).toMatchObject({ ok: true });
    product.clock.pass(60_000);
    await product.settle();
    expect(await listed(dossierId)).toMatchObject({ standing: 'awaiting' });
    expect([await reportsOf(dossierId), await toldOf(dossierId)].map((list) => list.length)).toEqual([1, 1]);
  });

  test('does not hold when the identity changes again while it can be undone', async () => {
    const { dossierId, identifier } = await released();
    await move(identifier, { birthDate: '19790329' });
    expect(await (await sign(biologist, dossierId))()).toMatchObject({ ok: true });
    product.clock.pass(2_000);
    await product.receive(testMovement({ event: 'A08', at: product.clock.now(), identifier, birthDate: '19790330' }));
    product.clock.pass(60_000);
    await product.settle();
    expect(await listed(dossierId)).toMatchObject({ standing: 'awaiting' });
    expect(await reportsOf(dossierId)).toHaveLength(1);
    expect(
      await rows(sql`select detail from audit_event where action = 'validation.settle' and outcome = 'refused' and dossier_id = ${dossierId}`),
    ).toMatchObject([{ detail: { code: 'identity-changed' } }]);
    await product.validate(biologist, dossierId);
    expect((await reportsOf(dossierId))[1]).toMatchObject({ content: { patient: { birthDate: '1979-03-30' } } });
  });

  test('a first one neither: nothing is released under an identity that nobody saw', async () => {
    numbers += 1;
    const identifier = `C-${numbers}`;
    const dossierId = await send(`2611217${String(numbers).padStart(4, '0')}`, { identifier });
    const card = await cardOf(dossierId);
    const intent = { kind: 'validate' as const, dossierId, observationIds: card?.panels[0]?.results.map(({ id }) => id) ?? [], comment: '', holdReason: '' };
    const prepared = await prepareDecision(product.as(biologist), intent);
    const fingerprint = prepared.ok ? prepared.value.fingerprint : '';
    const proofId = await seedProof(product.as(biologist), { act: 'validate', contentHash: fingerprint });
    expect(await recordDecision(product.as(biologist), { ...intent, fingerprint, proofId, idempotencyKey: newId() })).toMatchObject({ ok: true });
    product.clock.pass(1_000);
    await product.receive(testMovement({ event: 'A31', at: product.clock.now(), identifier, birthDate: '19800101' }));
    product.clock.pass(60_000);
    await product.settle();
    expect([await listed(dossierId), await reportsOf(dossierId)]).toMatchObject([{ standing: 'awaiting', identity_changes: [] }, []]);
  });
});

test('two changes in a row are one, from what was signed to what is known', async () => {
  const { dossierId, identifier } = await released();
  await move(identifier, { birthDate: '19790329' });
  await move(identifier, { birthDate: '19790329', name: 'PAT-CINQ^DOMINIQUE' }, 'A31');
  expect((await cardOf(dossierId))?.identity?.changes).toEqual([
    { trait: 'birthFamilyName', before: 'PAT-TROIS', after: 'PAT-CINQ' },
    { trait: 'birthDate', before: '1979-03-28', after: '1979-03-29' },
  ]);
  await product.validate(biologist, dossierId);
  expect(await openOf(dossierId)).toEqual([]);
  expect((await toldOf(dossierId)).map(({ kind }) => kind)).toEqual(['decision', 'amendment']);
});

test('back to what was signed, it closes by itself with its trace, and the report stands without reserve', async () => {
  const { dossierId, identifier } = await released();
  await move(identifier, { birthDate: '19790329' });
  await move(identifier, {});
  expect(await rows(sql`select outcome from identity_amendment where dossier_id = ${dossierId}`)).toEqual([{ outcome: 'returned' }]);
  expect(await rows(sql`select 1 from audit_event where action = 'patient.amend-back' and dossier_id = ${dossierId}`)).toHaveLength(1);
  expect(await listed(dossierId)).toMatchObject({ standing: 'validated', identity_changes: [] });
  expect(await reportsOf(dossierId)).toMatchObject([{ under_review: [], superseded_at: null }]);
});

test('new results are signed with it, in one signature and one report', async () => {
  const results = [{}, { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '139' }];
  const { dossierId, identifier } = await released({ results });
  await move(identifier, { birthDate: '19790329' });
  await product.validate(biologist, dossierId);
  expect((await reportsOf(dossierId))[1]).toMatchObject({
    kind: 'corrective',
    content: { supersedes: { changes: ['Identité corrigée : date de naissance, 28/03/1979 devient 29/03/1979', 'Sodium : ajouté'] } },
  });
  expect((await toldOf(dossierId)).map(({ kind }) => kind)).toEqual(['decision', 'decision', 'amendment']);
});

test('what the laboratory’s own LIS validates meanwhile leaves under the identity that was signed', async () => {
  const { dossierId, identifier, accessionNumber } = await released();
  await move(identifier, { birthDate: '19790329' });
  const responsible = { code: '10002223334', familyName: 'MARCHETTI', givenName: 'Hélène' };
  await send(
    accessionNumber,
    { identifier, birthDate: '1979-03-29' },
    { results: [{}, { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '139', status: 'F', responsible }] },
  );
  expect((await reportsOf(dossierId))[1]).toMatchObject({ content: { patient: { birthDate: '1979-03-28' } }, under_review: ['Identité du patient'] });
  expect(await listed(dossierId)).toMatchObject({ standing: 'awaiting', identity_changes: ['birthDate'] });
});

test('of an identity that was sure and bore another number, nothing is repeated to the reader', async () => {
  const { dossierId, identifier } = await released();
  product.clock.pass(60_000);
  await product.receive(
    testMovement({
      event: 'A40',
      at: product.clock.now(),
      identifier: `${identifier}-NEUF`,
      name: 'PAT-SEPT^DOMINIQUE',
      more: [`MRG|${identifier}^^^CH-VALMONT&880000123&FINEJ^PI`],
    }),
  );
  await product.validate(biologist, dossierId);
  const [, after] = await reportsOf(dossierId);
  expect(after).toMatchObject({ kind: 'corrective', content: { patient: { birthFamilyName: 'PAT-SEPT', identifier: `${identifier}-NEUF` } } });
  expect(after?.content.supersedes?.changes.join()).not.toMatch(/PAT-TROIS/);
});

test('the sweepers bring back what was lost on the way: the line of the list and the word to the LIS', async () => {
  const { dossierId, identifier } = await released();
  await move(identifier, { birthDate: '19790329' });
  await product.access.worker.execute(sql`update worklist_entry set identity_changes = '[]', standing = 'validated' where dossier_id = ${dossierId}`);
  expect(await sweepValidation(product.ctx)).toMatchObject({ projections: 1 });
  expect(await listed(dossierId)).toMatchObject({ standing: 'awaiting', identity_changes: ['birthDate'] });

  const [whole, own] = [product, biologist];
  product = await openTestProduct({ wiring: WIRING.filter(({ handler }) => handler !== 'outbound.send' && handler !== 'outbound.tell') });
  try {
    biologist = await product.person('biologist');
    const lost = await released();
    await move(lost.identifier, { birthDate: '19790329' });
    await product.validate(biologist, lost.dossierId);
    expect(await toldOf(lost.dossierId)).toEqual([]);
    product.clock.pass(120_000);
    await sweepOutbound(product.ctx, RECEIVED_MESSAGES);
    await sweepOutbound(product.ctx, RECEIVED_MESSAGES);
    expect((await toldOf(lost.dossierId)).map(({ kind }) => kind)).toEqual(['decision', 'amendment']);
  } finally {
    await product.end();
    [product, biologist] = [whole, own];
  }
});

test('an INS is qualified by its five traits, doubted by the admission system and given back: each time the signed dossier comes back, or is left in peace', async () => {
  const { dossierId, identifier } = await released();
  const ins = '279035121518989^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS';
  const stateOf = async () => {
    const card = await cardOf(dossierId);
    return { gaps: card?.patient.insGaps, standing: card?.standing, changes: card?.identity?.changes.map(({ trait, after }) => `${trait} ${after}`) };
  };
  await product.access.worker.execute(sql`update patient set birth_place_code = null where identifier = ${identifier}`);
  await move(identifier, { numbers: ins }, 'A31');
  expect(await stateOf()).toEqual({ gaps: ['birth-place'], standing: 'validated', changes: undefined });
  await move(identifier, { addresses: '12 rue des Tilleuls^^VALMONT^^88100^FRA^H~^^^^^^BDL^^63220' }, 'A31');
  expect(await stateOf()).toEqual({ gaps: [], standing: 'awaiting', changes: ['ins 279035121518989'] });
  await product.validate(biologist, dossierId);
  await move(identifier, { reliability: 'PROV' });
  expect(await stateOf()).toEqual({ gaps: ['not-validated'], standing: 'awaiting', changes: ['ins null'] });
  await move(identifier, { reliability: 'QUAL' }, 'A31');
  expect(await stateOf()).toEqual({ gaps: [], standing: 'validated', changes: undefined });
  await move(identifier, { numbers: ins.replace('989^', '988^') });
  expect(await stateOf()).toMatchObject({ gaps: [], standing: 'validated' });
  expect((await toldOf(dossierId)).at(-1)?.text).toContain('~279035121518989^^^ASIP-SANTE-INS&1.2.250.1.213.1.4.8&ISO^INS');
});
