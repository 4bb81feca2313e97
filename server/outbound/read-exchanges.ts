import type { Transaction } from '../../db/client';
import { attemptsOf, type OutboundFilter, type OutboundMetadata, oneOutbound, outboundLink, outboundMetadata } from './exchange-store';

export type { OutboundFilter, OutboundMetadata };

export interface OutboundLink {
  laboratoryId: string;
  lastAt: Date | null;
  lastOutcome: string | null;
  lastAnswer: string | null;
  waiting: number;
  refused: number;
  /** The first message that waits: since when, how often tried, when tried again. */
  firstWaiting: { createdAt: Date; attempts: number; nextAttemptAt: Date; lastOutcome: string | null } | null;
}

/** What each laboratory's LIS was sent last, and what waits for it. */
export async function readOutboundLinks(tx: Transaction, laboratoryIds: readonly string[]): Promise<OutboundLink[]> {
  const links: OutboundLink[] = [];
  for (const laboratoryId of laboratoryIds) {
    const { last, firstWaiting, waiting, refused } = await outboundLink(tx, laboratoryId);
    const [lastAttempt] = last ? await attemptsOf(tx, last.id) : [];
    links.push({
      laboratoryId,
      lastAt: lastAttempt?.at ?? null,
      lastOutcome: lastAttempt?.outcome ?? null,
      lastAnswer: lastAttempt?.answerCode ?? null,
      waiting,
      refused,
      firstWaiting,
    });
  }
  return links;
}

/** Messages out, newest first, by what is known about them and never by what they say. */
export const readOutbound = (tx: Transaction, filter: OutboundFilter): Promise<OutboundMetadata[]> => outboundMetadata(tx, filter);

export const readOneOutbound = async (tx: Transaction, id: string): Promise<OutboundMetadata | null> => (await oneOutbound(tx, id)) ?? null;

export const readAttempts = attemptsOf;
