import { printHl7Time } from '../hl7/time';
import type { MovementEvent } from '../patient/types';

export interface TestMovement {
  event: MovementEvent;
  at: Date;
  /** PV1-3.1 */
  ward: string;
  patientClass: string;
  encounter: string;
  identifier: string;
  name: string;
  birthDate: string;
  reliability: string;
  /** PID-11, repetitions as they are. */
  addresses: string;
  /** Further repetitions of PID-3, as they are. */
  numbers: string;
  admittedAt: Date | null;
  dischargedAt: Date | null;
  /** Further segments, as they are. */
  more: readonly string[];
  processingId: string;
  controlId: string;
}

let written = 0;

/** An ADT of the woman of the test messages, as the admission system of Valmont sends it. */
export function testMovement(given: Partial<TestMovement> & Pick<TestMovement, 'event' | 'at'>): Buffer {
  written += 1;
  const time = (at: Date | null | undefined) => (at ? printHl7Time(at, 'Europe/Paris') : '');
  const message = { ward: '', patientClass: 'I', encounter: '', identifier: '0004711', name: 'PAT-TROIS^DOMINIQUE', birthDate: '19790328', more: [], ...given };
  const pv1: Record<number, string> = {
    1: '1',
    2: message.patientClass,
    3: message.ward,
    19: message.encounter,
    44: time(message.admittedAt),
    45: time(message.dischargedAt),
  };
  return Buffer.from(
    [
      `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|${time(message.at)}||ADT^${message.event}^ADT_A01|${message.controlId ?? `MVT${process.pid}-${written}`}|${message.processingId ?? 'P'}|2.5|||||FRA|UNICODE UTF-8`,
      `EVN||${time(message.at)}`,
      `PID|1||${message.identifier}^^^CH-VALMONT&880000123&FINEJ^PI${message.numbers ? `~${message.numbers}` : ''}||${message.name}^^^^^L||${message.birthDate}|F|||${message.addresses ?? ''}|||||||||||||||||||||${message.reliability ?? 'VALI'}`,
      `PV1${Array.from({ length: 45 }, (_, index) => `|${pv1[index + 1] ?? ''}`).join('')}`,
      ...message.more,
    ].join('\r'),
  );
}
