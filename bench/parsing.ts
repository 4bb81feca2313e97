import { Hl7Message } from '@medplum/core';
import { parseMessage } from '../server/hl7/grammar';
import { type Figure } from './figures';
import { twentyResults } from './mllp';

const ROUNDS = 5;
const MESSAGES = 4_000;

/** Messages of twenty results parsed in a second, ours and the parser of @medplum/core on the same text; the best of several rounds. */
export function measureParsing(): Figure[] {
  const text = twentyResults().toString('utf8');
  const own = best(() => parseMessage(text).ok);
  const medplum = best(() => Hl7Message.parse(text).segments.length > 0);
  return [
    { what: 'HL7 parse, 20 OBX', measured: `${Math.round(own)} msg/s`, budget: '', isWithin: null },
    {
      what: '  @medplum/core on the same text',
      measured: `${Math.round(medplum)} msg/s: ours is ${(own / medplum).toFixed(1)} times as fast`,
      budget: '≥ 3 ×',
      isWithin: own >= 3 * medplum,
    },
  ];
}

function best(parse: () => boolean): number {
  let perSecond = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    for (let count = 0; count < MESSAGES; count += 1) if (!parse()) throw new Error('the text of the bench is a message');
    perSecond = Math.max(perSecond, (1000 * MESSAGES) / (performance.now() - began));
  }
  return perSecond;
}
