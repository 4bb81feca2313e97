import type { Transaction } from '../../db/client';
import { isExecutedHere } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { awaitedParts, capacitiesOf, type PartState } from './part-rules';
import type { DossierFacts } from './project-worklist';
import { readOwnLaboratories } from './read-parts';
import type { SigningScope } from './statement';

/** In whose name a person would sign on this dossier; null = in nobody's. */
export interface MaySign {
  scope: SigningScope;
  /** Executing laboratories that have not validated what is chosen, and in whose name she does not speak. */
  awaited: PartState[];
}

/**
 * Who sampled signs the whole; who executed signs her part, and nothing else. A biologist of both speaks for both by one signature, which says so.
 * @see GBUI XIV-2, XIV-1
 */
export async function readSigningScope(
  tx: Transaction,
  ctx: Context<ProfessionalActor>,
  facts: DossierFacts,
  observationIds: readonly string[],
): Promise<MaySign | null> {
  const { state, parts } = facts;
  const isWhole = ctx.actor.siteIds.includes(state.dossier.siteId);
  if (isWhole && parts.length === 0) return { scope: { part: null, capacities: [] }, awaited: [] };
  if (!isWhole && !(await isExecutedHere(tx, state.dossier.id))) return null;
  const own = await readOwnLaboratories(tx, ctx.actor);
  const numbers = own.map(({ finessNumber }) => finessNumber);
  if (isWhole) {
    const spoken = capacitiesOf(parts, observationIds, numbers);
    const capacities = own
      .filter(({ finessNumber }) => spoken.includes(finessNumber))
      .map(({ id, finessNumber, name }) => ({ laboratoryId: id, finessNumber, name }));
    return { scope: { part: null, capacities }, awaited: awaitedParts(parts, observationIds, numbers) };
  }
  const chosen = parts.find(({ observationId, finessNumber }) => observationIds.includes(observationId) && numbers.includes(finessNumber));
  const executing =
    own.find(({ finessNumber }) => finessNumber === chosen?.finessNumber) ??
    own.find(({ finessNumber }) => parts.some((part) => part.finessNumber === finessNumber));
  if (!executing) return null;
  return { scope: { part: { laboratoryId: executing.id, finessNumber: executing.finessNumber, name: executing.name }, capacities: [] }, awaited: [] };
}
