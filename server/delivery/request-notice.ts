import type { Transaction } from '../../db/client';
import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId, newToken, sha256 } from '../platform/ids';
import type { ReleasedReport } from '../report/read-released';
import { noticeObstacle } from './notice-obstacle';
import { NOTICE_LIFE_MS } from './rules';
import { insertNotice } from './store';
import type { NoticeKind } from './types';

/**
 * Asks for a word to the patient, once for each report, channel and kind. Only an address that somebody vouched for gets one; without it the patient is
 * told by the ward or the laboratory.
 */
export async function requestNotice(ctx: Context, tx: Transaction, report: ReleasedReport, kind: NoticeKind): Promise<void> {
  const patient = await readPatient(tx, report.patientId);
  if (!patient?.email || patient.emailConfirmedAt === null || (await noticeObstacle(ctx, tx, report, kind)) !== null) return;
  const id = newId();
  const now = ctx.now();
  const isNew = await insertNotice(tx, {
    id,
    reportId: report.id,
    dossierId: report.dossierId,
    patientId: report.patientId,
    kind,
    channel: 'mail',
    address: patient.email,
    // A token that nobody has: the real one is made when the mail leaves.
    tokenHash: sha256(newToken()),
    state: 'queued',
    createdAt: now,
    expiresAt: new Date(now.getTime() + NOTICE_LIFE_MS),
  });
  if (isNew) await tell(tx, { name: 'notice.requested', dossierId: report.dossierId, subjectId: id }, now);
}
