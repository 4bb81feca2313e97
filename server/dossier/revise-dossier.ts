import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { type ReviseDossierInput, UNBORN } from './dossier-book';
import { lockDossierBooks, numberKey, saveRevisedDossiers } from './dossier-books';
import { revisedDossier } from './revised-dossier';

/**
 * Carries one message into its dossier, as `revisedDossier` says, with the trace and the fact.
 * @see decisions « Messages merge; absence deletes nothing »; GBUI IV-4b
 */
export async function reviseDossier(
  ctx: Context,
  tx: Transaction,
  input: ReviseDossierInput,
): Promise<{ dossierId: string; revision: number; revised: boolean }> {
  const number = { laboratoryId: input.laboratoryId, accessionNumber: input.dossier.accessionNumber };
  const known = (await lockDossierBooks(tx, [number])).get(numberKey(number)) ?? UNBORN;
  const revised = revisedDossier({ now: ctx.now(), newId }, known, input);
  const dossierId = revised.book.dossier.id;
  await saveRevisedDossiers(tx, new Map([[dossierId, known]]), [revised]);
  for (const event of revised.events) await append(tx, ctx, event);
  // Also when no result has changed, since the context (ward, identity, priority) may have: the worklist must still follow.
  await tell(tx, { name: 'dossier.revised', dossierId, subjectId: dossierId }, ctx.now());
  return { dossierId, revision: revised.book.revision.revision, revised: revised.isRevised };
}
