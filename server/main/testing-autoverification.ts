import { sql } from 'drizzle-orm';
import { accept, prepareAcceptance, type Wanted } from '../autoverification/accept';
import { acceptedContentOf } from '../autoverification/accepted-content';
import { switchOff, switchOn } from '../autoverification/throw-switch';
import { EVERYTHING, type SwitchScope } from '../autoverification/types';
import { approveRuleSet } from '../expertise/approve-set';
import { readRules } from '../expertise/read-rule-sets';
import type { ProfessionalActor } from '../platform/actor';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import type { Wiring } from '../platform/handlers';
import { newId } from '../platform/ids';
import type { TestResult } from '../simulator/test-message';
import { referenceIds } from './seed/reference';
import { seedProof } from './seed/seed-proof';
import type { TestProduct } from './testing';
import { openTestValidation } from './testing-validation';

export type TestAutoverification = Awaited<ReturnType<typeof openTestAutoverification>>;

/** What the shipped rules speak of and find nothing in, said normal by the laboratory. */
export const NORMAL_POTASSIUM: Partial<TestResult> = {
  code: 'K',
  label: 'Potassium',
  loincCode: '2823-3',
  value: '4.2',
  unit: 'mmol/L',
  range: '3.5-5.1',
  flag: 'N',
};

const VALMONT = referenceIds.site('valmont');

/** Reads the words, proves herself for them and signs. */
export async function acceptAsShown(ctx: Context<ProfessionalActor>, wanted: Wanted): ReturnType<typeof accept> {
  const prepared = await prepareAcceptance(ctx, wanted);
  const input = { ...wanted, statementHash: prepared.ok ? prepared.value.statementHash : '' };
  const proofId = await seedProof(ctx, { act: 'accept-autoverification', contentHash: hashOf(acceptedContentOf(input)) });
  return accept(ctx, input, proofId);
}

/** Everything on in Valmont for that biologist, as if she had done it on the screens: rules approved, on duty, accepted, the switches on. */
export async function acceptEverything(product: TestProduct, biologist: ProfessionalActor, testCodes: readonly string[]): Promise<void> {
  const ctx = product.as(biologist);
  const now = product.clock.now();
  const prove = (act: 'approve-rules' | 'accept-autoverification') => seedProof(ctx, { act, contentHash: 'a'.repeat(64) });
  const set = (await readRules(ctx)).find(({ laboratoryId }) => laboratoryId === referenceIds.laboratory('valmont'));
  await approveRuleSet(ctx, { versionId: set?.versionId ?? '', contentHash: set?.contentHash ?? '' }, await prove('approve-rules'));
  await product.access.worker.execute(
    sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at)
      values (${newId()}, ${biologist.userId}, ${VALMONT}, ${now.toISOString()}, ${new Date(now.getTime() + 43_200_000).toISOString()}, 'garde', ${now.toISOString()})`,
  );
  const wanted = {
    laboratoryId: referenceIds.laboratory('valmont'),
    siteIds: [VALMONT],
    chapters: [],
    testCodes,
    startsAt: now,
    endsAt: new Date(now.getTime() + 36_000_000),
    samplePercent: 100,
  };
  await acceptAsShown(ctx, wanted);
  const [row] = await product.access.worker.execute<{ id: string }>(sql`select id from rule_set where laboratory_id = ${wanted.laboratoryId}`);
  const on: [SwitchScope, string][] = [
    ['all', EVERYTHING],
    ['site', VALMONT],
    ['rule-set', row?.id ?? ''],
  ];
  for (const [scope, subjectId] of on) await switchOn(ctx, { scope, subjectId }, await prove('accept-autoverification'));
}

/** The product with rules, a roster and automatic validation, off as it is shipped. */
export async function openTestAutoverification({ around = (entry) => entry }: { around?: (entry: Wiring) => Wiring } = {}) {
  const product = await openTestValidation({ rules: true, around });
  const as = (actor: ProfessionalActor) => product.as(actor);
  const wanted = (given: Partial<Wanted> = {}): Wanted => ({
    laboratoryId: referenceIds.laboratory('valmont'),
    siteIds: [VALMONT],
    chapters: [],
    testCodes: ['2823-3'],
    startsAt: product.clock.now(),
    endsAt: new Date(product.clock.now().getTime() + 3_600_000),
    samplePercent: 2,
    ...given,
  });
  const ruleSetId = async (): Promise<string> => {
    const [row] = await product.rows<{ id: string }>(sql`select id from rule_set where laboratory_id = ${referenceIds.laboratory('valmont')}`);
    return row?.id ?? '';
  };
  const proof = (actor: ProfessionalActor) => seedProof(as(actor), { act: 'accept-autoverification', contentHash: 'a'.repeat(64) });
  return {
    ...product,
    wanted,
    ruleSetId,
    proof,
    approve: async (actor: ProfessionalActor) => {
      const set = (await readRules(as(actor))).find(({ laboratoryId }) => laboratoryId === referenceIds.laboratory('valmont'));
      const input = { versionId: set?.versionId ?? '', contentHash: set?.contentHash ?? '' };
      return approveRuleSet(as(actor), input, await seedProof(as(actor), { act: 'approve-rules', contentHash: input.contentHash }));
    },
    /** Plans hours from now on, as a planner would have. */
    onDuty: async (actor: ProfessionalActor, hours = 12): Promise<string> => {
      const id = newId();
      const from = product.clock.now().toISOString();
      const to = new Date(product.clock.now().getTime() + hours * 3_600_000).toISOString();
      await product.access.worker.execute(
        sql`insert into on_call_duty (id, user_id, site_id, starts_at, ends_at, kind, made_at) values (${id}, ${actor.userId}, ${VALMONT}, ${from}, ${to}, 'astreinte', ${from})`,
      );
      return id;
    },
    endDuty: (id: string) =>
      product.access.worker.execute(
        sql`update on_call_duty set cancelled_at = greatest(starts_at, ${product.clock.now().toISOString()}::timestamptz), cancel_reason = 'essai' where id = ${id}`,
      ),
    accept: async (actor: ProfessionalActor, given: Partial<Wanted> = {}) => {
      return acceptAsShown(as(actor), wanted(given));
    },
    on: async (actor: ProfessionalActor, scope: SwitchScope, subjectId: string) => switchOn(as(actor), { scope, subjectId }, await proof(actor)),
    off: (actor: ProfessionalActor, scope: SwitchScope, subjectId: string) => switchOff(as(actor), { scope, subjectId }),
    /** Everything that is not a person's own switch. */
    putOn: async function (actor: ProfessionalActor): Promise<void> {
      await this.on(actor, 'all', EVERYTHING);
      await this.on(actor, 'site', VALMONT);
      await this.on(actor, 'rule-set', await ruleSetId());
    },
    automatic: (dossierId: string) =>
      product.rows<{ id: string; state: string; decider_name: string; displayed_hash: string; automatic: Record<string, unknown> }>(
        sql`select id, state, decider_name, displayed_hash, automatic from validation_decision where kind = 'auto' and dossier_id = ${dossierId} order by signed_at`,
      ),
  };
}
