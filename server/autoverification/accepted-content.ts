import type { Scope } from './types';

interface Accepted extends Scope {
  laboratoryId: string;
  siteIds: readonly string[];
  startsAt: Date | string;
  endsAt: Date | string;
  samplePercent: number;
  statementHash: string;
}

/** An acceptance as its proof is bound to it: what was asked for, and the fingerprint of the words. Instants are written in one way, as ISO texts or as dates. */
export const acceptedContentOf = ({
  laboratoryId,
  siteIds,
  chapters,
  testCodes,
  startsAt,
  endsAt,
  samplePercent,
  statementHash,
}: Accepted): Record<string, unknown> => ({
  laboratoryId,
  siteIds,
  chapters,
  testCodes,
  startsAt,
  endsAt,
  samplePercent,
  statementHash,
});
