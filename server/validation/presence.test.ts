import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referenceIds } from '../main/seed/reference';
import { openTestValidation, type TestValidation } from '../main/testing-validation';
import type { ProfessionalActor } from '../platform/actor';
import { newId } from '../platform/ids';
import { bePresent } from './be-present';
import { dropView } from './drop-view';
import { keepView } from './keep-view';
import { leaveDossier } from './leave-dossier';
import { orderViews } from './order-views';
import { GONE_AFTER_MS, holderOf, type Presence } from './presence-rules';
import { readPresences } from './read-presences';
import { readViews } from './read-views';
import { sweepValidation } from './sweep';
import { NO_FILTERS } from './worklist-filters';

let product: TestValidation;
let helene: ProfessionalActor;
let karim: ProfessionalActor;
let elsewhere: ProfessionalActor;
beforeAll(async () => {
  product = await openTestValidation();
  helene = await product.person('biologist');
  karim = await product.person('biologist');
  elsewhere = await product.person('biologist', ['hauterive']);
  const [from, to] = [new Date(product.clock.now().getTime() - 3_600_000).toISOString(), new Date(product.clock.now().getTime() + 36_000_000).toISOString()];
  for (const { userId } of [helene, karim])
    await product.rows(sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
      values (${newId()}, ${userId}, ${referenceIds.site('valmont')}, ${from}, ${to}, 'astreinte', ${from})`);
});
afterAll(() => product.end());

const beat = async (who: ProfessionalActor, dossierId: string, takes = false) => {
  const outcome = await bePresent(product.as(who), { dossierId, takes });
  return outcome.ok ? outcome.value.holder : outcome.refusal.code;
};
const seenBy = async (who: ProfessionalActor, dossierId: string) => (await readPresences(product.as(who))).find((one) => one.dossierId === dossierId)?.name;

describe('who has a dossier open', () => {
  test('is said to the colleague on list and card, and to nobody about himself', async () => {
    const dossierId = await product.send(product.freshNumber());
    expect(await beat(helene, dossierId)).toBeNull();
    expect(await beat(karim, dossierId)).toMatchObject({ name: helene.name, hasTaken: false });
    expect(await seenBy(karim, dossierId)).toBe(helene.name);
    expect(await seenBy(helene, dossierId)).toBe(karim.name);
  });

  test('expires by itself when a tablet dies, and at once when the dossier is left', async () => {
    const dossierId = await product.send(product.freshNumber());
    await beat(helene, dossierId);
    product.clock.pass(GONE_AFTER_MS);
    expect(await beat(karim, dossierId)).toBeNull();
    expect(await seenBy(karim, dossierId)).toBeUndefined();
    expect(await beat(helene, dossierId)).toMatchObject({ name: karim.name });
    expect(await leaveDossier(product.as(karim), { dossierId })).toEqual({ left: true });
    expect(await leaveDossier(product.as(karim), { dossierId })).toEqual({ left: false });
    expect(await beat(helene, dossierId)).toBeNull();
  });

  test('of a tablet that died nothing is kept: the sweeper clears it', async () => {
    const dossierId = await product.send(product.freshNumber());
    const kept = () => product.rows(sql`select 1 from dossier_presence where dossier_id = ${dossierId}`);
    await beat(helene, dossierId);
    await sweepValidation(product.ctx);
    expect(await kept()).toHaveLength(1);
    product.clock.pass(GONE_AFTER_MS + 1);
    await sweepValidation(product.ctx);
    expect(await kept()).toHaveLength(0);
  });

  test('the hand can be taken, is traced, and closes no signature', async () => {
    const dossierId = await product.send(product.freshNumber());
    await beat(helene, dossierId);
    product.clock.pass(1_000);
    await beat(karim, dossierId);
    product.clock.pass(1_000);
    expect(await beat(karim, dossierId, true)).toBeNull();
    expect(await beat(helene, dossierId)).toMatchObject({ name: karim.name, hasTaken: true });
    expect(await product.rows(sql`select 1 from audit_event where action = 'presence.take' and dossier_id = ${dossierId}`)).toHaveLength(1);
    expect(await product.decide(helene, dossierId)).toMatchObject({ ok: true });
  });

  test('one screen has one dossier open', async () => {
    const [first, second] = [await product.send(product.freshNumber()), await product.send(product.freshNumber())];
    await beat(helene, first);
    await beat(helene, second);
    expect([await seenBy(karim, first), await seenBy(karim, second)]).toEqual([undefined, helene.name]);
  });

  test('a dossier of other sites is not there', async () => {
    const dossierId = await product.send(product.freshNumber());
    expect(await beat(elsewhere, dossierId)).toBe('not-found');
  });

  test('whoever took the hand last and is there has it; nobody who is away', () => {
    const at = (ms: number) => new Date(1_000_000 + ms);
    const presence = fc.record({ userId: fc.uuid(), seen: fc.nat(90_000), opened: fc.nat(90_000), hand: fc.option(fc.nat(90_000), { nil: null }) });
    fc.assert(
      fc.property(fc.array(presence, { maxLength: 5 }), (given) => {
        const all: Presence[] = given.map(({ userId, seen, opened, hand }) => ({
          userId,
          userName: userId,
          openedAt: at(opened),
          seenAt: at(seen),
          handAt: hand === null ? null : at(hand),
        }));
        const now = at(90_000);
        const there = all.filter(({ seenAt }) => now.getTime() - seenAt.getTime() < GONE_AFTER_MS);
        const holder = holderOf(all, now);
        expect(holder === null).toBe(there.length === 0);
        const hands = there.flatMap(({ handAt }) => handAt?.getTime() ?? []);
        expect(holder?.handAt?.getTime() ?? 0, 'the last who took the hand').toBe(Math.max(0, ...hands));
      }),
    );
  });
});

describe('saved views', () => {
  const keep = (who: ProfessionalActor, name: string, changes = {}) =>
    keepView(product.as(who), { viewId: null, name, filters: { ...NO_FILTERS, search: 'urgences' }, isDefault: false, ...changes });
  const names = async (who: ProfessionalActor) => (await readViews(product.as(who))).map((view) => `${view.name}${view.isDefault ? '*' : ''}`);

  test('are each person’s own, in her order, with one at most that comes up by itself', async () => {
    expect(await keep(helene, 'Nuit', { isDefault: true })).toMatchObject({ ok: true });
    expect(await keep(helene, 'Urgences', { isDefault: true })).toMatchObject({ ok: true });
    expect(await keep(helene, 'Nuit')).toMatchObject({ ok: false, refusal: { code: 'view-name-taken' } });
    expect(await names(helene)).toEqual(['Nuit', 'Urgences*']);
    expect(await names(karim)).toEqual([]);
    const [first, second] = await readViews(product.as(helene));
    await orderViews(product.as(helene), { viewIds: [second?.id ?? '', first?.id ?? ''] });
    expect(await names(helene)).toEqual(['Urgences*', 'Nuit']);
    expect(await dropView(product.as(karim), { viewId: first?.id ?? '' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await keep(karim, 'Nuit', { viewId: first?.id })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
    expect(await dropView(product.as(helene), { viewId: first?.id ?? '' })).toMatchObject({ ok: true });
    expect(await names(helene)).toEqual(['Urgences*']);
  });

  test('are twenty at most', async () => {
    for (let number = 0; number < 20; number += 1) await keep(karim, `Vue ${number}`);
    expect(await keep(karim, 'Une de trop')).toMatchObject({ ok: false, refusal: { code: 'too-many-views' } });
  });

  test('whoever may not read the list keeps none', async () => {
    expect(await keep(await product.person('technician'), 'X')).toMatchObject({ ok: false });
  });
});
