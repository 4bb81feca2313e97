/** What the device keeps, in clear, to know when its pack is over: instants in milliseconds. */
export interface PackClock {
  /** The server's: when the pack was made, and the last instant that any contact can give it. */
  madeAt: number;
  endsAt: number;
  /** The server's, at the last contact: its time then, and until when it gave the pack a life. */
  heardAt: number;
  expiresAt: number;
  /** This device's wall clock at that contact. */
  heardOn: number;
  /** The latest that this device's wall clock has shown since. */
  seenOn: number;
  /** What has certainly passed since the contact, whatever the wall clock says. */
  passed: number;
}

/** What the device's two clocks say at a look. */
export interface Look {
  wall: number;
  /** By the clock that nobody sets, since the last look of this document; 0 at its first. */
  since: number;
}

const CONTACT_LIFE_MS = 2 * 3_600_000;
const PACK_LIFE_MS = 8 * 3_600_000;
/** Clocks that correct themselves go back by less. */
const MAY_GO_BACK_MS = 60_000;

export const clockAt = (given: { madeAt: Date; endsAt: Date; now: Date; expiresAt: Date }, wall: number): PackClock => ({
  madeAt: given.madeAt.getTime(),
  endsAt: given.endsAt.getTime(),
  heardAt: given.now.getTime(),
  expiresAt: given.expiresAt.getTime(),
  heardOn: wall,
  seenOn: wall,
  passed: 0,
});

/** The same after a look: what has passed is never less than it was. */
export const looked = (clock: PackClock, { wall, since }: Look): PackClock => ({
  ...clock,
  seenOn: Math.max(clock.seenOn, wall),
  passed: Math.max(clock.passed + Math.max(since, 0), wall - clock.heardOn),
});

/** The server's time as far as this device can know it: never earlier than what has certainly passed. */
export const serverTimeOf = (clock: PackClock, look: Look): number => clock.heardAt + looked(clock, look).passed;

/**
 * Whether the pack is over: two hours after the last contact, eight after it was made, at what the server said, whichever comes first, by the clock that says latest; at once
 * when the wall clock was set back. A clock that is set can end it, and never prolongs it.
 * @see design/decisions.md « Offline pack »; threats.md 30
 */
export function isOver(clock: PackClock, look: Look): boolean {
  if (look.wall < clock.seenOn - MAY_GO_BACK_MS) return true;
  const now = serverTimeOf(clock, look);
  return now >= Math.min(clock.expiresAt, clock.endsAt, clock.heardAt + CONTACT_LIFE_MS, clock.madeAt + PACK_LIFE_MS);
}

/** When it ends if nothing is heard any more, in the server's time. */
export const endOf = (clock: PackClock): number => Math.min(clock.expiresAt, clock.endsAt, clock.heardAt + CONTACT_LIFE_MS, clock.madeAt + PACK_LIFE_MS);
