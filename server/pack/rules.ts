const HOUR_MS = 3_600_000;

/** A pack lives no longer than that after the server was last heard from. */
export const CONTACT_LIFE_MS = 2 * HOUR_MS;
/** Nor than that after it was made, whatever was heard. */
export const PACK_LIFE_MS = 8 * HOUR_MS;
/** What a night needs: the most pressing, and few enough to be read one by one. */
export const DOSSIERS_MOST = 50;

/** @see design/decisions.md « Offline pack » */
export const expiryOf = (madeAt: Date, lastContactAt: Date): Date =>
  new Date(Math.min(lastContactAt.getTime() + CONTACT_LIFE_MS, madeAt.getTime() + PACK_LIFE_MS));

export const PACK_ENDS = ['session', 'replaced', 'expired', 'given-up', 'lost'] as const;
/** Why a pack is over: its session was ended by hand or from elsewhere; another was taken; its time; by its holder; somebody says that the tablet is lost. */
export type PackEnd = (typeof PACK_ENDS)[number];

export interface PackFacts {
  userId: string;
  sessionId: string;
  terminalId: string | null;
  expiresAt: Date;
  endedAt: Date | null;
}

interface Asker {
  userId: string;
  sessionId: string;
  terminalId: string | null;
}

/** Whether what is in the pack may still be looked at and sent back by this session. Of another person, session or device, or past its time: never. */
export const isOpenTo = (pack: PackFacts, by: Asker, now: Date): boolean =>
  pack.userId === by.userId && pack.sessionId === by.sessionId && pack.endedAt === null && now < pack.expiresAt;

/**
 * Whether a later session of the same person may go on with it: on the same device as far as devices are known, before it is over. That the pack is really before her
 * is shown by the secret that only its content holds.
 * @see threats.md 29
 */
export const mayResume = (pack: PackFacts, by: Asker, now: Date): boolean =>
  pack.userId === by.userId && pack.endedAt === null && now < pack.expiresAt && (pack.terminalId === null || pack.terminalId === by.terminalId);
