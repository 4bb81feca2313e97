/** A screen says every 15 s that it is still there; three beats and nothing: the tablet is off, or away. */
export const GONE_AFTER_MS = 45_000;

export interface Presence {
  userId: string;
  userName: string;
  openedAt: Date;
  seenAt: Date;
  /** When this person took the hand; null = reads beside somebody who had it. */
  handAt: Date | null;
}

export const isThere = ({ seenAt }: Pick<Presence, 'seenAt'>, now: Date): boolean => now.getTime() - seenAt.getTime() < GONE_AFTER_MS;

/** Who has the hand: of those who are there, whoever took it last; when nobody there took it, whoever opened first. Null = nobody is there. It decides what is said, never who may sign. */
export function holderOf<T extends Presence>(presences: readonly T[], now: Date): T | null {
  const there = presences.filter((presence) => isThere(presence, now));
  const took = there.filter(({ handAt }) => handAt !== null).toSorted((a, b) => (b.handAt?.getTime() ?? 0) - (a.handAt?.getTime() ?? 0));
  return took[0] ?? there.toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime())[0] ?? null;
}
