import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readLines } from '../duty/read-lines';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { habilitated, rosterOf } from '../main/testing-duty';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { testMessage } from '../simulator/test-message';
import { readWorklist } from '../validation/read-worklist';
import { answerHandover } from './answer-handover';
import { offerHandover } from './offer-handover';
import { readHandover, readOpenItems } from './read-handover';
import { readState } from './read-state';
import { sweepHandovers } from './sweep-handovers';
import { takeOver } from './take-over';

const TWO = ['valmont', 'hauterive'] as const;
let product: TestProduct;
let anne: ProfessionalActor;
let boris: ProfessionalActor;
let manager: ProfessionalActor;
let roster: ReturnType<typeof rosterOf>;
let written = 0;

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  product = await openTestProduct({ start: '2026-11-28T18:00:00+01:00' });
  anne = await habilitated(product, 'biologist', TWO, { givenName: 'Anne', familyName: 'ARNAUD' });
  boris = await habilitated(product, 'biologist', TWO, { givenName: 'Boris', familyName: 'BLANC' });
  manager = await habilitated(product, 'manager', TWO, { title: '', givenName: 'Maud', familyName: 'MOREL' });
  roster = rosterOf(product);
});
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
  await roster.clear();
  const { worker } = product.access;
  await worker.execute(sql`update handover_site set is_open = false`);
  await worker.execute(sql`update handover set state = 'overtaken', answered_at = offered_at where state = 'open'`);
  await worker.execute(sql`update duty_responsibility set until = greatest(since, ${product.clock.now().toISOString()}::timestamptz) where until is null`);
});
afterAll(() => product.end());

const ids = (keys: readonly ('valmont' | 'hauterive')[]) => keys.map((key) => referenceIds.site(key));
const arrives = (laboratory: 'LBM-VALMONT' | 'LBM-HAUTERIVE' = 'LBM-VALMONT') => {
  written += 1;
  return product.receive(
    testMessage({
      sentAt: product.clock.now(),
      laboratory,
      accessionNumber: `2611280${String(written).padStart(4, '0')}`,
      patient: { identifier: `R${written}` },
    }),
  );
};
const seenBy = async (who: ProfessionalActor, sites: readonly ('valmont' | 'hauterive')[]) => {
  const items = await readOpenItems(product.as(who), { siteIds: ids(sites) });
  assert(items.ok, 'the items are read');
  return items.value;
};
const offer = async (from: ProfessionalActor, to: ProfessionalActor, sites: readonly ('valmont' | 'hauterive')[] = ['valmont'], remarks = {}) =>
  offerHandover(product.as(from), { siteIds: ids(sites), toUserId: to.userId, note: 'Bon courage', remarks, seen: (await seenBy(from, sites)).hash });
const offered = async (...given: Parameters<typeof offer>) => {
  const outcome = await offer(...given);
  assert(outcome.ok, 'the hand-over is offered');
  return outcome.value.handoverId;
};
const view = async (who: ProfessionalActor, handoverId: string) => {
  const outcome = await readHandover(product.as(who), { handoverId });
  assert(outcome.ok, 'the hand-over is read');
  return outcome.value;
};
const responsible = async (site: 'valmont' | 'hauterive' = 'valmont') => {
  const state = await readState(product.as(anne));
  assert(state.ok, 'the state is read');
  return state.value.sites.find(({ id }) => id === referenceIds.site(site))?.responsible?.id ?? null;
};
const nights = async () => {
  await roster.plan(manager, anne, TWO, '2026-11-28T08:00', '2026-11-28T20:00');
  await roster.plan(manager, boris, TWO, '2026-11-28T20:00', '2026-11-29T08:00');
};
const later = async (hours: number, work: () => Promise<void>) => {
  product.clock.pass(hours * 3_600_000);
  try {
    await work();
  } finally {
    product.clock.pass(-hours * 3_600_000);
  }
};

