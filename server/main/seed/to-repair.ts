import { testMessage } from '../../simulator/test-message';
import type { HistoryMessage } from '../../simulator/traffic';

const MINUTE_MS = 60_000;

/** What a LIS misses on an ordinary day, for whoever opens the repair desk of the demonstration: two digits of an RPPS swapped, a ward and a code nobody mapped, a birth date that does not exist. */
export function messagesToRepair(to: Date): Pick<HistoryMessage, 'at' | 'bytes'>[] {
  const at = (minutes: number) => new Date(to.getTime() - minutes * MINUTE_MS);
  const day = to.toISOString().slice(2, 10).replaceAll('-', '');
  const common = (minutes: number) => ({
    sentAt: at(minutes),
    receivedAt: at(minutes + 15),
    collectedAt: at(minutes + 30),
    orderedAt: at(minutes + 35),
    laboratory: 'LBM-HAUTERIVE' as const,
    // A person of its own: by her INS the patient of the test messages would bear these results at every laboratory.
    patient: { identifier: '0039871', birthFamilyName: 'ESSAI-RELIRE', givenNames: ['MARTHE'], birthDate: '1968-02-11', ins: null, email: '', mobilePhone: '' },
  });
  const swapped = (number: string, minutes: number) =>
    testMessage({ ...common(minutes), accessionNumber: `${day}${number}`, prescriberRpps: '10001234576', prescriberName: ['MARCHAL', 'Élise'] });
  return [
    { at: at(9), bytes: swapped('98001', 9) },
    { at: at(8), bytes: swapped('98002', 8) },
    { at: at(7), bytes: testMessage({ ...common(7), accessionNumber: `${day}98003`, encounter: { ward: 'HDJ2' } }) },
    { at: at(6), bytes: testMessage({ ...common(6), accessionNumber: `${day}98004`, results: [{ code: 'TRAK', value: '1.2' }, { value: '4.2' }] }) },
    { at: at(5), bytes: withoutBirthDate(testMessage({ ...common(5), accessionNumber: `${day}98005` })) },
  ];
}

/** PID-7 becomes the 29th of February 1942. */
const withoutBirthDate = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(/(?<before>\rPID(?:\|[^|\r]*){6}\|)\d{8}/, '$<before>19420229'), 'latin1');
