import { hashOf } from '../platform/canonical';
import { controlStateOf } from './control-words';
import type { IncomingObservation } from './types';
import { classOf } from './values';

/** The newest recorded version of one result. */
export interface CurrentObservation {
  id: string;
  observationKey: string;
  version: number;
  contentHash: string;
  status: string;
  sentAt: Date;
  lisValidator: string | null;
  executorValidator?: string | null;
  origin: string;
  analyserFlags?: string[];
  qualityControl?: string;
  valuesBefore?: string[];
  dilution?: string;
}

export type ObservationChange =
  | { kind: 'new'; observation: IncomingObservation; version: 1; contentHash: string }
  | { kind: 'changed'; observation: IncomingObservation; version: number; contentHash: string }
  | { kind: 'kept'; id: string };

/**
 * Hashes what a person decides on: value, unit, reference, flag, notes, what and who measured. Times, statuses among
 * equals and technical identifiers are left out, so that an LIS that repeats its message, or echoes our decision as `F`,
 * changes nothing.
 */
export function contentHashOf(observation: IncomingObservation): string {
  return hashOf({
    code: observation.code,
    label: observation.label,
    subId: observation.subId,
    // « Not obtainable », « deleted » and « wrong patient » say different things to who has read the result.
    class: classOf(observation.status) === 'removed' ? observation.status : classOf(observation.status),
    values: observation.values,
    unit: observation.unit,
    referenceRange: observation.referenceRange,
    interpretation: observation.interpretation,
    notes: observation.notes,
    method: observation.method,
    performer: observation.performerFiness || observation.performerCode || observation.performerName,
    // Measured at the bedside is another statement than measured in the laboratory; without an origin the hash is that of results from before there was one.
    ...(observation.origin === '' ? {} : { origin: observation.origin }),
    // Another document under the same title is another result; without any, the hash is that of results from before there were documents.
    ...(observation.documents && observation.documents.length > 0 ? { documents: observation.documents.map(({ sha256 }) => sha256) } : {}),
    ...technicalContent(observation),
  });
}

/** What the analyser said besides the value; what it did not say is not there, so that results of before it could be told keep their hash. */
function technicalContent({ analyserFlags = [], qualityControl = '', valuesBefore = [], dilution = '' }: IncomingObservation): object {
  const control = controlStateOf(qualityControl);
  return {
    ...(analyserFlags.length > 0 ? { analyserFlags } : {}),
    // « CQ conforme à 02:10 » and « CQ conforme à 06:05 » say the same; what nobody can read is taken word for word.
    ...(qualityControl === '' ? {} : { qualityControl: control === 'unknown' ? qualityControl : control }),
    ...(valuesBefore.length > 0 ? { valuesBefore } : {}),
    ...(dilution === '' ? {} : { dilution }),
  };
}

/**
 * Decides what one line of a message does to the dossier. Messages merge and absence deletes nothing: only an explicit
 * removal takes a result away; a result never becomes awaited again; a message older than the one that made the present
 * version changes nothing (decisions « Data », pain point: late copies).
 */
export function changeOf(sent: IncomingObservation, current: CurrentObservation | undefined, sentAt: Date): ObservationChange {
  const whole = current ? withKnownOrigin(sent, current) : sent;
  const filled = current ? withKnownTechnical(whole, current) : whole;
  // Of the same value, what the analyser said once stays said: an LIS that echoes a result as `F` leaves that out.
  const incoming = current && contentHashOf(filled) === current.contentHash ? filled : whole;
  const contentHash = contentHashOf(incoming);
  if (!current) return { kind: 'new', observation: incoming, version: 1, contentHash };
  const gainsValidator = isGained(incoming.lisValidator, current.lisValidator) || isGained(incoming.executorValidator, current.executorValidator);
  if (current.contentHash === contentHash && !gainsValidator) return { kind: 'kept', id: current.id };
  const [isAwaited, wasAwaited] = [classOf(incoming.status) === 'awaited', classOf(current.status) === 'awaited'];
  if (isAwaited && !wasAwaited) return { kind: 'kept', id: current.id };
  // « In process » says nothing of a value: one that comes late is known all the same.
  if (current.sentAt > sentAt && !(wasAwaited && !isAwaited)) return { kind: 'kept', id: current.id };
  return { kind: 'changed', observation: incoming, version: current.version + 1, contentHash };
}

const isGained = (told: string | null | undefined, known: string | null | undefined): boolean => (told ?? null) !== null && (known ?? null) === null;

/**
 * A message that names neither origin nor equipment says nothing of where a result was measured: known as measured at the bedside, it stays so, and no LIS has
 * validated it.
 * @see GBUI XIII-2.4, XIII-2.6
 */
function withKnownOrigin(sent: IncomingObservation, { origin }: CurrentObservation): IncomingObservation {
  return origin !== '' && sent.origin === '' && sent.equipment === '' ? { ...sent, origin, lisValidator: null, executorValidator: null } : sent;
}

function withKnownTechnical(sent: IncomingObservation, known: CurrentObservation): IncomingObservation {
  const { analyserFlags = [], qualityControl = '', valuesBefore = [], dilution = '' } = sent;
  return {
    ...sent,
    analyserFlags: analyserFlags.length > 0 ? analyserFlags : (known.analyserFlags ?? []),
    qualityControl: qualityControl || (known.qualityControl ?? ''),
    valuesBefore: valuesBefore.length > 0 ? valuesBefore : (known.valuesBefore ?? []),
    dilution: dilution || (known.dilution ?? ''),
  };
}

/** The hash of a revision: which versions it holds, the notes on the whole, on each request and on each sample, in a fixed order. */
export function revisionHashOf(
  versions: readonly { observationKey: string; version: number; contentHash: string }[],
  notes: readonly string[],
  requests: readonly { requestKey: string; label: string; notes: readonly string[] }[],
  specimens: readonly { identifier: string; notes: readonly string[] }[] = [],
): string {
  const sorted = [...versions].sort((a, b) => (a.observationKey < b.observationKey ? -1 : 1));
  const said = specimens.filter((specimen) => specimen.notes.length > 0).sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
  const byKey = [...requests].sort((a, b) => (a.requestKey < b.requestKey ? -1 : 1));
  return hashOf({
    versions: sorted.map(({ observationKey, version, contentHash }) => [observationKey, version, contentHash]),
    notes,
    requests: byKey.map((request) => [request.requestKey, request.label, request.notes]),
    // A sample of which nothing was said is not told: the hash is then that of revisions from before samples had notes of their own.
    ...(said.length === 0 ? {} : { specimens: said.map(({ identifier, notes: own }) => [identifier, own]) }),
  });
}
