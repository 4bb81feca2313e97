import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachDossier } from '../dossier/attach-dossier';
import { detachDossier } from '../dossier/detach-dossier';
import { listIdentityCandidates } from '../dossier/list-identity-candidates';
import { listUnsureDossiers } from '../dossier/list-unsure-dossiers';
import { testMovement } from '../inbound/testing-movement';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { readCard } from '../validation/read-card';
import { openTestProduct, type TestProduct } from './testing';
import { WIRING } from './wiring';

/** A dossier without a sure identity is given to a person by a référent, and by nobody else (GBUI III-2b). */
let product: TestProduct;
let referent: ProfessionalActor;
let biologist: ProfessionalActor;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct({ wiring: WIRING.filter(({ handler }) => handler !== 'outbound.send' && handler !== 'delivery.notice') });
  referent = await product.person('referent');
  biologist = await product.person('biologist');
});
afterAll(() => product.end());

const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
const REASON = 'Vérifié au téléphone avec le service';
let numbers = 0;

async function send(accessionNumber: string, patient: Partial<TestMessage['patient']>, given: Partial<TestMessage> = {}): Promise<string> {
  product.clock.pass(60_000);
  return product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), patient: { ins: null, ...patient }, ...given }));
}

/** A dossier of somebody whose identity is not sure, and a person of her name whom the admission system knows. */
async function unsure(provisional: Partial<TestMessage['patient']> = {}, person: Parameters<typeof testMovement>[0] | null = null) {
  numbers += 1;
  const [accessionNumber, identifier] = [`2611216${String(9_000 + numbers)}`, `T-${numbers}`];
  product.clock.pass(1_000);
  await product.receive(person ? testMovement(person) : testMovement({ event: 'A31', at: product.clock.now(), identifier, name: `PAT-${numbers}^DOMINIQUE` }));
  await send(accessionNumber, { identifier: `PROV-${numbers}`, birthFamilyName: `PAT-${numbers}`, reliability: 'PROV', ...provisional });
  return { dossierId: await product.dossierId(accessionNumber), accessionNumber, identifier, provisional: `PROV-${numbers}` };
}

const search = { number: '', familyName: '', birthDate: null };
async function opened(dossierId: string, asked: Partial<typeof search> & { birthDate?: string | null } = {}, who = referent) {
  const answer = await listIdentityCandidates(product.as(who), { ...search, ...asked, dossierId });
  return answer.ok ? answer.value : null;
}
const attachTo = (dossierId: string, patientId: string, who = referent, reason = REASON) =>
  attachDossier(product.as(who), { dossierId, to: { kind: 'known', patientId }, reason });
async function attached(dossierId: string) {
  const found = await opened(dossierId);
  const answer = await attachTo(dossierId, found?.candidates[0]?.person.patientId ?? '');
  await product.settle();
  return answer;
}
const stateOf = async (dossierId: string) =>
  (
    await rows<{ identifier: string; guaranteed: boolean; name: string }>(
      sql`select p.identifier, d.identity_guaranteed as guaranteed, w.patient_name as name from dossier d join patient p on p.id = d.patient_id join worklist_entry w on w.dossier_id = d.id where d.id = ${dossierId}`,
    )
  )[0];
const actionsOf = async (dossierId: string) =>
  (await rows<{ action: string }>(sql`select action from audit_event where dossier_id = ${dossierId} and action like 'patient.%' order by sequence`)).map(
    ({ action }) => action,
  );

