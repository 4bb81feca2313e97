import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { readReportInForce } from '../report/read-released';
import { addresseeOf, readDeliveryFacts } from './deliver';
import { openDoors } from './open-doors';
import { addresseesOf, keyOf } from './rules';
import { recipientsOf } from './store';

/**
 * Follows a dossier after its release: a prescriber whom nobody knew, a ward that the patient came to since, are given the
 * report in force as if they had been named from the start; a patient from whom it was kept, once it no longer is. Nobody loses what he was given; nothing new to anybody does nothing.
 * @see GBUI VII-3.2c, XIII-2.2
 */
export async function followDossier(ctx: Context, tx: Transaction, dossierId: string, options: { withNotice?: boolean } = {}): Promise<void> {
  const report = await readReportInForce(tx, dossierId);
  if (!report) return;
  const given = new Set((await recipientsOf(tx, report.id)).map(addresseeOf).flatMap((addressee) => (addressee ? [keyOf(addressee)] : [])));
  const missing = addresseesOf(await readDeliveryFacts(ctx, tx, report)).filter((addressee) => !given.has(keyOf(addressee)));
  if (missing.length === 0) return;
  const opened = await openDoors(ctx, tx, report, missing, options);
  await append(tx, ctx, {
    action: 'delivery.follow',
    dossierId,
    patientId: report.patientId,
    subjectId: report.id,
    detail: { version: report.version, opened: opened.map((row) => row.kind) },
  });
}
