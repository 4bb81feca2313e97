import type { Transaction } from '../../db/client';
import { announce } from '../platform/live';
import { projectActivity } from './source-store';

/** Brings a dossier's row of activity to what its sources say now; repeating it changes nothing. */
export async function followActivity(tx: Transaction, dossierId: string): Promise<void> {
  const siteId = await projectActivity(tx, dossierId);
  if (siteId !== null) await announce(tx, 'activity', siteId);
}