test('is listed, compared trait by trait, given with a reason, and stays given whatever provisional messages come', async () => {
  const { dossierId, accessionNumber, identifier, provisional } = await unsure({ birthDate: '1979-03-29' });
  await send(`${accessionNumber}9`, { identifier: `${provisional}B`, birthFamilyName: 'TOUTE-AUTRE', birthDate: '2001-01-01', reliability: 'PROV' });
  const list = await listUnsureDossiers(product.as(referent), { older: false });
  expect(list.ok && list.value.leftOut).toEqual({ older: 0, hidden: 0 });
  expect(list.ok && list.value.dossiers.find((row) => row.dossierId === dossierId)).toMatchObject({
    accessionNumber,
    identifier: provisional,
    attachmentId: null,
  });
  expect(await opened(dossierId)).toMatchObject({ candidates: [] });
  const found = await opened(dossierId, { number: identifier });
  expect(found?.candidates).toMatchObject([{ person: { identifier }, differs: ['identifier', 'birthDate'] }]);
  expect(await attachTo(dossierId, found?.candidates[0]?.person.patientId ?? '', referent, 'court')).toMatchObject({ refusal: { code: 'reason-too-short' } });
  expect(await attachTo(dossierId, found?.candidates[0]?.person.patientId ?? '')).toMatchObject({ ok: true });
  await product.settle();
  expect(await stateOf(dossierId)).toMatchObject({ identifier, guaranteed: true, name: expect.stringContaining('PAT-') });
  await send(
    accessionNumber,
    { identifier: provisional, birthFamilyName: 'INCONNU', birthDate: '1979-03-29', reliability: 'PROV' },
    { results: [{ value: '7.7' }] },
  );
  expect(await stateOf(dossierId)).toMatchObject({ identifier, guaranteed: true });
  expect(await rows(sql`select revision from dossier where id = ${dossierId}`)).toEqual([{ revision: 2 }]);
  expect(await actionsOf(dossierId)).toEqual(['patient.compare', 'patient.compare', 'patient.attach']);
});

test('nobody is ever given one by himself: not the same number, not the same name, not a twin', async () => {
  const twin = { event: 'A31' as const, at: product.clock.now(), identifier: 'JUMEAU-1', name: 'PAT-JUMEAU^CAMILLE', birthDate: '20100505' };
  await product.receive(testMovement({ ...twin, identifier: 'JUMEAU-2', name: 'PAT-JUMEAU^CLAUDE' }));
  const { dossierId } = await unsure({ identifier: 'JUMEAU-1', birthFamilyName: 'PAT-JUMEAU', givenNames: ['CLAUDE'], birthDate: '2010-05-05' }, twin);
  expect(await stateOf(dossierId)).toMatchObject({ identifier: 'JUMEAU-1', guaranteed: false });
  expect((await opened(dossierId))?.candidates).toMatchObject([
    { person: { identifier: 'JUMEAU-1', firstGivenName: 'CAMILLE' }, differs: ['firstGivenName'] },
    { person: { identifier: 'JUMEAU-2', firstGivenName: 'CLAUDE' }, differs: ['identifier'] },
  ]);
  expect(await stateOf(dossierId)).toMatchObject({ guaranteed: false });
});

test('of two référents at once one gives it, and the other is told who', async () => {
  const { dossierId } = await unsure();
  const id = (await opened(dossierId))?.candidates[0]?.person.patientId ?? '';
  const other = await product.person('referent');
  const answers = await Promise.all([attachTo(dossierId, id), attachTo(dossierId, id, other)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'already-attached', detail: { by: 'Hélène MARCHETTI' } } });
});

