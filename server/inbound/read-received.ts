import type { Transaction } from '../../db/client';
import { classOf } from '../dossier/values';
import { freeText, textOf } from '../hl7/access';
import { charsetNamed } from '../hl7/charset';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { isUncarried, messagesSince, newestMessageOf } from './arrival-store';
import { type ProfileSettings, settingsOf } from './profile-settings';
import { readStoredPart } from './read-alone';
import { findMessage, profileById, profileOfLaboratory } from './store';
import { type SourcedObservation, sourcedObservations } from './translate/orders';
import { patientParts } from './translate/patient-parts';
import { MessageReader } from './translate/reader';

/** A message as it was received, with the way back from each result to its own line. */
export interface ReceivedMessage {
  id: string;
  message: Hl7Message;
  msh: Segment;
  /** In table 0211's words: how this LIS wants to be written to. */
  charset: string;
  timeZone: string;
  results: (SourcedObservation & { pid: Segment })[];
}

/** Null when there is no such message, or none that could be read. */
export async function readReceivedMessage(tx: Transaction, messageId: string): Promise<ReceivedMessage | null> {
  const row = await findMessage(tx, messageId);
  const profile = row?.profileId ? await profileById(tx, row.profileId) : undefined;
  if (!row || !profile) return null;
  const message = readStoredPart(row.raw, row.part, profile.defaultCharset);
  const msh = message?.segments[0];
  if (!message || !msh) return null;
  const reader = new MessageReader(message, {
    timeZone: profile.timeZone,
    defaultCharset: profile.defaultCharset,
    laboratoryFiness: '',
    facility: '',
    settings: settingsOf(profile.settings),
  });
  return {
    id: row.id,
    message,
    msh,
    charset: charsetNamed(textOf(message, msh, 18)) ?? charsetNamed(profile.defaultCharset) ?? 'UNICODE UTF-8',
    timeZone: profile.timeZone,
    results: patientParts(reader).flatMap((part) => sourcedObservations(reader, part).map((result) => ({ ...result, pid: part.pid }))),
  };
}

/** The newest applied message (by MSH-7) that spoke of this dossier: its PID is the identity as the LIS has it today. */
export async function readNewestMessage(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<ReceivedMessage | null> {
  const id = await newestMessageOf(tx, laboratoryId, accessionNumber);
  return id === null ? null : readReceivedMessage(tx, id);
}

/** One line of a later message, as far as it can differ from what was decided. */
export interface SaidLine {
  observationKey: string;
  /** LOINC and local code, whichever there are. */
  codes: string[];
  /** OBX-11 of table 0085. */
  status: string;
  value: string;
  unit: string;
  /** RPPS or code, and family name, of OBX-16 of a final result; empty when nobody is named. */
  validator: { id: string; familyName: string };
}

/** What the LIS has said of a dossier's results in messages sent after that instant (MSH-7), oldest first. */
export async function readLinesSince(tx: Transaction, laboratoryId: string, accessionNumber: string, sentAt: Date): Promise<SaidLine[]> {
  const lines: SaidLine[] = [];
  for (const id of await messagesSince(tx, laboratoryId, accessionNumber, { sentAt })) {
    const received = await readReceivedMessage(tx, id);
    for (const { accessionNumber: number, observationKey, obx } of received?.results ?? [])
      if (received && number === accessionNumber) lines.push(saidLine(received.message, observationKey, obx));
  }
  return lines;
}

/** Reads one received line in the words that a comparison needs. */
export function saidLine(message: Hl7Message, observationKey: string, obx: Segment): SaidLine {
  const text = (field: number, component = 1) => textOf(message, obx, field, component).trim();
  return {
    observationKey,
    codes: [text(3), text(3, 4)].filter((code) => code !== ''),
    status: text(11).toUpperCase(),
    value: freeText(message, obx.fields[5] ?? ''),
    unit: text(6) || text(6, 2),
    validator: { id: text(16), familyName: text(16, 2) },
  };
}

/** What this laboratory's LIS takes, and how: of its own connection profile. */
export async function readOutboundSettings(tx: Transaction, laboratoryId: string): Promise<ProfileSettings['outbound']> {
  const profile = await profileOfLaboratory(tx, laboratoryId);
  return settingsOf(profile?.settings ?? {}).outbound;
}

/**
 * The results of a dossier that a newer message has spoken of, by MSH-7 and, of one instant, by arrival, also where it only repeated what was known: what
 * an older message says of them is no longer true. « In process » says nothing of a value.
 * @see pain point: late copies; HL7 MSH-7
 */
export async function readKeysSaidSince(
  tx: Transaction,
  laboratoryId: string,
  accessionNumber: string,
  than: { sentAt: Date; arrival: number },
): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const id of await messagesSince(tx, laboratoryId, accessionNumber, than)) {
    const received = await readReceivedMessage(tx, id);
    for (const { accessionNumber: number, observationKey, status } of received?.results ?? [])
      if (number === accessionNumber && classOf(status) !== 'awaited') keys.add(observationKey);
  }
  return keys;
}

/** Whether the LIS has said something more of this dossier that was acknowledged and is not carried in yet. */
export const readIsUncarried = (tx: Transaction, { laboratoryId, accessionNumber }: { laboratoryId: string; accessionNumber: string }): Promise<boolean> =>
  isUncarried(tx, laboratoryId, accessionNumber);
