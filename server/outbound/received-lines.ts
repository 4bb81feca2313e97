import type { Transaction } from '../../db/client';
import type { ObservationRecord } from '../dossier/read-dossier';
import type { ReceivedLine, ReceivedMessages } from './types';

/** The way from a version of a result back to the line that it was read from; null when its message has none. */
export type FindLine = (version: ObservationRecord) => Promise<ReceivedLine | null>;

/** Finds the lines that versions of a dossier's results came by, each message read once. */
export function lineFinder(tx: Transaction, received: ReceivedMessages, accessionNumber: string): FindLine {
  const messages = new Map<string, Awaited<ReturnType<ReceivedMessages['byId']>>>();
  return async ({ messageId, observationKey, status, values }) => {
    if (!messages.has(messageId)) messages.set(messageId, await received.byId(tx, messageId));
    const message = messages.get(messageId);
    const source = message?.results.find((line) => line.observationKey === observationKey && line.accessionNumber === accessionNumber);
    return message && source ? { received: message, source, isCancelled: status === 'X' && values.length === 0 } : null;
  };
}
