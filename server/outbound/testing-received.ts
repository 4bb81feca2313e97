import { segmentsNamed } from '../hl7/access';
import { parseMessage } from '../hl7/grammar';
import { assert } from '../platform/assert';
import type { ReceivedMessage } from './types';

const LINES = [
  'MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS-VOSNORD|20261121031412||ORU^R01^ORU_R01|VAL1|P|2.5|||||FRA|8859/1',
  'PID|1||0004711^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^DOMINIQUE^^^^L||19790328|F',
  'ORC|RE|P99812^DPI||26112100457^SIL',
  'OBR|1|P99812^DPI|26112100457-BIOCH^SIL|IONO^Ionogramme sanguin^LOCAL|||20261121024500',
  'OBX|1|NM|2823-3^Potassium^LN^K^Potassium^LOCAL||6.9|mmol/L|3.5 - 5.1|HH|||R|||20261121030711',
  '',
];

/** A message of Valmont as it was received, one potassium, without a database. */
export function receivedPotassium(charset = '8859/1'): ReceivedMessage {
  const parsed = parseMessage(LINES.join('\r'));
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
