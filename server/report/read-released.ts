import type { Transaction } from '../../db/client';
import { type ReleasedReport, releasedReport } from './store';

export type { ReleasedReport } from './store';

/** One released version without its PDF; null when there is none, or none that the actor may read. */
export const readReleasedReport = async (tx: Transaction, id: string): Promise<ReleasedReport | null> => (await releasedReport(tx, id)) ?? null;
