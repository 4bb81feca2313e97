import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDelays } from '../catalogue/list-delays';
import { setDelay } from '../catalogue/set-delay';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import type { ProfessionalActor } from '../platform/actor';
import { testMessage } from '../simulator/test-message';
import { readCard } from './read-card';

/** Each laboratory's own list (arrêté of 15 December 2016): what the worklist and the card count by. */
let product: TestProduct;
let referent: ProfessionalActor;
let biologist: ProfessionalActor;
const collectedAt = new Date('2026-11-21T03:00:00+01:00');
const after = (minutes: number) => new Date(collectedAt.getTime() + minutes * 60_000);
const valmont = referenceIds.laboratory('valmont');
const order = { laboratoryId: valmont, loincCode: '2823-3', minutes: 30, reason: 'Liste du laboratoire, 2026', seen: 0 };

beforeAll(async () => {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  product = await openTestProduct();
  referent = await product.person('referent');
  biologist = await product.person('biologist');
  for (const [accessionNumber, laboratory, priority] of [
    ['26112100001', 'LBM-VALMONT', 'stat'],
    ['26112100002', 'LBM-HAUTERIVE', 'stat'],
    ['26112100003', 'LBM-VALMONT', 'routine'],
  ] as const)
    await product.receive(testMessage({ accessionNumber, laboratory, priority, collectedAt, results: [{}] }));
});
afterAll(() => product.end());

const deadlines = async () => {
  const rows = await product.access.worker.execute<{ number: string; at: Date | null }>(
    sql`select accession_number as number, deadline_at as at from worklist_entry order by accession_number`,
  );
  return rows.map(({ at }) => (at === null ? null : new Date(at)));
};
const cardDeadline = async () => {
  const card = await readCard(product.as(biologist), { dossierId: await product.dossierId('26112100001') });
  return card.ok ? card.value.deadlineAt : null;
};

test('until a laboratory sets its own, the delay that the catalogue proposes counts; a routine request has none', async () => {
  expect(await deadlines()).toEqual([after(45), after(45), null]);
  expect(await cardDeadline()).toEqual(after(45));
});

test('what a laboratory sets counts at once for what waits there, and nowhere else', async () => {
  expect(await setDelay(product.as(referent), order)).toEqual({ ok: true, value: { version: 1 } });
  expect(await cardDeadline()).toEqual(after(30));
  await product.settle();
  expect(await deadlines()).toEqual([after(30), after(45), null]);
  expect(await setDelay(product.as(biologist), { ...order, minutes: null, seen: 1 })).toEqual({ ok: true, value: { version: 2 } });
  await product.settle();
  expect(await deadlines()).toEqual([null, after(45), null]);
  const events = await product.access.worker.execute(sql`select detail from audit_event where action = 'delays.set' order by sequence`);
  expect(events.map(({ detail }) => detail)).toEqual([
    { loincCode: '2823-3', version: 1, minutes: 30 },
    { loincCode: '2823-3', version: 2, minutes: null },
  ]);
});

test('of two persons who set the same delay, the second is told and nothing of the first is lost', async () => {
  const colleague = await product.person('referent');
  const answers = await Promise.all([referent, colleague].map((who, index) => setDelay(product.as(who), { ...order, minutes: 40 + index, seen: 2 })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'delay-changed' } });
  const list = await listDelays(product.as(referent), { laboratoryId: valmont });
  const potassium = list.ok && list.value.lines.find(({ loincCode }) => loincCode === '2823-3');
  expect(potassium && potassium.versions.map(({ version }) => version)).toEqual([3, 2, 1]);
});

test('nobody sets the delays of a laboratory that is not his, nor without the right, nor of an examination that is not there', async () => {
  const elsewhere = await product.person('referent', ['hauterive']);
  const technician = await product.person('technician');
  const quality = await product.person('quality_manager');
  for (const actor of [elsewhere, technician, quality])
    expect(await setDelay(product.as(actor), { ...order, seen: 3 })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  expect(await setDelay(product.as(referent), { ...order, loincCode: '99999-9' })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await listDelays(product.as(technician), { laboratoryId: valmont })).toMatchObject({ refusal: { code: 'not-found' } });
  expect(await listDelays(product.as(elsewhere), { laboratoryId: valmont })).toMatchObject({ value: { laboratoryId: referenceIds.laboratory('hauterive') } });
});

test('the database refuses the same: another laboratory, another name, and a version that is rewritten', async () => {
  const insert = (actor: ProfessionalActor, laboratoryId: string, madeBy: string) =>
    product.as(actor).transaction((tx) =>
      tx.execute(sql`insert into urgent_delay (laboratory_id, loinc_code, version, minutes, reason, made_by, made_by_name, since)
        values (${laboratoryId}, '2951-2', 1, 30, 'X', ${madeBy}, 'X', now())`),
    );
  await expect(insert(referent, referenceIds.laboratory('hauterive'), referent.userId)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/row-level security|permission denied|append-only/) },
  });
  await expect(insert(referent, valmont, biologist.userId)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/row-level security|permission denied|append-only/) },
  });
  await expect(insert(await product.person('technician'), valmont, referent.userId)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/row-level security|permission denied|append-only/) },
  });
  await expect(product.access.worker.execute(sql`update urgent_delay set minutes = 10`)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/row-level security|permission denied|append-only/) },
  });
  await expect(insert(referent, valmont, referent.userId)).resolves.toBeDefined();
});
