import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { findMerge, undoByPerson } from './merge-store';

export interface UnmergeInput {
  mergeId: string;
  /** In the référent's words; kept with the merge. */
  reason: string;
}

/**
 * Undoes a merge that the admission system sent wrongly: each number is again what it was, and a dossier that a biologist had decided is amended and told.
 * Refuses what is not of the référent's sites as if it were not there, and what was undone already.
 * @see HL7 2.5 has no event for it; decisions « merges can be undone »
 */
export async function unmerge(
  ctx: Context<ProfessionalActor>,
  { mergeId, reason }: UnmergeInput,
): Promise<Outcome<{ undone: true }, Refusal<'not-found' | 'merge-undone'>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const merge = await findMerge(tx, mergeId);
    if (!merge) return refuse('not-found');
    if (merge.undoneAt !== null) return refuse('merge-undone');
    const dossiers = await undoByPerson(tx, mergeId, reason);
    await append(tx, ctx, {
      action: 'patient.unmerge',
      patientId: merge.mergedId,
      subjectId: mergeId,
      detail: { survivor: merge.survivorId, kind: merge.kind },
    });
    for (const { dossierId, amended } of dossiers) {
      if (amended === 'returned') await append(tx, ctx, { action: 'patient.amend-back', dossierId, patientId: merge.mergedId, subjectId: mergeId });
      if (amended === 'amended') {
        await append(tx, ctx, { action: 'patient.amend', dossierId, patientId: merge.mergedId, subjectId: mergeId });
        await tell(tx, { name: 'identity.amended', dossierId, subjectId: dossierId }, ctx.now());
      }
      await tell(tx, { name: 'dossier.revised', dossierId, subjectId: dossierId }, ctx.now());
    }
    return done({ undone: true as const });
  });
}
