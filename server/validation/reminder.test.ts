import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { readCard } from './read-card';
import { sweepValidation } from './sweep';

let product: TestValidation;
let biologist: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  biologist = await product.person('biologist');
});
afterAll(() => product.end());

const inMinutes = (minutes: number): Date => new Date(product.clock.now().getTime() + minutes * 60_000);
const hold = (dossierId: string, remindAt: Date | null, more = {}) =>
  product.decide(biologist, dossierId, { kind: 'hold', holdReason: 'Contrôle', remindAt, ...more });
const freshDossier = () => product.send(product.freshNumber());
const alarms = () => product.rows(sql`select subject from link_alarm where kind = 'hold-forgotten' and closed_at is null`);

describe('a hold with a reminder', () => {
  test('stays away until its time, then comes back to the top, and can be put on hold once more', async () => {
    const dossierId = await freshDossier();
    await hold(dossierId, inMinutes(15));
    await product.wait(14 * 60);
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'held', reminded_at: null });
    await product.wait(61);
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'awaiting', rank: 0 });
    expect((await product.worklist(dossierId))?.['reminded_at']).not.toBeNull();
    expect(await product.standings(dossierId)).toEqual(['held']);
    expect(await hold(dossierId, null)).toMatchObject({ ok: true });
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'held', reminded_at: null });
  });

  test('never comes back once it was decided on', async () => {
    const dossierId = await freshDossier();
    await hold(dossierId, inMinutes(15));
    expect(await product.decide(biologist, dossierId)).toMatchObject({ ok: true });
    await product.wait(20 * 60);
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'validated', reminded_at: null });
  });

  test.each([-1, 0, 8 * 24 * 60])('is refused %i minutes ahead', async (minutes) => {
    expect(await hold(await freshDossier(), inMinutes(minutes))).toMatchObject({ ok: false, refusal: { code: 'reminder-not-ahead' } });
  });

  test('is refused of anything but a hold', async () => {
    const dossierId = await freshDossier();
    expect(await product.decide(biologist, dossierId, { remindAt: inMinutes(5) })).toMatchObject({ ok: false, refusal: { code: 'reminder-not-ahead' } });
  });

  test('that was lost is brought back by the sweeper; nobody who looks rings, somebody who looks does not', async () => {
    const dossierId = await freshDossier();
    await hold(dossierId, inMinutes(15));
    const owner = postgres(product.access.database.ownerUrl, { max: 1 });
    await owner`delete from fact_task where dossier_id = ${dossierId} and name = 'hold.reminded'`;
    await owner.end();
    await product.wait(16 * 60);
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'held' });
    await sweepValidation(product.ctx);
    await product.settle();
    expect(await product.worklist(dossierId)).toMatchObject({ standing: 'awaiting' });
    await product.wait(31 * 60);
    await sweepValidation(product.ctx);
    expect(await alarms()).toHaveLength(1);
    await readCard(product.as(biologist), { dossierId });
    product.clock.pass(60_000);
    await sweepValidation(product.ctx);
    expect(await alarms()).toEqual([]);
  });

  test('is said on the card', async () => {
    const dossierId = await freshDossier();
    await hold(dossierId, inMinutes(1));
    await product.wait(61);
    const card = await readCard(product.as(biologist), { dossierId });
    expect(card).toMatchObject({ ok: true, value: { decisions: [{ isReminded: true, remindAt: expect.any(Date) }] } });
  });
});
