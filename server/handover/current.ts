import type { Transaction } from '../../db/client';
import { hashOf } from '../platform/canonical';
import { essenceOf } from './rules';
import { openItems } from './source-store';
import type { Item } from './types';

/** What is open at these sites now, with the hash that an offer and an acceptance are bound to. */
export async function currentItems(tx: Transaction, siteIds: readonly string[]): Promise<{ items: Item[]; hash: string }> {
  const items = await openItems(tx, [...siteIds].sort());
  return { items, hash: hashOf(essenceOf(items)) };
}
