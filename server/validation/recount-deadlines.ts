import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { projectWorklists } from './project-worklist';
import { pressedDossiers } from './store';

/** How many dossiers are locked and read at once. */
const TOGETHER = 200;

/** Counts the deadlines of a laboratory's waiting urgent dossiers by the delays that are in force now. Done twice, it changes nothing. */
export async function recountDeadlines(ctx: Context, tx: Transaction, laboratoryId: string): Promise<void> {
  const dossierIds = await pressedDossiers(tx, laboratoryId);
  for (let from = 0; from < dossierIds.length; from += TOGETHER) await projectWorklists(ctx, tx, dossierIds.slice(from, from + TOGETHER));
}
