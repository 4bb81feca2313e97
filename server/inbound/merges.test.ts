import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { WIRING } from '../main/wiring';
import { listMerges } from '../patient/list-merges';
import { readLinkedPatientIds, readPatient } from '../patient/read-patient';
import { unmerge as unmergeByHand } from '../patient/unmerge';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { type TestMovement, testMovement } from './testing-movement';

/** What merges, unmerges and transfers do to who sees what, on the real database. */
let product: TestProduct;
let biologist: ProfessionalActor;
beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct({ wiring: WIRING.filter(({ handler }) => handler !== 'outbound.send') });
  biologist = await product.person('biologist');
});
afterAll(() => product.end());

let given = 0;
const fresh = (): string => `M${String((given += 1)).padStart(6, '0')}`;
const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
  [...(await product.access.worker.execute(statement))] as T[];
const now = () => {
  product.clock.pass(60_000);
  return product.clock.now();
};
const tell = (event: TestMovement['event'], identifier: string, more: Partial<TestMovement> = {}) =>
  product.receive(testMovement({ event, identifier, at: now(), ...more }));
const mrg = (...numbers: string[]) => ({ more: [`MRG|${numbers.map((number) => `${number}^^^CH-VALMONT&880000123&FINEJ^PI`).join('~')}`] });
const pid = (number: string, reliability = 'VALI') => ({
  more: [`PID|2||${number}^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^^^^^L||19790328|F||||||||||||||||||||||||${reliability}`],
});
const merge = (survivor: string, ...merged: string[]) => tell('A40', survivor, mrg(...merged));
const unmerge = (one: string, other: string) => tell('A37', one, pid(other));

async function result(identifier: string, more: Partial<Parameters<typeof testMessage>[0]> = {}): Promise<string> {
  const accessionNumber = `D${fresh()}`;
  await product.receive(testMessage({ accessionNumber, sentAt: now(), ...more, patient: { identifier, ins: null, ...more.patient } }));
  return product.dossierId(accessionNumber);
}
const shownOf = async (dossierId: string) =>
  (
    await rows<{ shown: string }>(
      sql`select s.identifier as shown from dossier d join patient p on p.id = d.patient_id join patient s on s.id = coalesce(p.merged_into, p.id) where d.id = ${dossierId}`,
    )
  )[0]?.shown;
const repairsOf = (number: string) => rows<{ subject: string }>(sql`select subject from repair_item where kind = 'merge' and subject like ${`${number} →%`}`);
const as = <T>(settings: Record<string, string>, statement: ReturnType<typeof sql>): Promise<T[]> =>
  product.access.web.transaction(async (tx) => {
    for (const [name, value] of Object.entries({ actor_kind: 'professional', ...settings }))
      await tx.execute(sql`select set_config(${`relais.${name}`}, ${value}, true)`);
    return [...(await tx.execute(statement))] as T[];
  });

