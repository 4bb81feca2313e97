import type { Transaction } from '../../db/client';
import { type CompiledSet, compile } from './compile';
import { RuleSetContent } from './rule-set';
import { contentsOf, type InForce, versionsInForce } from './store';

/** A content never changes under its hash: each is read and checked once per process. Null = it cannot be read, and says so of every dossier. */
const known = new Map<string, CompiledSet | null>();

export interface SetInForce extends InForce {
  compiled: CompiledSet | null;
}

/** What is in force in these laboratories now. */
export async function readSetsInForce(tx: Transaction, laboratoryIds: readonly string[], at: Date): Promise<Map<string, SetInForce>> {
  const versions = await versionsInForce(tx, laboratoryIds, at);
  const unread = versions.filter(({ contentHash }) => !known.has(contentHash));
  if (unread.length > 0)
    for (const { contentHash, content } of await contentsOf(
      tx,
      unread.map(({ id }) => id),
    )) {
      const parsed = RuleSetContent.safeParse(content);
      known.set(contentHash, parsed.success ? compile(parsed.data) : null);
    }
  return new Map(versions.map((version) => [version.laboratoryId, { ...version, compiled: known.get(version.contentHash) ?? null }]));
}
