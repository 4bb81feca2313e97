import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { type ReleasedReport, readReleasedReport } from '../report/read-released';
import { requestNotice } from './request-notice';
import { hasPatientRead } from './store';
import type { Addressee } from './types';

/**
 * Tells a patient who has read the version that this one replaces, and may not read this one (or not yet), that what she read no longer holds: a corrected
 * identity, a critical result that waits for a professional. Says nothing of what changed; whoever has not read it is not led to it.
 * @see GBUI VIII-3d; ISO 15189:2022 7.4.1.8
 */
export async function tellWithdrawal(ctx: Context, tx: Transaction, report: ReleasedReport, addressees: readonly Addressee[]): Promise<void> {
  const replaced = report.supersedesId === null ? null : await readReleasedReport(tx, report.supersedesId);
  if (!replaced) return;
  // Whoever follows the replaced version sees it marked at once.
  await announce(tx, 'results', replaced.patientId);
  const isAddressed = addressees.some((addressee) => addressee.kind === 'patient' && addressee.patientId === replaced.patientId);
  if (!isAddressed && (await hasPatientRead(tx, replaced.id))) await requestNotice(ctx, tx, replaced, 'withdrawn');
}
