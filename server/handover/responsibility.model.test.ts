import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { linkAlarm } from '../../db/schema/platform';
import { sweepDuty } from '../duty/sweep-duty';
import { referenceIds } from '../main/seed/reference';
import { openTestProduct, type TestProduct } from '../main/testing';
import { habilitated, rosterOf } from '../main/testing-duty';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import { dayAfter, dayOf, instantOfParis } from '../platform/paris-days';
import { answerHandover } from './answer-handover';
import { offerHandover } from './offer-handover';
import { readOpenItems } from './read-handover';
import { readState } from './read-state';
import { sweepHandovers } from './sweep-handovers';
import { takeOver } from './take-over';

const SITE = referenceIds.site('valmont');
const HOUR_MS = 3_600_000;
const QUARTER_MS = 15 * 60_000;
/** Slots of six hours: who is on duty in each, if anybody. */
const SLOTS = 6;

let product: TestProduct;
let people: ProfessionalActor[];
let manager: ProfessionalActor;

const stub = () => void vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests that is long enough');
beforeAll(async () => {
  stub();
  product = await openTestProduct({ start: '2026-12-01T00:00:00+01:00' });
  people = [];
  for (const givenName of ['Anne', 'Boris', 'Cléo']) people.push(await habilitated(product, 'biologist', ['valmont'], { givenName, familyName: 'MODEL' }));
  manager = await habilitated(product, 'manager', ['valmont'], { title: '', givenName: 'Maud', familyName: 'MOREL' });
});
beforeEach(stub);
afterAll(() => product.end());

type Act =
  | { kind: 'pass'; hours: number }
  | { kind: 'offer'; by: number; to: number }
  | { kind: 'accept' | 'decline' | 'withdraw'; by: number }
  | { kind: 'take'; by: number };

const person = fc.nat(2);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('offer' as const), by: person, to: person }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'decline' as const, 'withdraw' as const), by: person }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('take' as const), by: person }) },
);

/** What ought to be, without a database: one holder, moved by an acceptance or a taking over and by nothing else. */
class Model {
  holder: number | null = null;
  offer: { id: string; from: number; to: number; at: number } | null = null;
  constructor(
    readonly roster: readonly (number | null)[],
    readonly start: number,
    public now: number,
  ) {}
  onDuty(): number | null {
    return this.roster[Math.floor((this.now - this.start) / (6 * HOUR_MS))] ?? null;
  }
  responsible(): number | null {
    return this.holder ?? this.onDuty();
  }
}

async function perform(model: Model, given: Act): Promise<void> {
  const seen = async (who: ProfessionalActor) => {
    const items = await readOpenItems(product.as(who), { siteIds: [SITE] });
    assert(items.ok, 'what is open is read');
    return items.value.hash;
  };
  const actorOf = (index: number) => people[index] as ProfessionalActor;
  switch (given.kind) {
    case 'pass':
      product.clock.pass(given.hours * HOUR_MS);
      model.now += given.hours * HOUR_MS;
      return;
    case 'offer': {
      const by = actorOf(given.by);
      const done = await offerHandover(product.as(by), { siteIds: [SITE], toUserId: actorOf(given.to).userId, note: '', remarks: {}, seen: await seen(by) });
      assert(done.ok === (given.by !== given.to && model.responsible() === given.by && model.offer === null), 'an offer is taken when the model takes it');
      if (!done.ok) return;
      model.holder = given.by;
      model.offer = { id: done.value.handoverId, from: given.by, to: given.to, at: model.now };
      return;
    }
    case 'accept':
    case 'decline':
    case 'withdraw': {
      const { offer } = model;
      if (!offer) return;
      const by = actorOf(given.by);
      const handoverId = offer.id;
      const done =
        given.kind === 'accept'
          ? await answerHandover(product.as(by), { handoverId, answer: 'accepted', seen: await seen(by) })
          : given.kind === 'decline'
            ? await answerHandover(product.as(by), { handoverId, answer: 'declined', reason: 'Non' })
            : await answerHandover(product.as(by), { handoverId, answer: 'withdrawn' });
      assert(done.ok === (given.by === (given.kind === 'withdraw' ? offer.from : offer.to)), 'an answer is taken when the model takes it');
      if (!done.ok) return;
      model.offer = null;
      if (given.kind === 'accept') model.holder = offer.to;
      return;
    }
    case 'take': {
      const by = actorOf(given.by);
      const done = await takeOver(product.as(by), { siteIds: [SITE], seen: await seen(by), reason: 'Injoignable' });
      const responsible = model.responsible();
      assert(done.ok === (model.onDuty() === given.by && responsible !== null && responsible !== given.by), 'a taking over is taken when the model takes it');
      if (!done.ok) return;
      model.holder = given.by;
      model.offer = null;
    }
  }
}

/** At every instant one person answers, the very one of the model, or the roster rings; what is late rings too. */
async function compare(model: Model): Promise<void> {
  const state = await readState(product.as(people[0] as ProfessionalActor));
  assert(state.ok, 'the state is read');
  const found = state.value.sites.find(({ id }) => id === SITE)?.responsible?.id ?? null;
  const expected = model.responsible();
  expect(found).toBe(expected === null ? null : (people[expected]?.userId ?? ''));
  await sweepDuty(product.ctx);
  await sweepHandovers(product.ctx);
  const rings = (await product.access.worker.select().from(linkAlarm)).filter(({ closedAt }) => closedAt === null);
  const rung = (kind: string, subject: string) => rings.some((ring) => ring.kind === kind && ring.subject === subject);
  expect(expected !== null || rung('duty-gap', SITE)).toBe(true);
  const { offer } = model;
  expect(offer === null || rung('handover-open', offer.id) === model.now - offer.at >= QUARTER_MS).toBe(true);
  const isBeyond = model.holder !== null && model.onDuty() !== model.holder;
  expect(!isBeyond && rung('handover-missing', SITE)).toBe(false);
}

test('whatever is offered, accepted, declined, taken back or taken over, and however late, exactly one answers or it rings', async () => {
  let week = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(person, { freq: 5 }), { minLength: SLOTS, maxLength: SLOTS }),
      fc.array(act, { minLength: 4, maxLength: 14 }),
      async (roster, acts) => {
        week += 1;
        const day = dayAfter('2026-12-01', week * 14);
        const start = instantOfParis(`${day}T00:00`).at.getTime();
        product.clock.pass(start - product.clock.now().getTime());
        await rosterOf(product).clear();
        const { worker } = product.access;
        await worker.execute(sql`update handover_site set is_open = false`);
        await worker.execute(sql`update handover set state = 'overtaken', answered_at = offered_at where state = 'open'`);
        await worker.execute(
          sql`update duty_responsibility set until = greatest(since, ${product.clock.now().toISOString()}::timestamptz) where until is null`,
        );
        for (const [slot, who] of roster.entries()) {
          if (who === null) continue;
          const at = (hours: number) => `${dayAfter(day, Math.floor(hours / 24))}T${String(hours % 24).padStart(2, '0')}:00`;
          const planned = await rosterOf(product).plan(manager, people[who] as ProfessionalActor, ['valmont'], at(slot * 6), at(slot * 6 + 6));
          assert(planned.ok, 'the slot is planned');
        }
        const model = new Model(roster, start, start);
        await compare(model);
        for (const given of acts) {
          await perform(model, given);
          await compare(model);
        }
        expect(dayOf(product.clock.now()) >= day).toBe(true);
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);
