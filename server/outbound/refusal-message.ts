import { message, segment } from '../hl7/build';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { type Copy, segmentWithCopies } from './copy-field';
import { type DecidedResult, type DecisionMessage, requestsOf } from './decision-message';
import { headerTo, identityFrom, personXcn } from './message-parts';

export interface RefusalMessage extends DecisionMessage {
  reason: string;
}

/**
 * Builds the ORU^R01 that tells a refusal: HL7 has no status for it, so every result stays `R`, as it was sent and under the name that it came with, with a note
 * that says who refused it and why; ZRV-6 and -7 say the same to a machine. The repeat is asked for by a request of its own (OML^O21).
 * @see docs/interfaces.md « Refusal »; interop.md « Decision »
 */
export function refusalMessage(input: RefusalMessage): Hl7Message {
  const { newest, decision } = input;
  const header = headerTo(newest, {
    controlId: input.controlId,
    at: input.at,
    type: ['ORU', 'R01', 'ORU_R01'],
    version: '2.5',
    profile: ['RELAIS_REFUSAL', '1.0'],
  });
  const orders = requestsOf(input.results).flatMap((results, index) => orderGroup(input, results, index + 1));
  return message(header, identityFrom(newest, input.pid), ...orders, segment('ZRV', { ...bound(input), 6: 'REFUSED', 7: personXcn(input.biologist) }));

  function bound({ newest: { timeZone } }: RefusalMessage): Record<number, string> {
    const { signedAt, effectiveAt } = decision;
    return {
      1: decision.id,
      2: String(decision.revision),
      3: decision.displayedHash,
      4: printHl7Time(signedAt, timeZone),
      5: printHl7Time(effectiveAt, timeZone),
    };
  }
}

function orderGroup(input: RefusalMessage, results: readonly DecidedResult[], position: number): Segment[] {
  const [first] = results;
  if (!first) return [];
  const { received, source } = first;
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
    22: printHl7Time(input.decision.signedAt, received.timeZone),
    25: 'R',
  });
  return [common, request, ...results.flatMap((result, index) => observation(input, result, index + 1))];
}

function observation({ biologist, reason }: RefusalMessage, { received, source, isCancelled, status }: DecidedResult, position: number): Segment[] {
  const copy = (field: number): Copy => ({ copyOf: source.obx, field });
  const line = segmentWithCopies(received.message, 'OBX', {
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
    16: copy(16),
  });
  const name = [biologist.title, biologist.givenName, biologist.familyName].filter((part) => part !== '').join(' ');
  return [line, segment('NTE', { 1: '1', 2: 'L', 3: `Refusé par ${name} : ${reason}`, 4: ['RE', 'Remark', 'HL70364'] })];
}
