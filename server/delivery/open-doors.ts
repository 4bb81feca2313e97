import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { derivedId } from '../platform/ids';
import { announce } from '../platform/live';
import type { ReleasedReport } from '../report/read-released';
import { requestNotice } from './request-notice';
import { keyOf, personOf } from './rules';
import { insertRecipients, type RecipientRow } from './store';
import type { Addressee } from './types';

/**
 * Writes the recipient rows that are not there yet, tells each as available, wakes the screens of the addressees and asks for the patient's notice.
 * The row's key is made of report and addressee: the same one twice is one row and one fact.
 * @returns the rows that are new
 */
export async function openDoors(
  ctx: Context,
  tx: Transaction,
  report: ReleasedReport,
  addressees: readonly Addressee[],
  { withNotice = true }: { withNotice?: boolean } = {},
): Promise<RecipientRow[]> {
  const availableAt = ctx.now();
  const opened = await insertRecipients(
    tx,
    addressees.map((addressee) => ({
      id: derivedId('report-recipient', report.id, keyOf(addressee)),
      reportId: report.id,
      kind: addressee.kind,
      prescriberId: addressee.kind === 'prescriber' ? addressee.prescriberId : null,
      wardId: addressee.kind === 'ward' ? addressee.wardId : null,
      patientId: addressee.kind === 'patient' ? addressee.patientId : null,
      availableAt,
    })),
  );
  for (const row of opened) await tell(tx, { name: 'report.available', dossierId: report.dossierId, subjectId: row.id }, availableAt);
  for (const addressee of addressees) await announce(tx, 'results', personOf(addressee));
  if (withNotice && opened.some((row) => row.kind === 'patient')) await requestNotice(ctx, tx, report, 'available');
  return opened;
}
