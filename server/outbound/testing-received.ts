import { segmentsNamed } from '../hl7/access';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import { assert } from '../platform/assert';
import { testMessage } from '../simulator/test-message';
import type { ReceivedMessage } from './types';

/** A message of Valmont as it was received, one potassium, without a database. */
export function receivedPotassium(charset = '8859/1'): ReceivedMessage {
  const parsed = parseMessage(decodeBytes(testMessage({ accessionNumber: '26112100457', results: [{ value: '6.9', flag: 'HH' }] }), '8859/1').text);
  assert(parsed.ok, 'the test message can be read');
  const { message } = parsed;
  const first = (name: string) => {
    const [segment] = segmentsNamed(message, name);
    assert(segment, 'the test message has its segments');
    return segment;
  };
  const line = { accessionNumber: '26112100457', observationKey: 'k', pid: first('PID'), orc: first('ORC'), obr: first('OBR'), obx: first('OBX') };
  return { id: 'm', message, msh: first('MSH'), charset, timeZone: 'Europe/Paris', results: [line] };
}
