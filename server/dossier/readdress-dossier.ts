import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { lockDossier, updateDossier } from './store';

/**
 * Names the prescriber or the ward that a dossier waited for; one that is already named stays. Whoever follows the dossier hears of it, so that a report already
 * released reaches them too.
 * @see HCL-2
 */
export async function readdressDossier(
  ctx: Context,
  tx: Transaction,
  dossierId: string,
  named: { prescriberId: string } | { wardId: string },
): Promise<boolean> {
  const dossier = await lockDossier(tx, dossierId);
  if (!dossier || ('prescriberId' in named ? dossier.prescriberId : dossier.wardId) !== null) return false;
  await updateDossier(tx, dossierId, { ...named, updatedAt: ctx.now() });
  await append(tx, ctx, { action: 'dossier.readdress', dossierId, patientId: dossier.patientId, detail: named });
  await tell(tx, { name: 'dossier.revised', dossierId, subjectId: dossierId }, ctx.now());
  return true;
}
