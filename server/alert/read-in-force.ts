import type { Transaction } from '../../db/client';
import { assert } from '../platform/assert';
import { PolicyContent } from './policy';
import { versionInForce } from './policy-store';
import { STARTING_POLICY } from './starting-policy';

export interface PolicyInForce {
  /** Null: none is approved yet; the flags of the LIS alone count. */
  versionId: string | null;
  content: PolicyContent;
}

/** What calls by today: the newest approved version whose date has come; before any was approved, the laboratory's own flags with the starting delays. */
export async function readPolicyInForce(tx: Transaction, laboratoryId: string, at: Date): Promise<PolicyInForce> {
  const row = await versionInForce(tx, laboratoryId, at);
  if (!row) return { versionId: null, content: { ...STARTING_POLICY, rows: [] } };
  const parsed = PolicyContent.safeParse(row.content);
  assert(parsed.success, 'an approved policy can be read');
  return { versionId: row.id, content: parsed.data };
}
