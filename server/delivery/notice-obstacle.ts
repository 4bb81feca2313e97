import type { Transaction } from '../../db/client';
import { readDossierState } from '../dossier/read-dossier';
import { readOppositions } from '../patient/read-oppositions';
import { readPatient } from '../patient/read-patient';
import { isHiddenFromRepresentatives, MAJORITY, yearsOld } from '../patient/representation-rules';
import type { Context } from '../platform/context';
import type { ReleasedReport } from '../report/read-released';
import { mayBeNotified } from './rules';
import type { NoticeKind } from './types';

export type NoticeObstacle = 'superseded' | 'closed' | 'opposed';

/** Why no word of this report may leave now; asked when it is wanted and again when it is sent, since much may change in between. */
export async function noticeObstacle(ctx: Context, tx: Transaction, report: ReleasedReport, kind: NoticeKind): Promise<NoticeObstacle | null> {
  if (kind === 'available' && report.supersededAt !== null) return 'superseded';
  const state = await readDossierState(tx, report.dossierId);
  const patient = await readPatient(tx, report.patientId);
  const oppositions = await readOppositions(tx, report.patientId);
  if (!state || !patient || state.dossier.confidentiality.includes('INVISIBLE_PATIENT') || oppositions.includes('portal')) return 'closed';
  const secrecy = { confidentiality: state.dossier.confidentiality, protectsMinor: report.protectsMinor };
  const isAllowed = mayBeNotified({
    isMinor: patient.birthDate === null || yearsOld(patient.birthDate, ctx.now()) < MAJORITY,
    isHiddenFromRepresentatives: isHiddenFromRepresentatives(secrecy, patient.birthDate, ctx.now()),
    opposesNotices: oppositions.includes('notices'),
  });
  return isAllowed ? null : 'opposed';
}
