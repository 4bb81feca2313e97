import type { DutyKind } from './types';

/** Who is on the spot answers first, then who is called at home, then who is there by day. */
const ORDER: Readonly<Record<DutyKind, number>> = { garde: 0, astreinte: 1, presence: 2 };

export interface Present {
  userId: string;
  kind: DutyKind;
  startsAt: Date;
}

export interface Responsible {
  userId: string;
  /** By a hand-over that was offered, accepted or taken over; else by the roster alone. */
  by: 'handover' | 'roster';
  /** The roster names her too at this instant. */
  isOnDuty: boolean;
}

/** Those whom the roster names at an instant, in the order in which they answer: one order for everybody who asks. */
export const inOrder = (present: readonly Present[]): Present[] =>
  present.toSorted(
    (a, b) => ORDER[a.kind] - ORDER[b.kind] || a.startsAt.getTime() - b.startsAt.getTime() || (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0),
  );

/**
 * Says who answers for a site at an instant: whoever holds it by a hand-over, however late it is; without one, the first whom the roster names. Null only where
 * nobody holds it and nobody is on duty, for which the roster rings.
 */
export function responsibleOf(holderId: string | null, present: readonly Present[]): Responsible | null {
  if (holderId !== null) return { userId: holderId, by: 'handover', isOnDuty: present.some(({ userId }) => userId === holderId) };
  const [first] = inOrder(present);
  return first ? { userId: first.userId, by: 'roster', isOnDuty: true } : null;
}
