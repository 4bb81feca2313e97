import { type FieldValue, message, segment } from '../hl7/build';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { headerTo, identityFrom, personXcn } from './message-parts';
import type { NamedPerson, ReceivedMessage } from './types';

export interface ReceiptMessage {
  controlId: string;
  at: Date;
  newest: ReceivedMessage;
  pid: Segment;
  accessionNumber: string;
  placerNumber: string | null;
  report: { id: string; version: number; kind: string; releasedAt: Date };
  event: ReceiptEvent;
}

export interface ReceiptEvent {
  kind: 'AVAILABLE' | 'CONSULTED' | 'DOWNLOADED' | 'ACKNOWLEDGED';
  reader: Reader;
  channel: 'SCREEN' | 'PDF' | 'PORTAL';
  occurredAt: Date;
}

/** A patient is told as « PATIENT » and nothing more: whom it is about is already in PID. */
export type Reader =
  | { kind: 'PRESCRIBER'; person: NamedPerson | null }
  | { kind: 'WARD'; person: NamedPerson | null; ward: { code: string; name: string } | null }
  | { kind: 'PATIENT' };

export const RECEIPT_EVENTS = { AVAILABLE: 'Mis à disposition', CONSULTED: 'Consulté', DOWNLOADED: 'Téléchargé', ACKNOWLEDGED: 'Pris en compte' } as const;
export const RECEIPT_READERS = { PRESCRIBER: 'Prescripteur', WARD: 'Service', PATIENT: 'Patient' } as const;
const CHANNELS = { SCREEN: 'Écran', PDF: 'Fichier PDF', PORTAL: 'Serveur de résultats' } as const;

/**
 * Builds the receipt of one event on one report version, in the shape of the French business acknowledgement ZAM^Z03, as a
 * local profile with its own MSH-21.
 * @see docs/interfaces.md; GBUI VII-3.2c, VII-3.2d; interop.md « Availability and reading receipts »
 */
export function receiptMessage(input: ReceiptMessage): Hl7Message {
  const { newest, report, event } = input;
  const zone = newest.timeZone;
  return message(
    headerTo(newest, { controlId: input.controlId, at: input.at, type: ['ZAM', 'Z03', 'ZAM_Z01'], version: '2.6', profile: ['RELAIS_RECEIPT', '1.0'] }),
    segment('EVN', { 2: printHl7Time(input.at, zone), 6: printHl7Time(event.occurredAt, zone) }),
    identityFrom(newest, input.pid),
    segment('OBR', {
      1: '1',
      2: input.placerNumber,
      3: input.accessionNumber,
      4: ['11502-2', 'CR d’examens biologiques', 'LN'],
      20: report.id,
      21: String(report.version),
      22: printHl7Time(report.releasedAt, zone),
      25: report.kind === 'corrective' ? 'C' : 'F',
    }),
    segment('OBX', {
      1: '1',
      2: 'CWE',
      3: [event.kind, RECEIPT_EVENTS[event.kind], 'RELAIS_RECEIPT'],
      5: readerCode(event.reader),
      11: 'F',
      14: printHl7Time(event.occurredAt, zone),
      16: readerPerson(event.reader),
      17: [event.channel, CHANNELS[event.channel], 'RELAIS_CHANNEL'],
    }),
  );
}

function readerCode(reader: Reader): FieldValue {
  const code = [reader.kind, RECEIPT_READERS[reader.kind], 'RELAIS_READER'];
  return reader.kind === 'WARD' && reader.ward ? [...code, reader.ward.code, reader.ward.name, 'L'] : code;
}

function readerPerson(reader: Reader): FieldValue {
  if (reader.kind === 'PATIENT') return 'PATIENT';
  return reader.person ? personXcn(reader.person) : undefined;
}
