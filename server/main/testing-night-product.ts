import { sql } from 'drizzle-orm';
import { sweepAutoverification } from '../autoverification/sweep';
import { switchOff, switchOn } from '../autoverification/throw-switch';
import { EVERYTHING, type SwitchScope } from '../autoverification/types';
import { approveRuleSet } from '../expertise/approve-set';
import { readRules } from '../expertise/read-rule-sets';
import { readSitesBeingHandedOver } from '../handover/read-open-sites';
import { receiveFrame } from '../inbound/receive-frame';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { Wiring } from '../platform/handlers';
import { newId } from '../platform/ids';
import { type TestMessage, testMessage } from '../simulator/test-message';
import { sweepValidation } from '../validation/sweep';
import { referenceIds } from './seed/reference';
import { seedProof } from './seed/seed-proof';
import { acceptAsShown, openTestAutoverification } from './testing-autoverification';
import type { AutomaticRow } from './testing-night';

export const NIGHT_SITES = ['valmont', 'hauterive'] as const;
export type NightSite = (typeof NIGHT_SITES)[number];
const SENDERS = { valmont: 'LBM-VALMONT', hauterive: 'LBM-HAUTERIVE' } as const;
const DECIDING = ['autoverification.decide', 'validation.settle', 'autoverification.draw'];

export type NightProduct = Awaited<ReturnType<typeof openNightProduct>>;

