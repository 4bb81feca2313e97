import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import { readLinkedIdsOfMany, readLinkedPatientIds, readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { derivedId, newId } from '../platform/ids';
import { readCard } from '../validation/read-card';
import { readHistory } from '../validation/read-history';
import { endAgreement } from './end-agreement';
import { listAgreements } from './list-agreements';
import { makeAgreement } from './make-agreement';
import { agreementState, checkAgreement } from './rules';

/** One patient base or two: what two legal entities agreed on, and nothing read without it (GBUI XIV-3). */
let product: TestValidation;
let people: Record<'valmont' | 'hauterive' | 'both' | 'quality', ProfessionalActor>;
let ours: string;
let theirs: string;
const [VALMONT, HAUTERIVE] = [derivedId('legal-entity', 'valmont'), derivedId('legal-entity', 'hauterive')];

beforeAll(async () => {
  product = await openTestValidation();
  people = {
    valmont: await product.person('biologist', ['valmont']),
    hauterive: await product.person('biologist', ['hauterive']),
    both: await product.person('biologist', ['valmont', 'hauterive']),
    quality: await product.person('quality_manager', ['valmont']),
  };
  theirs = await product.send(product.freshNumber(), { laboratory: 'LBM-HAUTERIVE', results: [{}], collectedAt: new Date('2026-11-10T08:00:00+01:00') });
  await product.decide(people.hauterive, theirs);
  await product.wait(20);
  ours = await product.send(product.freshNumber(), { results: [{}] });
  // The same qualified INS in both hospitals.
  await product.rows(sql`update patient set ins = '279035121518989', ins_qualified = true, birth_date = '1979-03-28', lone_dossier = ''
    where id in (select patient_id from dossier where id in (${ours}, ${theirs}))`);
  await product.rows(sql`update dossier set identity_guaranteed = true where id in (${ours}, ${theirs})`);
});
afterAll(() => product.end());

const cardOf = async (who: keyof typeof people) => {
  const card = await readCard(product.as(people[who]), { dossierId: ours });
  assert(card.ok, 'the card is there');
  return card.value;
};
const resultOf = async (who: keyof typeof people) => (await cardOf(who)).panels.flatMap(({ results }) => results)[0];
const linked = () =>
  product.ctx.transaction(async (tx) => {
    const [row] = await product.rows<{ id: string }>(sql`select patient_id as id from dossier where id = ${ours}`);
    const patient = await readPatient(tx, row?.id ?? '');
    assert(patient, 'the person is there');
    const many = await readLinkedIdsOfMany(tx, [patient]);
    return [(await readLinkedPatientIds(tx, patient)).length, new Set(many.get(patient.id)).size];
  });
const seenOf = async (who: keyof typeof people) =>
  product.as(people[who]).transaction(async (tx) => [...(await tx.execute(sql`select 1 from dossier where id = ${theirs}`))].length);
const openOne = async () => {
  const list = await listAgreements(product.as(people.quality));
  return list.ok ? (list.value.agreements.find(({ endedAt }) => endedAt === null)?.id ?? '') : '';
};

describe('with an agreement on one base', () => {
  test('the earlier value of the other entity is read, drawn and asked of by the rules', async () => {
    expect((await resultOf('valmont'))?.priors).toHaveLength(1);
    expect(await seenOf('valmont')).toBe(1);
    expect(await linked()).toEqual([2, 2]);
    expect((await cardOf('valmont')).unshared).toEqual([]);
  });
});

describe('without one', () => {
  beforeAll(async () => {
    const ended = await endAgreement(product.as(people.quality), { agreementId: await openOne(), reason: 'Fin du groupement' }, newId());
    assert(ended.ok, 'the agreement is ended');
  });

  test('nothing of it is read, by whoever it is, and the card says why', async () => {
    for (const who of ['valmont', 'both'] as const) {
      expect(await resultOf(who)).toMatchObject({
        priors: [],
        priorAbsence: 'Résultats de Centre hospitalier de Hauterive non consultés : pas de convention.',
      });
      const history = await readHistory(product.as(people[who]), { dossierId: ours });
      expect(history.ok && history.value.columns.map(({ dossierId }) => dossierId)).toEqual([ours]);
      expect(history.ok && history.value.unshared).toEqual(['Centre hospitalier de Hauterive']);
    }
    expect(await linked()).toEqual([1, 1]);
  });

  test('by raw SQL the dossier and the person of the other entity are not there', async () => {
    expect(await seenOf('valmont')).toBe(0);
    expect(await seenOf('hauterive')).toBe(1);
    const rows = await product.as(people.valmont).transaction(async (tx) => [...(await tx.execute(sql`select legal_entity_id as id from patient`))]);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([VALMONT]));
  });

  test('separate bases are an agreement too; another waits until the first has ended', async () => {
    const terms = {
      entityIds: [HAUTERIVE, VALMONT] as const,
      sharesPatients: false,
      reference: 'C-2026-3',
      signedFor: ['Dr Haddad', 'Dr Marchetti'] as const,
      signedOn: '2026-11-01',
      fromOn: '2026-11-02',
      untilOn: null,
    };
    expect(await makeAgreement(product.as(people.valmont), terms, newId())).toMatchObject({ ok: false });
    expect(await makeAgreement(product.as(people.quality), terms, newId())).toMatchObject({ ok: true });
    expect((await resultOf('valmont'))?.priors).toEqual([]);
    const shared = { ...terms, sharesPatients: true };
    expect(await makeAgreement(product.as(people.quality), shared, newId())).toMatchObject({ ok: false, refusal: { code: 'agreement-open' } });
    await endAgreement(product.as(people.quality), { agreementId: await openOne(), reason: 'Base commune' }, newId());
    expect(await makeAgreement(product.as(people.quality), shared, newId())).toMatchObject({ ok: true });
    expect((await resultOf('valmont'))?.priors).toHaveLength(1);
  });

  test('it is never changed, and made by nobody who may not', async () => {
    const id = await openOne();
    await expect(product.rows(sql`update entity_agreement set shares_patients = false where id = ${id}`)).rejects.toMatchObject({ cause: { code: '42501' } });
    const insert = (who: keyof typeof people) =>
      product
        .as(people[who])
        .transaction((tx) =>
          tx.execute(
            sql`insert into entity_agreement select (jsonb_populate_record(a, jsonb_build_object('id', ${newId()}::text, 'made_by', ${people[who].userId}::text))).* from entity_agreement a where id = ${id}`,
          ),
        );
    await expect(insert('valmont')).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

test.each([
  ['the same twice', { entityIds: ['a', 'a'] as const }, 'agreement-same-entity'],
  ['without a number', { reference: ' ' }, 'agreement-needs-signatures'],
  ['signed for one only', { signedFor: ['Dr X', ''] as const }, 'agreement-needs-signatures'],
  ['signed tomorrow', { signedOn: '2026-11-22' }, 'agreement-bad-period'],
  ['before it was signed', { fromOn: '2026-11-01' }, 'agreement-bad-period'],
  ['over already', { untilOn: '2026-11-20' }, 'agreement-bad-period'],
  ['as it should be', {}, null],
] as const)('%s', (_, changed, refusal) => {
  const terms = {
    entityIds: ['a', 'b'] as const,
    sharesPatients: true,
    reference: 'C',
    signedFor: ['Dr X', 'Dr Y'] as const,
    signedOn: '2026-11-10',
    fromOn: '2026-11-10',
    untilOn: null,
  };
  expect(checkAgreement({ ...terms, ...changed }, { today: '2026-11-21', hasOpen: false })).toBe(refusal);
});

test.each([
  ['2026-11-09', 'to-come'],
  ['2026-11-10', 'in-force'],
  ['2026-12-31', 'in-force'],
  ['2027-01-01', 'over'],
] as const)('on %s it is %s', (today, state) => {
  expect(agreementState({ fromOn: '2026-11-10', untilOn: '2026-12-31', endedAt: null }, today)).toBe(state);
});
