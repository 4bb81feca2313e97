import type { AutomaticMarks } from '../../db/schema/validation';
import { type FieldValue, message, segment } from '../hl7/build';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { type Copy, segmentWithCopies } from './copy-field';
import { headerTo, identityFrom, personNdl, personXcn } from './message-parts';
import type { NamedPerson, ReceivedLine, ReceivedMessage } from './types';

/** The message that made the version decided on, and the line in it. */
export interface DecidedResult extends ReceivedLine {
  /** OBX-11 of the answer. */
  status: 'F' | 'C' | 'X' | 'D' | 'W' | 'R';
}

/** The word of the laboratory that executed a result, on which the whole was validated. */
export interface PartTold {
  finessNumber: string;
  laboratory: string;
  /** RELAIS: its biologist, here; LIS: its system said so; BOTH: a biologist of both laboratories; RECEIVED: another way. */
  source: 'RELAIS' | 'LIS' | 'BOTH' | 'RECEIVED';
  by: string;
  rppsNumber: string | null;
  at: Date | null;
  code: string;
  label: string;
  subId: string;
  words: string;
}

export interface DecisionMessage {
  controlId: string;
  at: Date;
  decision: { id: string; revision: number; displayedHash: string; signedAt: Date; effectiveAt: Date; comment: string };
  biologist: NamedPerson;
  /** Who read it after her and agreed, and when. */
  secondReader?: { person: NamedPerson; at: Date } | null;
  /** Nobody has read it: what it rests on. */
  automatic?: AutomaticMarks | null;
  /** Newest message of the dossier: whom to answer, and who the patient is. */
  newest: ReceivedMessage;
  pid: Segment;
  results: readonly DecidedResult[];
  /** What executing laboratories said of their parts among these results. */
  parts?: readonly PartTold[];
  /** It validates nothing: comments written or corrected once results are out. */
  isComment?: boolean;
  /** What the biologist wrote besides: on results by their key, and on the dossier or its samples. */
  comments?: { byKey: ReadonlyMap<string, readonly string[]>; general: readonly string[] };
}

/**
 * Builds the ORU^R01 that takes a decision home: what was decided and nothing else, each value as the LIS sent it, keyed by
 * OBR-3 + OBX-3 + OBX-4, with who validated, when, and on exactly what (ZRV).
 * @see docs/interfaces.md; HL7 2.5 chapter 7.3.1; interop.md « Decision »
 */
export function decisionMessage(input: DecisionMessage): Hl7Message {
  const { newest, decision } = input;
  const header = headerTo(newest, {
    controlId: input.controlId,
    at: input.at,
    type: ['ORU', 'R01', 'ORU_R01'],
    version: '2.5',
    profile: ['RELAIS_DECISION', '1.0'],
  });
  if (input.automatic) return automaticMessage(input, header, input.automatic);
  const general = [decision.comment, ...(input.comments?.general ?? [])].filter((text) => text !== '');
  return message(
    header,
    identityFrom(newest, input.pid),
    ...notesOf(general),
    ...resultGroups(input),
    proof(input, input.isComment ? { 6: 'COMMENT', 7: personXcn(input.biologist) } : {}),
    ...partsOf(input),
  );
}

/** ZPV: who validated in the laboratory that executed, result by result; a system that does not know it loses nothing. @see docs/interfaces.md, « ZPV »; GBUI XIV-2 */
const partsOf = ({ parts = [], newest }: DecisionMessage): Segment[] =>
  parts.map(({ finessNumber, laboratory, source, by, rppsNumber, at, code, label, subId, words }, index) =>
    segment('ZPV', {
      1: String(index + 1),
      2: [finessNumber, laboratory],
      3: source,
      4: by,
      5: rppsNumber ?? '',
      6: at ? printHl7Time(at, newest.timeZone) : '',
      7: [code, label],
      8: subId,
      9: words,
    }),
  );

const notesOf = (texts: readonly string[]): Segment[] =>
  texts.map((text, index) => segment('NTE', { 1: String(index + 1), 2: 'L', 3: text, 4: ['RE', 'Remark', 'HL70364'] }));

