import type { Transaction } from '../../db/client';
import { announce } from '../platform/live';

/** Wakes the roster and the worklists of these sites: who is on duty decides whose list is filled. */
export async function announceDuty(tx: Transaction, siteIds: Iterable<string>): Promise<void> {
  for (const siteId of new Set(siteIds)) {
    await announce(tx, 'duty', siteId);
    await announce(tx, 'worklist', siteId);
  }
}
