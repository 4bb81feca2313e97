import type { Transaction } from '../../db/client';
import { rhythmOf } from './exchange-rules';
import { type InboundFilter, type InboundMetadata, inboundLinks, inboundMetadata, inboundStates, oneInbound } from './exchange-store';

export type { InboundFilter, InboundMetadata };

export interface InboundLink {
  laboratoryId: string;
  lastReceivedAt: Date | null;
  lastAnswer: string | null;
  today: number;
  /** Of them, those that did not go in. */
  keptOutToday: number;
  usualGapMs: number | null;
  muteSince: Date | null;
}

/** Received = applied + under way + refused + in quarantine + set aside: nothing is missing from the day. */
export interface DayEquation {
  received: number;
  applied: number;
  stored: number;
  refused: number;
  quarantined: number;
  /** Set aside by a person, with the reason. */
  discarded: number;
}

/** Each laboratory's link as it stands: last message, today's count, mute or not. */
export async function readInboundLinks(tx: Transaction, laboratoryIds: readonly string[], now: Date, today: Date): Promise<InboundLink[]> {
  const weekAgo = new Date(now.getTime() - 7.5 * 86_400_000);
  const rows = await inboundLinks(tx, laboratoryIds, { now, today, weekAgo });
  return rows.map(({ laboratoryId, lastReceivedAt, lastAnswer, today: count, quarantinedToday, usualAroundNow }) => ({
    laboratoryId,
    lastReceivedAt,
    lastAnswer,
    today: count,
    keptOutToday: quarantinedToday,
    ...rhythmOf(lastReceivedAt, usualAroundNow, now),
  }));
}

/** Messages in, newest first, by what is known about them and never by what they say. */
export const readInbound = (tx: Transaction, filter: InboundFilter): Promise<InboundMetadata[]> => inboundMetadata(tx, filter);

export const readOneInbound = async (tx: Transaction, id: string): Promise<InboundMetadata | null> => (await oneInbound(tx, id)) ?? null;

export async function readDayEquation(tx: Transaction, since: Date): Promise<DayEquation> {
  const states = await inboundStates(tx, since);
  const of = (state: string) => states.find((row) => row.state === state)?.count ?? 0;
  const [applied, stored, refused, quarantined, discarded] = [of('applied'), of('stored'), of('refused'), of('quarantined'), of('discarded')];
  return { received: states.reduce((sum, row) => sum + row.count, 0), applied, stored, refused, quarantined, discarded };
}