describe('what nobody accepts rings', () => {
  test('an offer after a quarter of an hour, and hours that ended without one; both end with the acceptance', async () => {
    await nights();
    const handoverId = await offered(anne, boris);
    expect(await sweepHandovers(product.ctx)).toEqual({ open: 0, missing: 0 });
    await later(0.3, async () => expect(await sweepHandovers(product.ctx)).toEqual({ open: 1, missing: 0 }));
    await later(2.3, async () => {
      expect(await sweepHandovers(product.ctx)).toEqual({ open: 1, missing: 1 });
      const { hash } = await view(boris, handoverId);
      await answerHandover(product.as(boris), { handoverId, answer: 'accepted', seen: hash });
      expect(await sweepHandovers(product.ctx)).toEqual({ open: 0, missing: 0 });
    });
  });
});

describe('a hand-over', () => {
  test('leaves the sender responsible beyond her hours, until it is accepted by name', async () => {
    await nights();
    await arrives();
    const handoverId = await offered(anne, boris, TWO);
    await later(2.5, async () => {
      expect(await responsible()).toBe(anne.userId);
      // She still works there: whoever answers sees what she answers for.
      expect((await readWorklist(product.as(anne))).entries.length).toBeGreaterThan(0);
      const { hash } = await view(boris, handoverId);
      expect(await answerHandover(product.as(boris), { handoverId, answer: 'accepted', seen: hash })).toMatchObject({ ok: true });
      expect(await responsible()).toBe(boris.userId);
      expect(await responsible('hauterive')).toBe(boris.userId);
      expect((await readWorklist(product.as(anne))).entries).toEqual([]);
      expect(await view(anne, handoverId)).toMatchObject({ state: 'accepted', to: { id: boris.userId } });
    });
  });

  test('is bound to what is open: what came in between is shown before it can be accepted, and nothing is lost', async () => {
    await nights();
    await arrives();
    const handoverId = await offered(anne, boris);
    const before = await view(boris, handoverId);
    expect(before.changes).toBe(0);
    await arrives();
    expect(await answerHandover(product.as(boris), { handoverId, answer: 'accepted', seen: before.hash })).toMatchObject({
      refusal: { code: 'handover-changed' },
    });
    expect(await responsible()).toBe(anne.userId);
    const after = await view(boris, handoverId);
    expect(after.items.filter(({ change }) => change === 'new')).toHaveLength(1);
    expect(await answerHandover(product.as(boris), { handoverId, answer: 'accepted', seen: after.hash })).toMatchObject({ ok: true });
    const kept = await view(anne, handoverId);
    expect(kept.items.map(({ key }) => key).toSorted()).toEqual(after.items.map(({ key }) => key).toSorted());
  });

  test('carries a word on each thing, and none on what is not handed over', async () => {
    await nights();
    await arrives();
    const [item] = (await seenBy(anne, ['valmont'])).items;
    assert(item, 'something is open');
    const handoverId = await offered(anne, boris, ['valmont'], { [item.key]: 'Rappeler le service à 21 h', 'dossier:x': 'de rien' });
    expect((await view(boris, handoverId)).remarks).toEqual({ [item.key]: 'Rappeler le service à 21 h' });
  });

  test('declined with its reason or taken back, leaves the sender responsible', async () => {
    await nights();
    const declined = await offered(anne, boris);
    expect(await answerHandover(product.as(boris), { handoverId: declined, answer: 'declined', reason: '' })).toMatchObject({
      refusal: { code: 'handover-needs-reason' },
    });
    await answerHandover(product.as(boris), { handoverId: declined, answer: 'declined', reason: 'Encore au bloc' });
    expect(await responsible()).toBe(anne.userId);
    const withdrawn = await offered(anne, boris);
    await answerHandover(product.as(anne), { handoverId: withdrawn, answer: 'withdrawn' });
    await later(3, async () => expect(await responsible()).toBe(anne.userId));
    expect(await answerHandover(product.as(boris), { handoverId: withdrawn, answer: 'accepted', seen: 'x'.repeat(64) })).toMatchObject({
      refusal: { code: 'handover-closed' },
    });
  });

  test('is offered by whoever answers for the sites only, once at a time, to a biologist of theirs', async () => {
    await nights();
    expect(await offer(boris, anne)).toMatchObject({ refusal: { code: 'handover-not-responsible' } });
    await offered(anne, boris);
    expect(await offer(anne, boris)).toMatchObject({ refusal: { code: 'handover-open' } });
    const elsewhere = await habilitated(product, 'biologist', ['clairlieu'], { givenName: 'Cléo', familyName: 'CLAIR' });
    expect(await offer(anne, elsewhere, ['hauterive'])).toMatchObject({ refusal: { code: 'not-biologist-there' } });
    const stale = await offerHandover(product.as(anne), { siteIds: ids(['hauterive']), toUserId: boris.userId, note: '', remarks: {}, seen: '0'.repeat(64) });
    expect(stale).toMatchObject({ refusal: { code: 'handover-changed' } });
  });

  test('is accepted by nobody but whom it was offered to, also in the database', async () => {
    await nights();
    const other = await habilitated(product, 'biologist', TWO, { givenName: 'Dora', familyName: 'DUC' });
    const handoverId = await offered(anne, boris);
    const { hash } = await view(other, handoverId);
    expect(await answerHandover(product.as(other), { handoverId, answer: 'accepted', seen: hash })).toMatchObject({ refusal: { code: 'not-found' } });
    await expect(
      product
        .as(other)
        .transaction((tx) =>
          tx.execute(
            sql`update handover set state = 'accepted', answered_at = now(), answered_by_name = 'X', accepted_hash = 'x', accepted_items = '[]' where id = ${handoverId}`,
          ),
        ),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(
      product.as(other).transaction((tx) =>
        tx.execute(sql`insert into duty_responsibility (id, site_id, user_id, since, cause)
          values (gen_random_uuid(), ${referenceIds.site('valmont')}, ${boris.userId}, now(), 'taken')`),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  test('once answered is never written anew', async () => {
    await nights();
    const handoverId = await offered(anne, boris);
    await answerHandover(product.as(anne), { handoverId, answer: 'withdrawn' });
    await expect(product.access.worker.execute(sql`update handover set reason = 'x' where id = ${handoverId}`)).rejects.toMatchObject({
      cause: { code: '42501' },
    });
  });
});

describe('whoever is on duty takes over', () => {
  const take = async (who: ProfessionalActor, reason = '') =>
    takeOver(product.as(who), { siteIds: ids(['valmont']), seen: (await seenBy(who, ['valmont'])).hash, reason });

  test('from a colleague whose hours are over, with everything that is open before her', async () => {
    await nights();
    await arrives();
    const handoverId = await offered(anne, boris, TWO);
    await later(3, async () => {
      expect(await take(boris)).toMatchObject({ ok: true });
      expect(await responsible()).toBe(boris.userId);
      expect(await responsible('hauterive')).toBe(anne.userId);
      expect(await view(anne, handoverId)).toMatchObject({ state: 'overtaken' });
    });
  });

  test('from one who is still there with a reason only, and never without being on duty', async () => {
    await nights();
    await offered(anne, boris);
    expect(await take(boris)).toMatchObject({ refusal: { code: 'handover-not-on-duty' } });
    await roster.plan(manager, boris, ['valmont'], '2026-11-28T17:00', '2026-11-28T20:00');
    expect(await take(boris)).toMatchObject({ refusal: { code: 'handover-needs-reason' } });
    expect(await take(boris, 'Dr Arnaud est souffrante')).toMatchObject({ ok: true });
    expect(await responsible()).toBe(boris.userId);
  });
});

test('who answers is what prescribers and colleagues are told, first', async () => {
  await nights();
  await offered(anne, boris);
  const prescriber = await product.person('prescriber', [], { prescriberId: referenceIds.prescriber('10001234567') });
  await later(3, async () => {
    const lines = await readLines(product.as(prescriber));
    assert(lines.ok, 'the lines are read');
    expect(lines.value.lines.find(({ siteId }) => siteId === referenceIds.site('valmont'))?.people).toMatchObject([
      { name: 'Dr Anne ARNAUD', isResponsible: true, kind: null, until: null },
      { name: 'Dr Boris BLANC', isResponsible: false, kind: 'astreinte' },
    ]);
  });
});