/** The same, with a note for people and ZRV-6 onwards for machines: that nobody has read it, in whose name it is, by which rules and on which acceptance. */
function automaticMessage(input: DecisionMessage, header: Segment, marks: AutomaticMarks): Hl7Message {
  const { title, givenName, familyName } = input.biologist;
  const name = [title, givenName, familyName].filter((part) => part !== '').join(' ');
  const words = `Validation automatique acceptée par ${name} : règles « ${marks.ruleSetTitle} », version ${marks.ruleSetVersion}, approuvées par ${marks.approvedBy}`;
  const { timeZone } = input.newest;
  const rests = proof(input, {
    6: 'AUTO',
    7: personXcn(input.biologist),
    10: [marks.ruleSetTitle, String(marks.ruleSetVersion), marks.approvedBy, printHl7Time(new Date(marks.approvedAt), timeZone)],
    11: [marks.acceptanceId, printHl7Time(new Date(marks.acceptedAt), timeZone)],
    12: [marks.verdictHash, printHl7Time(new Date(marks.evaluatedAt), timeZone)],
  });
  const note = segment('NTE', { 1: '1', 2: 'L', 3: words, 4: ['RE', 'Remark', 'HL70364'] });
  return message(header, identityFrom(input.newest, input.pid), note, ...resultGroups(input), rests);
}

/** ORC, OBR and the OBX of every request concerned, each with what the biologist wrote on it. */
export const resultGroups = (input: DecisionMessage): Segment[] => requestsOf(input.results).flatMap((results, index) => orderGroup(input, results, index + 1));

/** The results by the request that they were measured for, in their order. */
export function requestsOf(results: readonly DecidedResult[]): DecidedResult[][] {
  const byRequest = new Map<Segment, DecidedResult[]>();
  for (const result of results) byRequest.set(result.source.obr, [...(byRequest.get(result.source.obr) ?? []), result]);
  return [...byRequest.values()];
}

function orderGroup(input: DecisionMessage, results: readonly DecidedResult[], position: number): Segment[] {
  const [first] = results;
  if (!first) return [];
  const outcome = { 25: results.some((result) => result.status === 'C') ? 'C' : 'F', 32: personNdl(input.biologist) };
  return [
    ...requestHead(input, first, position, outcome),
    ...results.flatMap((result, index) => [
      resultLine(result, index + 1, personXcn(input.biologist)),
      ...notesOf(input.comments?.byKey.get(result.source.observationKey) ?? []),
    ]),
  ];
}

/** ORC and OBR of a request as they were received, signed at, and what became of it. */
export function requestHead(
  { decision }: DecisionMessage,
  { received, source }: DecidedResult,
  position: number,
  outcome: Readonly<Record<number, FieldValue>>,
): Segment[] {
  const copy = (from: Segment, field: number): Copy => ({ copyOf: from, field });
  const { orc, obr } = source;
  const common = orc
    ? segmentWithCopies(received.message, 'ORC', { 1: 'RE', 2: copy(orc, 2), 3: copy(orc, 3), 4: copy(orc, 4) })
    : segmentWithCopies(received.message, 'ORC', { 1: 'RE', 2: copy(obr, 2), 3: copy(obr, 3) });
  const request = segmentWithCopies(received.message, 'OBR', {
    1: String(position),
    2: copy(obr, 2),
    3: copy(obr, 3),
    4: copy(obr, 4),
    7: copy(obr, 7),
    22: printHl7Time(decision.signedAt, received.timeZone),
    ...outcome,
  });
  return [common, request];
}

/** OBX of a result as it was received, with its status and who answers for it; left out, whom it came with. */
export function resultLine({ received, source, isCancelled, status }: DecidedResult, position: number, answers?: FieldValue): Segment {
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
    11: status,
    14: copy(14),
    16: answers ?? copy(16),
  });
}

/** ZRV: what the signature is bound to. @see docs/interfaces.md, « ZRV » */
export function proof({ decision, newest, secondReader }: DecisionMessage, more: Readonly<Record<number, FieldValue>> = {}): Segment {
  return segment('ZRV', {
    1: decision.id,
    2: String(decision.revision),
    3: decision.displayedHash,
    4: printHl7Time(decision.signedAt, newest.timeZone),
    5: printHl7Time(decision.effectiveAt, newest.timeZone),
    ...(secondReader ? { 8: personXcn(secondReader.person), 9: printHl7Time(secondReader.at, newest.timeZone) } : {}),
    ...more,
  });
}

/** What an answer says of a result: taken away stays taken away; what replaces something already released is a correction. */
export function statusToSend(received: string, replacesReleased: boolean): DecidedResult['status'] {
  if (received === 'D' || received === 'W') return received;
  if (received === 'X' || received === 'N') return 'X';
  return replacesReleased ? 'C' : 'F';
}

/** A refusal has no status of its own: what was measured stays unverified, what was taken away stays so. */
export const refusedStatus = (status: DecidedResult['status']): DecidedResult['status'] => (status === 'F' || status === 'C' ? 'R' : status);
