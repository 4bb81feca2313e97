import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import type { Amended } from './attachment-store';

/** Tells that a person has said whose a dossier is, or has taken it back: the worklist and the report in force follow, what was signed is amended, what was kept out goes in again. */
export async function tellAttached(
  ctx: Context,
  tx: Transaction,
  { dossierId, patientId, subjectId, amended }: { dossierId: string; patientId: string; subjectId: string; amended: Amended },
): Promise<void> {
  if (amended === 'amended') {
    await append(tx, ctx, { action: 'patient.amend', dossierId, patientId, subjectId });
    await tell(tx, { name: 'identity.amended', dossierId, subjectId: dossierId }, ctx.now());
  }
  if (amended === 'returned') await append(tx, ctx, { action: 'patient.amend-back', dossierId, patientId, subjectId });
  await tell(tx, { name: 'dossier.attached', dossierId, subjectId: dossierId }, ctx.now());
  await tell(tx, { name: 'dossier.revised', dossierId, subjectId: dossierId }, ctx.now());
}
