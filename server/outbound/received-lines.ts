import type { Transaction } from '../../db/client';
import type { ObservationRecord } from '../dossier/read-dossier';
import type { ReceivedLine, ReceivedMessage, ReceivedMessages } from './types';

/** The way from a version of a result back to the line that it was read from; null when no message of the dossier has one. */
export type FindLine = (version: ObservationRecord) => Promise<ReceivedLine | null>;

/**
 * Finds the line that every version came by, each message read once. A request that is cancelled as a whole makes versions of results that its message does
 * not repeat: they have the line of the version before, which gives numbers, code and names, and no value.
 * @param history every version of every result of the dossier
 */
export function lineFinder(tx: Transaction, received: ReceivedMessages, accessionNumber: string, history: readonly ObservationRecord[]): FindLine {
  const messages = new Map<string, ReceivedMessage | null>();
  const ownLine = async ({ messageId, observationKey }: ObservationRecord): Promise<Omit<ReceivedLine, 'isOwn'> | null> => {
    if (!messages.has(messageId)) messages.set(messageId, await received.byId(tx, messageId));
    const message = messages.get(messageId);
    const source = message?.results.find((line) => line.observationKey === observationKey && line.accessionNumber === accessionNumber);
    return message && source ? { received: message, source } : null;
  };
  return async (version) => {
    const earlier = history
      .filter(({ observationKey, version: number }) => observationKey === version.observationKey && number < version.version)
      .toSorted((one, other) => other.version - one.version);
    for (const candidate of [version, ...earlier]) {
      const line = await ownLine(candidate);
      if (line) return { ...line, isOwn: candidate === version };
    }
    return null;
  };
}
