import type { Wanted } from './accept';

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
}: Omit<Wanted, 'startsAt' | 'endsAt'> & { startsAt: Date | string; endsAt: Date | string; statementHash: string }): Record<string, unknown> => ({
  laboratoryId,
  siteIds,
  chapters,
  testCodes,
  startsAt,
  endsAt,
  samplePercent,
  statementHash,
});
