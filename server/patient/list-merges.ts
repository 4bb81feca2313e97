import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { mergesOfPerson } from './merge-store';

export interface MergeTold {
  mergeId: string;
  kind: 'merge' | 'link';
  survivorIdentifier: string;
  mergedIdentifier: string;
  mergedAt: Date;
  undoneAt: Date | null;
  undoneReason: string;
}

/** Answers every merge and link that was ever told of a patient's numbers, newest first, undone ones too; none for a patient of other sites. */
export async function listMerges(
  ctx: Context<ProfessionalActor>,
  { patientId }: { patientId: string },
): Promise<Outcome<{ merges: MergeTold[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done({ merges: await mergesOfPerson(tx, patientId) }));
}