test('nobody else does: not a référent of other sites, not another role, not by SQL, not to a person of another establishment', async () => {
  const { dossierId } = await unsure();
  const id = (await opened(dossierId))?.candidates[0]?.person.patientId ?? '';
  const elsewhere = await product.person('referent', ['hauterive']);
  expect(await opened(dossierId, {}, elsewhere)).toBeNull();
  expect(await attachTo(dossierId, id, elsewhere)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  expect(await attachTo(dossierId, id, biologist)).toMatchObject({ ok: false });
  expect(await attachTo(dossierId, newId())).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  for (const actor of [biologist, elsewhere]) {
    await expect(
      product
        .as(actor)
        .transaction((tx) => tx.execute(sql`select attach_dossier(${newId()}::uuid, ${dossierId}::uuid, ${id}::uuid, false, 'par SQL seulement')`)),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  }
  await expect(product.access.web.execute(sql`insert into identity_attachment (id) values (${newId()})`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await product.receive(
    testMessage({
      accessionNumber: `H${numbers}`,
      laboratory: 'LBM-HAUTERIVE',
      sentAt: product.clock.now(),
      patient: { identifier: `H-${numbers}`, ins: null },
    }),
  );
  const [foreign] = await rows<{ id: string }>(sql`select id from patient where identifier = ${`H-${numbers}`}`);
  expect(await attachTo(dossierId, foreign?.id ?? '')).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  expect(await stateOf(dossierId)).toMatchObject({ guaranteed: false });
});

test('what was kept out goes in again once it is known whose it is, and its item of repair closes', async () => {
  const { dossierId, accessionNumber, identifier } = await unsure({ birthDate: '1960-06-06' });
  await send(accessionNumber, { identifier, birthFamilyName: `PAT-${numbers}` }, { results: [{ value: '8.8' }] });
  expect(await rows(sql`select failure_code from inbound_message where ${accessionNumber} = any (accession_numbers) and state = 'quarantined'`)).toHaveLength(
    1,
  );
  const found = await opened(dossierId, { number: identifier });
  await attachTo(dossierId, found?.candidates[0]?.person.patientId ?? '');
  await product.settle();
  expect(await rows(sql`select state from inbound_message where ${accessionNumber} = any (accession_numbers) order by arrival`)).toEqual([
    { state: 'applied' },
    { state: 'applied' },
  ]);
  expect(await rows(sql`select 1 from repair_item where dossier_id = ${dossierId} and kind = 'identity' and closed_at is null`)).toEqual([]);
  expect(await rows(sql`select values from observation_version where dossier_id = ${dossierId} order by version desc limit 1`)).toEqual([{ values: ['8.8'] }]);
  // The LIS has named that person itself: there is nothing left to undo.
  expect(await detachDossier(product.as(referent), { dossierId, reason: REASON })).toMatchObject({ ok: false, refusal: { code: 'attachment-confirmed' } });
});

test('a message that names another sure person still waits for a person', async () => {
  const { dossierId, accessionNumber, identifier } = await unsure();
  await attached(dossierId);
  await send(accessionNumber, { identifier: 'AUTRE-1', birthFamilyName: 'AUTRE', birthDate: '1950-01-01' });
  expect(await stateOf(dossierId)).toMatchObject({ identifier, guaranteed: true });
  expect(await rows(sql`select failure_code from inbound_message where ${accessionNumber} = any (accession_numbers) and state = 'quarantined'`)).toEqual([
    { failure_code: 'other_patient' },
  ]);
});

describe('a person who is not known', () => {
  const made = {
    kind: 'new' as const,
    birthFamilyName: 'PAT-NEUVE',
    givenNames: 'ANNE MARIE',
    firstGivenName: 'ANNE',
    birthDate: '1988-08-08',
    sex: 'F' as const,
  };

  test('is made for the dossier, under a number that is nobody’s', async () => {
    const { dossierId, identifier } = await unsure();
    expect(await attachDossier(product.as(referent), { dossierId, to: { ...made, identifier }, reason: REASON })).toMatchObject({
      refusal: { code: 'number-taken' },
    });
    expect(await attachDossier(product.as(referent), { dossierId, to: { ...made, identifier: `${identifier}-N` }, reason: REASON })).toMatchObject({
      ok: true,
    });
    await product.settle();
    expect(await stateOf(dossierId)).toEqual({ identifier: `${identifier}-N`, guaranteed: true, name: 'PAT-NEUVE ANNE' });
    product.clock.pass(1_000);
    await product.receive(
      testMovement({ event: 'A31', at: product.clock.now(), identifier: `${identifier}-N`, name: 'PAT-NEUVE^ANNE', birthDate: '19880808' }),
    );
    expect(await rows(sql`select identity_reliability as r from patient where identifier = ${`${identifier}-N`}`)).toEqual([{ r: 'VALI' }]);
  });
});

describe('after the release', () => {
  test('it is an amendment: signed again, the report says whose it is and reaches her', async () => {
    const { dossierId, identifier } = await unsure();
    await product.validate(biologist, dossierId);
    await attached(dossierId);
    const card = await readCard(product.as(biologist), { dossierId });
    expect(card.ok && [card.value.standing, card.value.identity?.changes.map(({ trait }) => trait)]).toEqual(['awaiting', ['identifier', 'guaranteed']]);
    await product.validate(biologist, dossierId);
    const reports = await rows<{ content: { patient: { identifier: string }; supersedes: { changes: string[] } | null } }>(
      sql`select content from report where dossier_id = ${dossierId} order by version`,
    );
    expect(reports[1]?.content).toMatchObject({ patient: { identifier, identityGuaranteed: true } });
    expect(reports[1]?.content.supersedes?.changes.at(-1)).toBe('Identité corrigée : fiabilité, identité non garantie devient identité garantie');
    expect(
      await rows(
        sql`select 1 from report_recipient a join report r on r.id = a.report_id where r.dossier_id = ${dossierId} and a.kind = 'patient' and r.version = 2`,
      ),
    ).toHaveLength(1);
  });

  test('undone before anybody signed, it closes by itself; undone afterwards, the dossier comes back and the person is not shown it any more', async () => {
    const { dossierId, identifier, provisional } = await unsure();
    await product.validate(biologist, dossierId);
    await attached(dossierId);
    expect(await detachDossier(product.as(referent), { dossierId, reason: 'court' })).toMatchObject({ refusal: { code: 'reason-too-short' } });
    expect(await detachDossier(product.as(referent), { dossierId, reason: REASON })).toMatchObject({ ok: true });
    await product.settle();
    expect(await stateOf(dossierId)).toMatchObject({ identifier: provisional, guaranteed: false });
    expect(await rows(sql`select outcome from identity_amendment where dossier_id = ${dossierId}`)).toEqual([{ outcome: 'returned' }]);
    expect(await detachDossier(product.as(referent), { dossierId, reason: REASON })).toMatchObject({ refusal: { code: 'not-attached' } });

    await attached(dossierId);
    await product.validate(biologist, dossierId);
    expect(await detachDossier(product.as(referent), { dossierId, reason: REASON })).toMatchObject({ ok: true });
    await product.settle();
    await product.validate(biologist, dossierId);
    const reports = await rows<{ content: { patient: { identifier: string }; supersedes: { changes: string[] } | null } }>(
      sql`select content from report where dossier_id = ${dossierId} order by version`,
    );
    expect(reports.map(({ content }) => content.patient.identifier)).toEqual([provisional, identifier, provisional]);
    expect(reports[2]?.content.supersedes?.changes.join()).not.toContain(identifier);
    expect(
      await rows(
        sql`select 1 from report_recipient a join report r on r.id = a.report_id where r.dossier_id = ${dossierId} and a.kind = 'patient' and r.version = 3`,
      ),
    ).toEqual([]);
    expect((await opened(dossierId))?.history.map(({ detachReason }) => detachReason)).toEqual([REASON, REASON]);
  });
});

test('what is older than sixty days is shown when it is asked for, and what is left out is counted', async () => {
  const { dossierId } = await unsure({});
  const hidden = await unsure({ reliability: 'CACH' });
  const later = { ...product.as(referent), now: () => new Date(product.clock.now().getTime() + 61 * 86_400_000) };
  const recent = await listUnsureDossiers(later, { older: false });
  expect(recent.ok && recent.value.dossiers.map((row) => row.dossierId)).not.toContain(dossierId);
  expect(recent.ok && recent.value.leftOut.older).toBeGreaterThan(0);
  expect(recent.ok && recent.value.leftOut.hidden).toBe(1);
  const all = await listUnsureDossiers(later, { older: true });
  const shown = all.ok ? all.value.dossiers.map((row) => row.dossierId) : [];
  expect(shown).toContain(dossierId);
  expect(shown).not.toContain(hidden.dossierId);
  expect(all.ok && all.value.leftOut).toEqual({ older: 0, hidden: 1 });
});
