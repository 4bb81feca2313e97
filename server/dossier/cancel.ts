import type { ObservationRow } from './store';
import type { IncomingObservation, IncomingRequest } from './types';
import { classOf } from './values';

/** What a line says of itself and a cancelled order does not overrule: whoever reads both decides. */
const SPEAKS_FOR_ITSELF = new Set(['F', 'C', 'D', 'W', 'X', 'N']);

/** What one line of a message, or a cancellation in its place, says of a result. */
export interface SaidResult {
  observation: IncomingObservation;
  /** The message that brought the line itself, and its MSH-7: a cancellation has no line for what it leaves out. */
  messageId: string;
  sentAt: Date;
}

interface Said {
  messageId: string;
  sentAt: Date;
  /** A newer message has cancelled the request. */
  isCancelledSince: boolean;
}

/**
 * Answers what a request says of its results, a cancellation of that message or of a newer one considered: those that it repeats without a final word, and
 * those known before that it leaves out, cannot be had. What was removed already stays removed as it was; a request that is not cancelled says what it says.
 * @see HL7 2.5 tables 0119 (ORC-1 CA, OC, CR) and 0123 (OBR-25 X); decisions « only an explicit D, X, W or cancellation takes something away »
 */
export function cancelled(request: IncomingRequest, known: readonly ObservationRow[], { messageId, sentAt, isCancelledSince }: Said): SaidResult[] {
  const speaks = ({ status }: IncomingObservation) =>
    isCancelledSince ? classOf(status) === 'removed' : !request.isCancelled || SPEAKS_FOR_ITSELF.has(status);
  const own = request.observations.map((line) => ({ observation: speaks(line) ? line : without(line), messageId, sentAt }));
  if (!request.isCancelled) return own;
  const said = new Set(request.observations.map(({ observationKey }) => observationKey));
  const left = known.filter((row) => !said.has(row.observationKey) && classOf(row.status) !== 'removed' && row.sentAt <= sentAt);
  return [...own, ...left.map((row) => ({ observation: without(incomingOf(row)), messageId: row.messageId, sentAt: row.sentAt }))];
}

const without = (observation: IncomingObservation): IncomingObservation => ({
  ...observation,
  values: [],
  number: null,
  comparator: null,
  interpretation: '',
  status: 'X',
  lisValidator: null,
  documents: [],
});

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

const incomingOf = (row: ObservationRow): IncomingObservation => ({
  ...row,
  number: numberOf(row.number),
  referenceLow: numberOf(row.referenceLow),
  referenceHigh: numberOf(row.referenceHigh),
});
