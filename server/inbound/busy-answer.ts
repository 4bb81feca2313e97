import { buildAck, findControlId } from '../hl7/ack';
import { decodeBytes, encodeText } from '../hl7/charset';
import { parseMessage, printMessage } from '../hl7/grammar';
import { newId } from '../platform/ids';

/**
 * The answer when a message cannot be stored now (database away): `AR`, so that the sender keeps it and sends it again.
 * Nothing was stored, and nothing is claimed to be.
 * @see HL7 2.5 chapter 2.9.2 (AR: refused or try later)
 */
export function busyAnswer(bytes: Buffer, at: Date): Buffer {
  const { text } = decodeBytes(bytes, 'UNICODE UTF-8');
  const parsed = parseMessage(text);
  const answer = buildAck({
    original: parsed.ok ? parsed.message : null,
    code: 'AR',
    controlId: newId().replaceAll('-', '').slice(-20),
    answeredControlId: findControlId(text),
    at,
    zone: 'Europe/Paris',
    problems: [{ segment: 'MSH', field: null, code: '207', text: 'Relais ne peut pas enregistrer ce message maintenant : rien n’a été pris, renvoyez-le.' }],
  });
  return encodeText(printMessage(answer), 'UNICODE UTF-8');
}
