import type { Transaction } from '../../db/client';
import { openSuspensions } from './life-store';
import { versionsInForce } from './store';

/** Which version is in force in each of these laboratories at that instant, and whether its rules are suspended. */
export async function readRulesInForce(
  tx: Transaction,
  laboratoryIds: readonly string[],
  at: Date,
): Promise<Map<string, { versionId: string; isSuspended: boolean }>> {
  if (laboratoryIds.length === 0) return new Map();
  return new Map((await versionsInForce(tx, laboratoryIds, at)).map(({ laboratoryId, id, isSuspended }) => [laboratoryId, { versionId: id, isSuspended }]));
}

/** Since when, by whom and why the rules of a laboratory are suspended; null = they are not. */
export async function readSuspension(tx: Transaction, laboratoryId: string): Promise<{ since: Date; by: string; reason: string } | null> {
  const [open] = await openSuspensions(tx, [laboratoryId]);
  return open ? { since: open.at, by: open.byName, reason: open.reason } : null;
}