/** Two laboratories with rules, a worker that can die in the middle of what it does, and a queue that can forget. */
export async function openNightProduct() {
  const death: { of: 'nothing' | 'deciding' | 'everything' } = { of: 'nothing' };
  /** Dies once everything was done and before it is kept: the most that a crash can take. */
  const dying = (entry: Wiring): Wiring => {
    if (!('run' in entry || 'runTogether' in entry)) return entry;
    const isDeciding = DECIDING.includes(entry.handler);
    const die = () => assert(death.of === 'nothing' || (death.of === 'deciding' && !isDeciding), 'the process lives');
    if ('run' in entry) return { ...entry, run: async (...given) => entry.run(...given).then(die) };
    const runTogether: typeof entry.runTogether = async (...given) => entry.runTogether(...given).then((heard) => (die(), heard));
    return { ...entry, runTogether };
  };
  const wrapped = new Map<unknown, Wiring>();
  const product = await openTestAutoverification({
    around: (entry) => {
      const made = dying(entry);
      // A handler of many facts is one function, also when a test stands round it.
      const key = 'runTogether' in entry ? entry.runTogether : entry;
      const first = wrapped.get(key);
      if (first && 'runTogether' in first) return { ...made, runTogether: first.runTogether };
      wrapped.set(key, made);
      return made;
    },
  });
  const { access, clock, rows } = product;
  const proof = (actor: ProfessionalActor, act: 'approve-rules' | 'accept-autoverification') =>
    seedProof(product.as(actor), { act, contentHash: 'a'.repeat(64) });
  const rulesOf = async (by: ProfessionalActor, site: NightSite) => {
    const found = (await readRules(product.as(by))).find(({ laboratoryId }) => laboratoryId === referenceIds.laboratory(site));
    assert(found, 'the laboratory has rules');
    return found;
  };

  return {
    ...product,
    death,
    siteId: (site: NightSite) => referenceIds.site(site),
    /** The set, and the version of it that is in force. */
    rules: async (site: NightSite): Promise<{ setId: string; versionId: string }> => {
      const [row] = await rows<{ setId: string; versionId: string }>(sql`
        select s.id as "setId", v.id as "versionId" from rule_set s join rule_set_version v on v.rule_set_id = s.id
        where s.laboratory_id = ${referenceIds.laboratory(site)} order by v.version desc limit 1`);
      assert(row, 'the laboratory has rules');
      return row;
    },
    approveRules: async (by: ProfessionalActor, site: NightSite): Promise<void> => {
      const { versionId, contentHash } = await rulesOf(by, site);
      const approved = await approveRuleSet(product.as(by), { versionId, contentHash }, await proof(by, 'approve-rules'));
      assert(approved.ok, 'the rules are approved');
    },
    /** Another version of the same rules, which nobody has approved. */
    renewRules: async (site: NightSite): Promise<void> => {
      const changed = sql`jsonb_build_object('id', ${newId()}::text, 'version', v.version + 1, 'in_force_from', ${clock.now().toISOString()}::text)`;
      await access.worker.execute(sql`insert into rule_set_version select (jsonb_populate_record(v, ${changed})).* from rule_set_version v join rule_set s on s.id = v.rule_set_id
        where s.laboratory_id = ${referenceIds.laboratory(site)} order by v.version desc limit 1`);
    },
    throwSwitch: async (by: ProfessionalActor, scope: SwitchScope, subject: string, isOn: boolean): Promise<void> => {
      const input = { scope, subjectId: scope === 'all' ? EVERYTHING : subject };
      const thrown = isOn ? await switchOn(product.as(by), input, await proof(by, 'accept-autoverification')) : await switchOff(product.as(by), input);
      assert(thrown.ok, 'the switch is thrown');
    },
    plan: async (actor: ProfessionalActor, site: NightSite, until: number): Promise<string> => {
      const id = newId();
      const now = clock.now().toISOString();
      await access.worker.execute(sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
        values (${id}, ${actor.userId}, ${referenceIds.site(site)}, ${now}, ${new Date(until).toISOString()}, 'astreinte', ${now})`);
      return id;
    },
    acceptFor: async (actor: ProfessionalActor, site: NightSite, testCodes: readonly string[], until: number): Promise<string | null> => {
      const input = product.wanted({
        laboratoryId: referenceIds.laboratory(site),
        siteIds: [referenceIds.site(site)],
        testCodes,
        endsAt: new Date(until),
        samplePercent: 100,
      });
      const made = await acceptAsShown(product.as(actor), input);
      return made.ok ? made.value.acceptanceId : null;
    },
    /** What the door does, and the door only. */
    arrive: async (site: NightSite, given: Partial<TestMessage>): Promise<void> => {
      const bytes = testMessage({ laboratory: SENDERS[site], sentAt: clock.now(), collectedAt: new Date('2026-11-21T02:45:00+01:00'), ...given });
      await receiveFrame(product.ctx, { bytes, peer: '192.0.2.1:40000', acceptsTests: true });
    },
    /** Which of these messages the worker has put into their dossiers, and when. */
    appliedAmong: async (controlIds: readonly string[]): Promise<Map<string, { at: number; dossierId: string }>> => {
      const known = await rows<{ id: string; at: number; dossierId: string }>(sql`
        select m.control_id as id, (extract(epoch from m.applied_at) * 1000)::float8 as at, d.id as "dossierId" from inbound_message m
        join dossier d on d.accession_number = split_part(substr(m.control_id, 5), '-', 1)
        where m.state = 'applied' and m.control_id = any (string_to_array(${controlIds.join(',')}, ','))`);
      return new Map(known.map((one) => [one.id, one]));
    },
    /** The queue forgets what was to be done about automatic decisions. */
    forget: () =>
      access.worker.execute(sql`update fact_task set state = 'done' where state = 'open' and handler = any (string_to_array(${DECIDING.join(',')}, ','))`),
    sweepAll: async (): Promise<void> => {
      await sweepValidation(product.ctx);
      await product.settle();
      await sweepAutoverification(product.ctx, readSitesBeingHandedOver);
      await product.settle();
    },
    automaticOf: (dossierIds: readonly string[]): Promise<(AutomaticRow & { told: number; toldEarly: number; samples: number })[]> =>
      rows(sql`
      select d.id, d.dossier_id as "dossierId", d.revision, d.user_id as "userId", d.state, d.automatic ->> 'acceptanceId' as "acceptanceId",
        d.automatic ->> 'ruleSetVersionId' as "markedRulesId", v.rule_set_version_id as "verdictRulesId",
        (extract(epoch from d.signed_at) * 1000)::float8 as "signedAt", (extract(epoch from d.settled_at) * 1000)::float8 as "settledAt",
        (extract(epoch from v.evaluated_at) * 1000)::float8 as "evaluatedAt",
        (select o.values[1] || '|' || o.interpretation from decision_observation x join observation_version o on o.id = x.observation_version_id
          where x.decision_id = d.id and o.local_code = 'K') as content,
        (select count(*) from fact f where f.name = 'validation.decided' and f.subject_id = d.id)::int as told,
        (select count(*) from fact f where f.name = 'validation.decided' and f.subject_id = d.id and f.told_at < d.effective_at)::int as "toldEarly",
        (select count(*) from autoverification_sample s where s.decision_id = d.id)::int as samples
      from validation_decision d left join verdict v on v.dossier_id = d.dossier_id and v.revision = d.revision
      where d.kind = 'auto' and d.dossier_id = any (string_to_array(${dossierIds.join(',')}, ',')::uuid[]) order by d.signed_at, d.id`),
    /** A night ends and another begins: so much later that every duty and acceptance is over, everything off, nothing handed over. */
    clearNight: async (): Promise<void> => {
      death.of = 'nothing';
      clock.pass(100_001_000);
      const now = clock.now().toISOString();
      await access.worker.execute(sql`insert into autoverification_switch (scope, subject_id, is_on, at, by_user_id, by_name)
        select distinct on (scope, subject_id) scope, subject_id, false, ${now}::timestamptz, by_user_id, by_name from autoverification_switch`);
      await access.worker.execute(sql`update handover_site set is_open = false`);
      await access.worker.execute(sql`update handover set state = 'overtaken', answered_at = offered_at where state = 'open'`);
      await access.worker.execute(sql`update duty_responsibility set until = greatest(since, ${now}::timestamptz) where until is null`);
      await product.settle();
    },
  };
}
