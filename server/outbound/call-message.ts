import { message, segment } from '../hl7/build';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { printHl7Time } from '../hl7/time';
import { headerTo, identityFrom, personXcn } from './message-parts';
import type { NamedPerson, ReceivedMessage } from './types';

export interface CallMessage {
  controlId: string;
  at: Date;
  newest: ReceivedMessage;
  pid: Segment;
  accessionNumber: string;
  placerNumber: string | null;
  announcedAt: Date;
  via: 'voice' | 'portal';
  caller: NamedPerson;
  spokenTo: string;
  quality: string;
  values: readonly { code: string; label: string; system: string; value: string; unit: string; readBack: string }[];
}

const CHANNELS = { voice: ['PHONE', 'Téléphone'], portal: ['PORTAL', 'Serveur de résultats'] } as const;

/**
 * Builds the word that a critical result was announced and repeated: by whom, to whom, when, and what he repeated, value by value. The shape is that of a receipt, under an agreement of
 * its own; it changes no status of a result.
 * @see docs/interfaces.md « Announcement of a critical result »; ISO 15189:2022 7.4.1.3
 */
export function callMessage(input: CallMessage): Hl7Message {
  const { newest } = input;
  const zone = newest.timeZone;
  const at = printHl7Time(input.announcedAt, zone);
  const [channel, channelLabel] = CHANNELS[input.via];
  return message(
    headerTo(newest, { controlId: input.controlId, at: input.at, type: ['ZAM', 'Z03', 'ZAM_Z01'], version: '2.6', profile: ['RELAIS_CALL', '1.0'] }),
    segment('EVN', { 2: printHl7Time(input.at, zone), 6: at }),
    identityFrom(newest, input.pid),
    segment('OBR', { 1: '1', 2: input.placerNumber, 3: input.accessionNumber, 4: ['11502-2', 'CR d’examens biologiques', 'LN'] }),
    segment('OBX', {
      1: '1',
      2: 'CWE',
      3: ['ANNOUNCED', 'Annoncé, relecture concordante', 'RELAIS_CALL'],
      5: [channel, channelLabel, 'RELAIS_CHANNEL'],
      11: 'F',
      14: at,
      16: personXcn(input.caller),
    }),
    segment('NTE', { 1: '1', 2: 'L', 3: `${input.spokenTo}, ${input.quality}`, 4: ['RE', 'Remark', 'HL70364'] }),
    ...input.values.flatMap((value, index) => [
      segment('OBX', { 1: String(index + 2), 2: 'ST', 3: [value.code, value.label, value.system], 5: value.value, 6: value.unit, 11: 'F', 14: at }),
      segment('NTE', { 1: '1', 2: 'L', 3: `Répété : ${value.readBack}`, 4: ['RE', 'Remark', 'HL70364'] }),
    ]),
  );
}
