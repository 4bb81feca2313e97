import type { Transaction } from '../../db/client';
import { terminalRows } from './terminal-list-store';

/** The passivated terminals, for the owner of the machine when no administrator has one left to come in by. */
export async function readBlockedTerminals(tx: Transaction): Promise<{ id: string; name: string; address: string }[]> {
  const rows = await terminalRows(tx, { state: 'passivated', kind: null, siteId: null });
  return rows.map(({ id, name, browser, address }) => ({ id, name: name || browser, address }));
}
