import type { Transaction } from '../../db/client';
import { rhythmOf } from './exchange-rules';
import {
  countOpenRepairs,
  type InboundFilter,
  type InboundMetadata,
  inboundLinks,
  inboundMetadata,
  inboundStates,
  oneInbound,
  openRepairs,
  type RepairRow,
} from './exchange-store';

export type { InboundFilter, InboundMetadata, RepairRow };

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

/** Received = applied + under way + refused + in quarantine: nothing is missing from the day. */
export interface DayEquation {
  received: number;
  applied: number;
  stored: number;
  refused: number;
  quarantined: number;
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
  const [applied, stored, refused, quarantined] = [of('applied'), of('stored'), of('refused'), of('quarantined')];
  return { received: states.reduce((sum, row) => sum + row.count, 0), applied, stored, refused, quarantined };
}

/** What somebody must mend, newest first, and how much of it there is in all. */
export async function readRepairs(tx: Transaction, limit: number): Promise<{ total: number; items: RepairRow[] }> {
  return { total: await countOpenRepairs(tx), items: await openRepairs(tx, limit) };
}
