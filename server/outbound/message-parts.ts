import type { Transaction } from '../../db/client';
import { textOf } from '../hl7/access';
import { type Component, type FieldValue, fieldValueOf, segment } from '../hl7/build';
import { charsetNamed, encodeText } from '../hl7/charset';
import { type Hl7Message, printMessage, type Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { type Copy, segmentWithCopies } from './copy-field';
import type { NamedPerson, ReceivedMessage, ReceivedMessages } from './types';

/** Directory of professionals (RPPS) as French HL7 names it: PAM-FR, XCN-9. */
const RPPS_AUTHORITY = ['ASIP-SANTE-PS', '1.2.250.1.71.4.2.1', 'ISO'] as const;

export interface Header {
  controlId: string;
  at: Date;
  /** MSH-9. */
  type: readonly [code: string, event: string, structure: string];
  version: string;
  /** MSH-21: the bilateral agreement that docs/interfaces.md describes. */
  profile: readonly [name: string, version: string];
}

/** MSH back to where the dossier came from: its application and facility, its processing id, its character set. */
export function headerTo(received: ReceivedMessage, header: Header): Segment {
  const copy = (field: number): FieldValue => fieldValueOf(received.message, received.msh, field);
  return segment('MSH', {
    3: textOf(received.message, received.msh, 5) === '' ? 'RELAIS' : copy(5),
    4: copy(6),
    5: copy(3),
    6: copy(4),
    7: printHl7Time(header.at, received.timeZone),
    9: header.type,
    10: header.controlId,
    11: textOf(received.message, received.msh, 11) === '' ? 'P' : copy(11),
    12: header.version,
    17: 'FRA',
    18: received.charset,
    21: [header.profile[0], header.profile[1]],
  });
}

/** PID with the identity exactly as this LIS sent it (PID-3, 5, 7, 8) and nothing that it did not send. */
export function identityFrom(received: ReceivedMessage, pid: Segment): Segment {
  const copy = (field: number): Copy => ({ copyOf: pid, field });
  return segmentWithCopies(received.message, 'PID', { 1: '1', 3: copy(3), 5: copy(5), 7: copy(7), 8: copy(8) });
}

/** XCN of a professional: RPPS, names, title. */
export function personXcn(person: NamedPerson): Component[] {
  const rpps = person.rppsNumber ?? '';
  const authority = rpps === '' ? '' : RPPS_AUTHORITY;
  return [rpps, person.familyName, person.givenName, '', '', person.title, '', '', authority, 'D', '', '', rpps === '' ? '' : 'RPPS'];
}

/** NDL of a professional: the same, as subcomponents of its first component (OBR-32). */
export function personNdl(person: NamedPerson): Component[] {
  const rpps = person.rppsNumber ?? '';
  const authority = rpps === '' ? [] : ['', '', ...RPPS_AUTHORITY];
  return [[rpps, person.familyName, person.givenName, '', '', person.title, ...authority]];
}

/** The bytes that are stored and, at every try, sent. */
export const bytesOf = (built: Hl7Message, received: ReceivedMessage): Buffer => encodeText(printMessage(built), received.charset);

/** The dossier's newest message, to be answered in the character set that its laboratory wants. */
export async function newestFor(
  tx: Transaction,
  received: ReceivedMessages,
  dossier: { laboratoryId: string; accessionNumber: string },
): Promise<ReceivedMessage | null> {
  const newest = await received.newestOf(tx, dossier.laboratoryId, dossier.accessionNumber);
  const { charset } = await received.settingsOf(tx, dossier.laboratoryId);
  return newest && { ...newest, charset: charsetNamed(charset) ?? newest.charset };
}

/** The segment of a received result, to be copied from; the identity of the newest message wins. */
export function pidOf(received: ReceivedMessage, accessionNumber: string): Segment | undefined {
  return (
    received.results.find((result) => result.accessionNumber === accessionNumber)?.pid ??
    received.message.segments.find((candidate) => candidate.name === 'PID')
  );
}
