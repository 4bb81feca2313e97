import type { Transaction } from '../../db/client';
import { endOf } from './rules';
import { dutiesBetween } from './store';

const AHEAD_MS = 36 * 3_600_000;

/** Who comes on duty where within the next day and a half, the first in front: whom one would hand over to. */
export async function readNextDuties(tx: Transaction, at: Date): Promise<{ siteId: string; userId: string; startsAt: Date }[]> {
  const duties = await dutiesBetween(tx, at, new Date(at.getTime() + AHEAD_MS));
  return duties
    .filter((duty) => duty.startsAt > at && endOf(duty) > duty.startsAt)
    .map(({ siteId, userId, startsAt }) => ({ siteId, userId, startsAt }))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
