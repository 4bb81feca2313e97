import { type FieldValue, message, segment } from '../hl7/build';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { type Copy, type CopyOrValue, segmentWithCopies } from './copy-field';
import { headerTo, identityFrom, personXcn } from './message-parts';
import type { NamedPerson, ReceivedLine, ReceivedMessage } from './types';

export type RequestedKind = 'rerun' | 'dilution' | 'recollection' | 'add-on';

/** The message that made the version displayed, and the line in it. */
export type RequestedResult = ReceivedLine;

export interface RequestMessage {
  controlId: string;
  at: Date;
  newest: ReceivedMessage;
  pid: Segment;
  /** Any order of the dossier: it lends an add-on its dossier number. */
  order: RequestedResult | null;
  accessionNumber: string;
  request: { id: string; kind: RequestedKind; reason: string; requestedAt: Date; revision: number };
  isCancellation: boolean;
  biologist: NamedPerson;
  results: readonly RequestedResult[];
  tests: readonly { code: string; label: string }[];
}

/** OBR-11, HL7 table 0065: revised order, laboratory to obtain a specimen, test added to a specimen that it has. */
const ACTION: Readonly<Record<RequestedKind, string>> = { rerun: 'R', dilution: 'R', recollection: 'L', 'add-on': 'A' };
export const REQUEST_KINDS: Readonly<Record<RequestedKind, readonly [string, string, string]>> = {
  rerun: ['RERUN', 'Repasse', 'RELAIS_REQUEST'],
  dilution: ['DILUTION', 'Dilution', 'RELAIS_REQUEST'],
  recollection: ['RECOLLECTION', 'Nouveau prélèvement', 'RELAIS_REQUEST'],
  'add-on': ['ADD-ON', 'Examen ajouté', 'RELAIS_REQUEST'],
};

/**
 * Builds the OML^O21 that asks the laboratory to measure again, to collect again, or to measure something more. An order that exists is changed
 * (ORC-1 `XO`), a new one is `NW`, a request taken back `CA`; ZRQ says in one place what is wanted, by whom and why. Results keep the status that
 * they came with: a refusal has none.
 * @see docs/interfaces.md « Requests »; HL7 2.5 chapters 4.4.6, 4.5.1 (table 0119), 4.5.3 (table 0065)
 */
export function requestMessage(input: RequestMessage): Hl7Message {
  const { newest } = input;
  const header = headerTo(newest, {
    controlId: input.controlId,
    at: input.at,
    type: ['OML', 'O21', 'OML_O21'],
    version: '2.5',
    profile: ['RELAIS_REQUEST', '1.0'],
  });
  const orders = input.request.kind === 'add-on' ? addedOrders(input) : repeatedOrders(input);
  return message(header, identityFrom(newest, input.pid), ...orders, statement(input));
}

function repeatedOrders(input: RequestMessage): Segment[] {
  const byRequest = new Map<Segment, RequestedResult[]>();
  for (const result of input.results) byRequest.set(result.source.obr, [...(byRequest.get(result.source.obr) ?? []), result]);
  return [...byRequest.values()].flatMap((results, index) => {
    const [first] = results;
    if (!first) return [];
    const { received, source } = first;
    const copy = (from: Segment, field: number): Copy => ({ copyOf: from, field });
    const { orc, obr } = source;
    return [
      segmentWithCopies(received.message, 'ORC', {
        1: input.isCancellation ? 'CA' : 'XO',
        2: orc ? copy(orc, 2) : copy(obr, 2),
        3: orc ? copy(orc, 3) : copy(obr, 3),
        4: orc ? copy(orc, 4) : undefined,
        ...whoAndWhy(input),
      }),
      segmentWithCopies(received.message, 'OBR', {
        1: String(index + 1),
        2: copy(obr, 2),
        3: copy(obr, 3),
        4: copy(obr, 4),
        7: copy(obr, 7),
        11: ACTION[input.request.kind],
      }),
      reasonNote(input),
      ...results.map((result, position) => priorResult(result, position + 1)),
    ];
  });
}

/** The result as it came: what is to be measured again, keyed by OBR-3 + OBX-3 + OBX-4. */
function priorResult({ received, source, isCancelled }: RequestedResult, position: number): Segment {
  const copy = (field: number): Copy => ({ copyOf: source.obx, field });
  return segmentWithCopies(received.message, 'OBX', {
    1: String(position),
    2: copy(2),
    3: copy(3),
    4: copy(4),
    5: isCancelled ? undefined : copy(5),
    6: copy(6),
    7: copy(7),
    8: isCancelled ? undefined : copy(8),
    11: isCancelled ? 'X' : copy(11),
    14: copy(14),
  });
}

function addedOrders(input: RequestMessage): Segment[] {
  const { order, request } = input;
  const groupNumber: CopyOrValue = order?.source.orc ? { copyOf: order.source.orc, field: 4 } : input.accessionNumber;
  const from = order?.received.message ?? input.newest.message;
  return input.tests.flatMap(({ code, label }, index) => {
    const placerNumber: FieldValue = [`${request.id.replaceAll('-', '').slice(0, 16).toUpperCase()}-${index + 1}`, 'RELAIS'];
    return [
      segmentWithCopies(from, 'ORC', { 1: input.isCancellation ? 'CA' : 'NW', 2: placerNumber, 4: groupNumber, ...whoAndWhy(input) }),
      segmentWithCopies(from, 'OBR', { 1: String(index + 1), 2: placerNumber, 4: [code, label, 'LN'], 11: ACTION['add-on'] }),
      reasonNote(input),
    ];
  });
}

const whoAndWhy = ({ request, biologist, newest }: RequestMessage): Record<number, FieldValue> => ({
  9: printHl7Time(request.requestedAt, newest.timeZone),
  10: personXcn(biologist),
  16: ['', request.reason],
});

const reasonNote = ({ request }: RequestMessage): Segment => segment('NTE', { 1: '1', 2: 'L', 3: request.reason, 4: ['RE', 'Remark', 'HL70364'] });

/** ZRQ: the request in one segment. @see docs/interfaces.md « ZRQ » */
function statement({ request, biologist, newest, isCancellation, accessionNumber }: RequestMessage): Segment {
  return segment('ZRQ', {
    1: request.id,
    2: REQUEST_KINDS[request.kind],
    3: request.reason,
    4: personXcn(biologist),
    5: printHl7Time(request.requestedAt, newest.timeZone),
    6: accessionNumber,
    7: String(request.revision),
    8: isCancellation ? 'CANCEL' : 'ASK',
  });
}
