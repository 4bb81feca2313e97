import type { Transaction } from '../../db/client';
import { dossiersReported, latestReport, type ReleasedReport, releasedReport, reportedAmong } from './store';

export type { ReleasedReport } from './store';

/** One released version without its PDF; null when there is none, or none that the actor may read. */
export const readReleasedReport = async (tx: Transaction, id: string): Promise<ReleasedReport | null> => (await releasedReport(tx, id)) ?? null;

/** The newest version of a dossier's report, without its PDF; null when none was released. */
export const readReportInForce = async (tx: Transaction, dossierId: string): Promise<ReleasedReport | null> => (await latestReport(tx, dossierId)) ?? null;

/** The dossiers of a patient that have a released report. */
export const readDossiersReported = (tx: Transaction, patientId: string): Promise<string[]> => dossiersReported(tx, patientId);

/** Which of these dossiers have a released report; of new ones none has, and nothing more is asked. */
export const readReportedAmong = (tx: Transaction, dossierIds: readonly string[]): Promise<string[]> => reportedAmong(tx, dossierIds);
