import { sql } from 'drizzle-orm';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { Wiring } from '../platform/handlers';
import { newId } from '../platform/ids';
import { type TestMessage, testMessage } from '../simulator/test-message';
import type { PersonalKind } from '../validation/kinds';
import { prepareDecision } from '../validation/prepare-decision';
import { readDossierFacts } from '../validation/read-decisions';
import { recordDecision } from '../validation/record-decision';
import { seedProof } from './seed/seed-proof';
import { openTestProduct } from './testing';
import { WIRING } from './wiring';

export type TestValidation = Awaited<ReturnType<typeof openTestValidation>>;

const HANDLERS = new Set(['inbound.apply', 'validation.follow', 'validation.settle', 'validation.remind', 'autoverification.decide', 'autoverification.draw']);

export interface TestIntent {
  kind?: PersonalKind;
  comment?: string;
  holdReason?: string;
  remindAt?: Date | null;
  secondReader?: boolean;
  /** Local codes; everything when not given. */
  codes?: readonly string[];
  idempotencyKey?: string;
}

/**
 * The product from the LIS to the decision and no further: what a decision tells is left for the test to count. `rules`: the expertise too; `also`: these handlers too. `around`: what a test puts
 * round each handler, so that it dies when the test says so.
 */
export async function openTestValidation({
  rules = false,
  also = [],
  around = (entry) => entry,
}: {
  rules?: boolean;
  also?: readonly string[];
  around?: (entry: Wiring) => Wiring;
} = {}) {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  const ofRules = new Set(['expertise.conclude', 'expertise.replay']);
  const heard = WIRING.filter(({ handler }) => HANDLERS.has(handler) || also.includes(handler) || (rules && ofRules.has(handler)));
  const product = await openTestProduct({ wiring: heard.map(around) });
  const rows = async <T = Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T[]> =>
    [...(await product.access.worker.execute(statement))] as T[];
  let written = 0;

  const factsOf = async (dossierId: string) => {
    const facts = await product.ctx.transaction((tx) => readDossierFacts(tx, dossierId));
    assert(facts, 'the dossier is there');
    return facts;
  };
  const prepare = async (actor: ProfessionalActor, dossierId: string, intent: TestIntent) => {
    const { state } = await factsOf(dossierId);
    const chosen = state.observations.filter(({ localCode }) => intent.codes?.includes(localCode) ?? true).map(({ id }) => id);
    const signed = {
      kind: intent.kind ?? 'validate',
      dossierId,
      observationIds: chosen,
      comment: intent.comment ?? '',
      holdReason: intent.holdReason ?? '',
      ...(intent.secondReader ? { secondReader: true } : {}),
      ...(intent.remindAt ? { remindAt: intent.remindAt } : {}),
    };
    const prepared = await prepareDecision(product.as(actor), signed);
    const fingerprint = prepared.ok ? prepared.value.fingerprint : '';
    const proofId = await seedProof(product.as(actor), { act: signed.kind, contentHash: fingerprint });
    return { ...signed, fingerprint, proofId, idempotencyKey: intent.idempotencyKey ?? newId() };
  };

  return {
    ...product,
    rows,
    factsOf,
    /** What a screen would send when the button is pressed. */
    prepare,
    freshNumber: () => `2611218${String((written += 1)).padStart(4, '0')}`,
    /** Sends at the clock's present, one second later than whatever came before. */
    send: async (accessionNumber: string, given: Partial<TestMessage> = {}): Promise<string> => {
      product.clock.pass(1_000);
      await product.receive(testMessage({ accessionNumber, sentAt: product.clock.now(), collectedAt: new Date('2026-11-21T02:45:00+01:00'), ...given }));
      return product.dossierId(accessionNumber);
    },
    decide: async (actor: ProfessionalActor, dossierId: string, intent: TestIntent = {}) =>
      recordDecision(product.as(actor), await prepare(actor, dossierId, intent)),
    /** Time passes and what is due happens. */
    wait: async (seconds: number): Promise<void> => {
      product.clock.pass(seconds * 1000);
      await product.settle();
    },
    standings: async (dossierId: string): Promise<string[]> => (await factsOf(dossierId)).standings.map(({ standing }) => standing),
    worklist: async (dossierId: string) => (await rows(sql`select * from worklist_entry where dossier_id = ${dossierId}`))[0],
    /** How often the decisions of this dossier were told to report and LIS. */
    told: async (dossierId: string): Promise<number> =>
      (await rows(sql`select 1 from fact where name = 'validation.decided' and dossier_id = ${dossierId}`)).length,
  };
}
