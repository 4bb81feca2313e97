import { standingsOf } from './rules';
import type { VersionDecision, VersionFacts } from './types';

export interface LisValidated {
  id: string;
  validator: string;
}

/**
 * The versions that a validator of the LIS stands for and that waited when they were the newest: also one that another has replaced before anybody looked.
 * Each is judged by what was known and decided up to it, so that messages that come together are validated as those that come one by one.
 * @see decisions.md « `F` from the LIS is published without a biologist in Relais only… »; ISO 15189:2022 7.4.1.8 (every version keeps who validated it)
 */
export function lisValidated(versions: readonly (VersionFacts & { lisValidator: string | null })[], decisions: readonly VersionDecision[]): LisValidated[] {
  if (versions.every(({ lisValidator }) => lisValidator === null)) return [];
  const byKey = new Map<string, typeof versions>();
  for (const version of versions.toSorted((a, b) => a.version - b.version))
    byKey.set(version.observationKey, [...(byKey.get(version.observationKey) ?? []), version]);
  return [...byKey.values()].flatMap((list) => {
    const found: LisValidated[] = [];
    for (const [index, { id, lisValidator }] of list.entries()) {
      if (lisValidator === null) continue;
      const own = found.map((made): VersionDecision => ({ observationVersionId: made.id, decisionId: '', kind: 'lis', state: 'effective' }));
      const [standing] = standingsOf(list.slice(0, index + 1), [...decisions, ...own]);
      if (standing?.standing === 'awaiting' || standing?.standing === 'held') found.push({ id, validator: lisValidator });
    }
    return found;
  });
}
