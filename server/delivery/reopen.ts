import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { readDossiersReported } from '../report/read-released';
import { followDossier } from './follow-dossier';

/** Gives a patient who no longer opposes it every report in force that came meanwhile; without a word for each, since he is there. */
export async function reopen(ctx: Context, tx: Transaction, patientId: string): Promise<void> {
  for (const dossierId of await readDossiersReported(tx, patientId)) await followDossier(ctx, tx, dossierId, { withNotice: false });
}
