import { message, segment } from '../hl7/build';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { type DecidedResult, type DecisionMessage, proof, requestHead, requestsOf, resultLine } from './decision-message';
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
  const { newest } = input;
  const header = headerTo(newest, {
    controlId: input.controlId,
    at: input.at,
    type: ['ORU', 'R01', 'ORU_R01'],
    version: '2.5',
    profile: ['RELAIS_REFUSAL', '1.0'],
  });
  const orders = requestsOf(input.results).flatMap((results, index) => orderGroup(input, results, index + 1));
  return message(header, identityFrom(newest, input.pid), ...orders, proof(input, { 6: 'REFUSED', 7: personXcn(input.biologist) }));
}

function orderGroup(input: RefusalMessage, results: readonly DecidedResult[], position: number): Segment[] {
  const [first] = results;
  if (!first) return [];
  return [...requestHead(input, first, position, { 25: 'R' }), ...results.flatMap((result, index) => observation(input, result, index + 1))];
}

function observation({ biologist, reason }: RefusalMessage, result: DecidedResult, position: number): Segment[] {
  const name = [biologist.title, biologist.givenName, biologist.familyName].filter((part) => part !== '').join(' ');
  return [resultLine(result, position), segment('NTE', { 1: '1', 2: 'L', 3: `Refusé par ${name} : ${reason}`, 4: ['RE', 'Remark', 'HL70364'] })];
}
