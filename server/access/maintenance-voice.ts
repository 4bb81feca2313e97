import type { Transaction } from '../../db/client';
import { announce } from '../platform/live';

/** Wakes the screens of everybody who watches over remote maintenance. */
export async function announceMaintenance(tx: Transaction): Promise<void> {
  for (const role of ['biologist', 'administrator', 'quality_manager']) await announce(tx, 'security', role);
}