describe('a merge', () => {
  test('is read through the survivor, later messages of either number too, and is undone exactly', async () => {
    const [kept, old] = [fresh(), fresh()];
    const [first, second] = [await result(kept), await result(old)];
    const persons = () => rows(sql`select to_jsonb(p) - 'updated_at' as person from patient p where identifier in (${kept}, ${old}) order by identifier`);
    const before = await persons();
    expect(await merge(kept, old)).toContain('|AA|');
    expect([await shownOf(first), await shownOf(second), await shownOf(await result(old))]).toEqual([kept, kept, kept]);
    const person = await product.ctx.transaction(async (tx) => {
      const [row] = await rows<{ id: string }>(sql`select id from patient where identifier = ${old}`);
      const patient = await readPatient(tx, row?.id ?? '');
      return { identifier: patient?.identifier, linked: patient ? (await readLinkedPatientIds(tx, patient)).length : 0 };
    });
    expect(person).toEqual({ identifier: kept, linked: 2 });
    await unmerge(kept, old);
    expect([await shownOf(first), await shownOf(second)]).toEqual([kept, old]);
    expect(await persons()).toEqual(before);
    expect(await rows(sql`select action from audit_event where action in ('patient.merge', 'patient.unmerge') order by sequence desc limit 2`)).toEqual([
      { action: 'patient.unmerge' },
      { action: 'patient.merge' },
    ]);
  });

  test('takes several numbers at once, and one that nobody knew', async () => {
    const [kept, one, unknown] = [fresh(), fresh(), fresh()];
    const dossier = await result(one);
    await merge(kept, one, unknown);
    expect([await shownOf(dossier), await shownOf(await result(unknown))]).toEqual([kept, kept]);
  });

  test('a dossier told again under the survivor stays under its own number, so that undoing finds it', async () => {
    const [kept, old] = [fresh(), fresh()];
    const dossier = await result(old);
    await result(kept);
    await merge(kept, old);
    const [row] = await rows<{ n: string }>(sql`select accession_number as n from dossier where id = ${dossier}`);
    await product.receive(testMessage({ accessionNumber: row?.n ?? '', sentAt: now(), patient: { identifier: kept, ins: null }, results: [{ value: '9.1' }] }));
    expect(await rows(sql`select revision from dossier where id = ${dossier}`)).toEqual([{ revision: 2 }]);
    await unmerge(kept, old);
    expect(await shownOf(dossier)).toBe(old);
  });

  test('amends what a biologist had decided, and closes by itself when it is undone', async () => {
    const [kept, old] = [fresh(), fresh()];
    const dossier = await result(old);
    await product.validate(biologist, dossier);
    await merge(kept, old);
    await unmerge(kept, old);
    expect(
      await rows(
        sql`select before ->> 'identifier' as before, after ->> 'identifier' as after, outcome from identity_amendment where dossier_id = ${dossier} order by made_at, id`,
      ),
    ).toEqual([{ before: old, after: kept, outcome: 'returned' }]);
  });

  test.each<[string, (kept: string, old: string) => Promise<unknown>, string]>([
    ['the same number twice', (kept) => merge(kept, kept), 'même numéro'],
    ['another birth date', async (kept, old) => [await result(old, { patient: { birthDate: '1979-03-29' } }), await merge(kept, old)], 'dates de naissance'],
    ['another sex', async (kept, old) => [await result(old, { patient: { sex: 'M' } }), await merge(kept, old)], 'sexes'],
    ['a survivor that was merged', async (kept, old) => [await merge(fresh(), kept), await merge(kept, old)], 'a lui-même été fusionné'],
    ['a circle', async (kept, old) => [await merge(old, kept), await merge(kept, old)], 'boucle'],
    ['a number merged with another', async (kept, old) => [await merge(fresh(), old), await merge(kept, old)], 'déjà fusionné'],
    [
      'an older message after its undoing',
      async (kept, old) => {
        const at = now();
        await merge(kept, old);
        await unmerge(kept, old);
        await product.receive(testMovement({ event: 'A40', identifier: kept, at, ...mrg(old) }));
      },
      'défusionné',
    ],
    ['a survivor whose identity is not sure', (kept, old) => tell('A40', kept, { ...mrg(old), reliability: 'PROV' }), 'non garantie'],
  ])('%s is not applied and goes to repair', async (_what, act, words) => {
    const [kept, old] = [fresh(), fresh()];
    await act(kept, old);
    const found = [...(await repairsOf(old)), ...(await repairsOf(kept))];
    expect(found).toHaveLength(1);
    expect(found[0]?.subject).toContain(words);
  });

  test('without an old number is answered AE with what to do', async () => {
    expect(await tell('A40', fresh())).toMatch(/\|AE\|.*MRG-1/s);
  });
});

