import type { Transaction } from '../../db/client';
import { announce } from '../platform/live';
import { projectActivities } from './source-store';

/** Brings the rows of activity of these dossiers to what their sources say now, in one statement; each site's screens hear of it once. Repeating it changes nothing. */
export async function followActivities(tx: Transaction, dossierIds: ReadonlySet<string>): Promise<void> {
  for (const siteId of await projectActivities(tx, dossierIds)) await announce(tx, 'activity', siteId);
}
