import type { Transaction } from '../../db/client';
import { isTold, tellNotice } from '../access/tell-notice';
import { readLaboratory } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { readReleasedReport } from '../report/read-released';
import { lentReadersOf } from './readings-store';

/**
 * Tells whoever read the replaced version by an access that was lent for an hour, in an emergency or by the patient's code, that it no longer holds: the report is in no list of his any more, and nothing
 * else would tell him. Once for each version and reader. Names the dossier and the laboratory, as he knew them; neither the patient nor a result, and opens nothing.
 * @see GBUI VIII-3d, VIII-3e; ISO 15189:2022 7.4.1.8
 */
export async function tellLentReaders(ctx: Context, tx: Transaction, reportId: string): Promise<void> {
  const report = await readReleasedReport(tx, reportId);
  if (!report?.supersedesId) return;
  const readers = await lentReadersOf(tx, report.supersedesId);
  for (const { userId, version, accessionNumber, laboratoryId } of readers) {
    if (await isTold(tx, { kind: 'reading-replaced', userId, subjectId: report.supersedesId })) continue;
    const laboratory = await readLaboratory(tx, laboratoryId);
    const detail = { number: accessionNumber, version, laboratory: laboratory?.shortName ?? null, phone: laboratory?.phone || null };
    await tellNotice(tx, ctx, { kind: 'reading-replaced', audience: { userId }, subjectId: report.supersedesId, detail });
  }
}