test('a référent of the patient undoes a merge that was sent wrongly, once, with a reason; nobody else does, nor by SQL', async () => {
  const [kept, old] = [fresh(), fresh()];
  const [own, dossier] = [await result(kept), await result(old)];
  await product.validate(biologist, dossier);
  await merge(kept, old);
  const [row] = await rows<{ id: string; patient: string }>(
    sql`select m.id, m.survivor_id as patient from patient_merge m join patient p on p.id = m.merged_id where p.identifier = ${old}`,
  );
  const input = { mergeId: row?.id ?? '', reason: 'Fusion envoyée par erreur' };
  const elsewhere = product.as(await product.person('referent', ['hauterive']));
  expect(await unmergeByHand(elsewhere, input)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  expect(await listMerges(elsewhere, { patientId: row?.patient ?? '' })).toMatchObject({ value: { merges: [] } });
  expect(await unmergeByHand(product.as(biologist), input)).toMatchObject({ ok: false });
  const sites = { site_ids: referenceIds.site('valmont') };
  for (const settings of [
    { ...sites, roles: 'biologist' },
    { ...sites, roles: 'referent', site_ids: referenceIds.site('hauterive') },
    { roles: 'administrator' },
  ]) {
    await expect(as(settings, sql`select * from undo_merge(${input.mergeId}::uuid, 'par SQL')`)).rejects.toMatchObject({ cause: { code: '42501' } });
  }
  await expect(as({ ...sites, roles: 'referent' }, sql`update patient set merged_into = null`)).rejects.toMatchObject({ cause: { code: '42501' } });
  await expect(as({ ...sites, roles: 'referent' }, sql`update patient_merge set undone_at = now()`)).rejects.toMatchObject({ cause: { code: '42501' } });
  expect(await shownOf(dossier)).toBe(kept);

  const referent = product.as(await product.person('referent'));
  expect(await unmergeByHand(referent, input)).toMatchObject({ ok: true });
  await product.settle();
  expect([await shownOf(own), await shownOf(dossier)]).toEqual([kept, old]);
  expect(
    await rows(sql`select after ->> 'identifier' as after, outcome from identity_amendment where dossier_id = ${dossier} order by made_at desc, id desc`),
  ).toEqual([{ after: kept, outcome: 'returned' }]);
  expect(await unmergeByHand(referent, input)).toMatchObject({ ok: false, refusal: { code: 'merge-undone' } });
  expect(await listMerges(referent, { patientId: row?.patient ?? '' })).toMatchObject({
    value: { merges: [{ kind: 'merge', survivorIdentifier: kept, mergedIdentifier: old, undoneReason: input.reason }] },
  });
});

test('a link brings earlier results together and merges nothing; it is undone', async () => {
  const [one, other] = [fresh(), fresh()];
  const dossier = await result(other);
  const linked = async () => {
    const [row] = await rows<{ id: string }>(sql`select id from patient where identifier = ${one}`);
    return product.ctx.transaction(async (tx) => {
      const patient = await readPatient(tx, row?.id ?? '');
      return patient ? (await readLinkedPatientIds(tx, patient)).length : 0;
    });
  };
  await tell('A24', one, pid(other));
  expect([await linked(), await shownOf(dossier)]).toEqual([2, other]);
  await unmerge(one, other);
  expect(await linked()).toBe(1);
});

test('whoever reads follows merges, unmerges and transfers, whatever their order', async () => {
  const wards = ['URG', 'REA'] as const;
  const visible = async (reports: string[], settings: Record<string, string>) =>
    (
      await as<{ id: string }>(
        settings,
        sql`select id from report where id in (${sql.join(
          reports.map((id) => sql`${id}`),
          sql`, `,
        )})`,
      )
    )
      .map(({ id }) => id)
      .toSorted();
  const act = fc.oneof(
    fc.record({ kind: fc.constant('move' as const), who: fc.nat(2), ward: fc.constantFrom(...wards, null) }),
    fc.record({ kind: fc.constant('merge' as const), who: fc.nat(2), other: fc.nat(2) }),
    fc.record({ kind: fc.constant('unmerge' as const), who: fc.nat(2), other: fc.nat(2) }),
  );
  const numbers: string[] = [];
  const reports: string[] = [];
  const patientIds: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const number = fresh();
    const dossierId = await result(number, { encounter: { ward: 'CHIR2', patientClass: 'O' } });
    await product.validate(biologist, dossierId);
    const [row] = await rows<{ id: string; patient: string }>(sql`select id, patient_id as patient from report where dossier_id = ${dossierId}`);
    numbers.push(number);
    reports.push(row?.id ?? '');
    patientIds.push(row?.patient ?? '');
  }
  const places: ({ ward: string | null; at: number } | null)[] = [null, null, null];
  const into: (number | null)[] = [null, null, null];
  const root = (index: number): number => (into[index] === null || into[index] === undefined ? index : root(into[index]));
  let clock = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 5 }), async (acts) => {
      for (const step of acts) {
        clock += 1;
        const number = (index: number) => numbers[index] ?? '';
        if (step.kind === 'move') {
          await tell(step.ward === null ? 'A03' : 'A02', number(step.who), { ward: step.ward ?? '' });
          places[step.who] = { ward: step.ward, at: clock };
        } else if (step.who === step.other) continue;
        else if (step.kind === 'merge') {
          await merge(number(step.who), number(step.other));
          if (root(step.who) === step.who && root(step.other) === step.other) into[step.other] = step.who;
        } else {
          await unmerge(number(step.who), number(step.other));
          for (const [one, other] of [
            [step.who, step.other],
            [step.other, step.who],
          ] as const)
            if (into[one] === other) into[one] = null;
        }
      }
      for (const ward of wards) {
        const expected = reports.filter((_, index) => {
          const own = places.flatMap((place, other) => (place && root(other) === root(index) ? [place] : []));
          return own.toSorted((a, b) => b.at - a.at)[0]?.ward === ward;
        });
        expect(await visible(reports, { roles: 'ward_staff', ward_ids: referenceIds.ward('valmont', ward) })).toEqual(expected.toSorted());
      }
      for (const [index, patientId] of patientIds.entries()) {
        const expected = reports.filter((_, other) => root(other) === root(index)).toSorted();
        expect(await visible(reports, { actor_kind: 'patient', patient_id: patientId })).toEqual(expected);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('a merge that comes after its own undoing merges nobody and waits for a person', async () => {
  const [one, other] = [fresh(), fresh()];
  const [first, second] = [await result(one), await result(other)];
  const at = now();
  await unmerge(one, other);
  await product.receive(testMovement({ event: 'A40', identifier: one, at, ...mrg(other) }));
  expect([await shownOf(first), await shownOf(second)]).toEqual([one, other]);
  expect(await repairsOf(other)).toHaveLength(1);
});

test('two numbers that were taken apart before Relais knew them, or under an identity that is not sure, are not merged by an older message', async () => {
  const [one, other] = [fresh(), fresh()];
  const at = now();
  await tell('A37', one, { ...pid(other, 'PROV'), reliability: 'PROV' });
  expect(await rows(sql`select id from patient where identifier in (${one}, ${other})`)).toEqual([]);
  await product.receive(testMovement({ event: 'A40', identifier: one, at, ...mrg(other) }));
  const [first, second] = [await result(one), await result(other)];
  expect([await shownOf(first), await shownOf(second)]).toEqual([one, other]);
  expect((await repairsOf(other)).map(({ subject }) => subject)).toEqual([expect.stringContaining('défusionné')]);
  await merge(one, other);
  expect(await shownOf(second)).toBe(one);
});

test('an undoing under an identity that is not sure takes the numbers apart all the same', async () => {
  const [kept, old] = [fresh(), fresh()];
  const dossier = await result(old);
  await merge(kept, old);
  await tell('A37', kept, { ...pid(old, 'PROV'), reliability: 'PROV' });
  expect(await shownOf(dossier)).toBe(old);
});

test('a link that comes after its own undoing links nobody', async () => {
  const [one, other] = [fresh(), fresh()];
  const [first] = [await result(one), await result(other)];
  const at = now();
  await unmerge(one, other);
  await product.receive(testMovement({ event: 'A24', identifier: one, at, ...pid(other) }));
  expect(await rows(sql`select m.id from patient_merge m join patient p on p.id in (m.survivor_id, m.merged_id) where p.identifier = ${one}`)).toEqual([]);
  expect([await shownOf(first), (await repairsOf(other)).length]).toEqual([one, 1]);
});

const permutations = <T>(list: readonly T[]): T[][] =>
  list.length < 2 ? [[...list]] : list.flatMap((one, index) => permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]));

test.each([
  [['A40', 'A37'], false],
  [['A40', 'A37', 'A40'], true],
  [['A37', 'A40'], true],
  [['A37', 'A40', 'A37'], false],
  [['A40', 'A40', 'A37', 'A40'], true],
] as const)(
  '%j: whether two numbers are one person is as was told last (MSH-7), whatever the order of arrival',
  async (events, isOne) => {
    const hour = now();
    for (const order of permutations([...events.entries()])) {
      const [kept, old] = [fresh(), fresh()];
      const dossier = await result(old, { sentAt: hour });
      for (const [index, event] of order) {
        const at = new Date(hour.getTime() + (index + 1) * 1000);
        await product.receive(testMovement({ event, identifier: kept, at, ...(event === 'A40' ? mrg(old) : pid(old)) }));
      }
      expect([order.map(([index]) => index), await shownOf(dossier)]).toEqual([order.map(([index]) => index), isOne ? kept : old]);
    }
  },
  60_000,
);
