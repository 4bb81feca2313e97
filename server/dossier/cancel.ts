import type { ObservationRow } from './store';
import type { IncomingObservation, IncomingRequest } from './types';
import { classOf } from './values';

/** What a line says of itself and a cancelled order does not overrule: whoever reads both decides. */
const SPEAKS_FOR_ITSELF = new Set(['F', 'C', 'D', 'W', 'X', 'N']);

/**
 * Answers what a cancelled request says of its results: those that it repeats without a final word, and those known before that it leaves out, cannot be had.
 * What was removed already stays removed as it was; a request that is not cancelled says what it says.
 * @see HL7 2.5 tables 0119 (ORC-1 CA, OC, CR) and 0123 (OBR-25 X); decisions « only an explicit D, X, W or cancellation takes something away »
 */
export function cancelled(request: IncomingRequest, known: readonly ObservationRow[]): IncomingRequest {
  if (!request.isCancelled) return request;
  const said = new Set(request.observations.map(({ observationKey }) => observationKey));
  const own = request.observations.map((observation) => (SPEAKS_FOR_ITSELF.has(observation.status) ? observation : without(observation)));
  const left = known.filter(({ observationKey, status }) => !said.has(observationKey) && classOf(status) !== 'removed');
  return { ...request, observations: [...own, ...left.map((row) => without(incomingOf(row)))] };
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
