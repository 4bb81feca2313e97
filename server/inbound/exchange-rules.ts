const MINUTE_MS = 60_000;
/** A link is never called mute before that. */
const LEAST_SILENCE_MS = 15 * MINUTE_MS;
/** A link of which nothing is known yet. */
const UNKNOWN_SILENCE_MS = 12 * 60 * MINUTE_MS;
/** Silence of that many usual gaps is no chance any more. */
const GAPS = 6;
/** One hour around now, on each of the seven days before. */
const OBSERVED_MS = 7 * 60 * MINUTE_MS;

export interface LinkRhythm {
  /** Usual time between two messages at this hour; null when too few came to say. */
  usualGapMs: number | null;
  /** When the link fell silent, if it is silent for longer than usual. */
  muteSince: Date | null;
}

/** Says whether a laboratory that sent nothing for a while is mute, by what it usually sends at this hour of the day. */
export function rhythmOf(lastReceivedAt: Date | null, usualAroundNow: number, now: Date): LinkRhythm {
  const usualGapMs = usualAroundNow < 3 ? null : OBSERVED_MS / usualAroundNow;
  if (lastReceivedAt === null) return { usualGapMs, muteSince: null };
  const allowedMs = usualGapMs === null ? UNKNOWN_SILENCE_MS : Math.max(LEAST_SILENCE_MS, GAPS * usualGapMs);
  return { usualGapMs, muteSince: now.getTime() - lastReceivedAt.getTime() > allowedMs ? lastReceivedAt : null };
}
