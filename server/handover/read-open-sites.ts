import type { Transaction } from '../../db/client';
import { openHandovers } from './store';

/** Which of these sites are offered to somebody and not answered for yet, as far as the actor sees hand-overs. */
export async function readSitesBeingHandedOver(tx: Transaction, siteIds: readonly string[]): Promise<Set<string>> {
  const open = await openHandovers(tx);
  return new Set(open.flatMap((offer) => offer.siteIds).filter((id) => siteIds.includes(id)));
}
