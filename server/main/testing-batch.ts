import type { Transaction } from '../../db/client';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import type { SeenResult } from '../validation/batch-rules';
import { decideBatch } from '../validation/decide-batch';
import { type BatchInput, type BatchPart, batchHashOf } from '../validation/open-batch';
import { prepareBatch } from '../validation/prepare-batch';
import { readCard } from '../validation/read-card';
import { seedProof } from './seed/seed-proof';
import type { TestValidation } from './testing-validation';

export interface ShownDossier {
  dossierId: string;
  displayed: string;
  seen: SeenResult[];
}

/** What a biologist's screen does with several dossiers, step by step, so that a test can let things happen in between. */
export function batching(product: TestValidation) {
  /** Opens each, and has every result of it in sight for two seconds. */
  const show = async (actor: ProfessionalActor, dossierIds: readonly string[]): Promise<ShownDossier[]> => {
    const shown: ShownDossier[] = [];
    for (const dossierId of dossierIds) {
      const card = await readCard(product.as(actor), { dossierId });
      assert(card.ok, 'the card can be read');
      const results = card.value.panels.flatMap((panel) => panel.results);
      shown.push({ dossierId, displayed: card.value.displayed, seen: results.map(({ id }) => ({ id, ms: 2000 })) });
    }
    return shown;
  };
  const prepare = async (actor: ProfessionalActor, shown: readonly ShownDossier[]) => {
    const prepared = await prepareBatch(product.as(actor), { dossiers: shown });
    assert(prepared.ok, 'the batch can be prepared');
    return prepared.value.dossiers;
  };
  /** What would be signed: all that is still what was shown, whether the policy lets it or not. */
  const partsOf = async (actor: ProfessionalActor, shown: readonly ShownDossier[]): Promise<BatchPart[]> =>
    (await prepare(actor, shown)).flatMap(({ fingerprint, observationIds }, index) => {
      const one = shown[index];
      return fingerprint === null || !one ? [] : [{ dossierId: one.dossierId, seen: one.seen, fingerprint, observationIds }];
    });
  const prove = (actor: ProfessionalActor, input: Pick<BatchInput, 'parts'>) => seedProof(product.as(actor), { act: 'batch', contentHash: batchHashOf(input) });
  /** Shows, prepares and signs at once. */
  const sign = async (actor: ProfessionalActor, dossierIds: readonly string[], idempotencyKey = newId()) => {
    const input = { idempotencyKey, parts: await partsOf(actor, await show(actor, dossierIds)) };
    return decideBatch(product.as(actor), input, await prove(actor, input));
  };
  return { show, prepare, partsOf, prove, sign };
}

/** The same context, whose process dies at one of its commits: just before it, so that nothing of it is kept, or just after, so that its answer is lost. */
export function dyingAt<C extends Context<ProfessionalActor>>(ctx: C, commit: number, when: 'before' | 'after'): C {
  let passed = 0;
  const transaction = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const isIts = passed === commit;
    passed += 1;
    const worked = await ctx.transaction(async (tx) => {
      const done = await work(tx);
      if (isIts && when === 'before') throw new Error('killed');
      return done;
    });
    if (isIts) throw new Error('killed');
    return worked;
  };
  return { ...ctx, transaction };
}
