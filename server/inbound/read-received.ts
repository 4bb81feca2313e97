import type { Transaction } from '../../db/client';
import { classOf } from '../dossier/values';
import { textOf } from '../hl7/access';
import { charsetNamed } from '../hl7/charset';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { settingsOf } from './profile-settings';
import { readStoredPart } from './receive-frame';
import { findMessage, messagesSince, newestMessageOf, profileById } from './store';
import { patientParts, type SourcedObservation, sourcedObservations } from './translate/orders';
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

/**
 * The results of a dossier that a message sent after `sentAt` has spoken of, also where it only repeated what was known: what
 * an older message says of them is no longer true. « In process » says nothing of a value.
 * @see pain point: late copies; HL7 MSH-7
 */
export async function readKeysSaidSince(tx: Transaction, laboratoryId: string, accessionNumber: string, sentAt: Date): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const id of await messagesSince(tx, laboratoryId, accessionNumber, sentAt)) {
    const received = await readReceivedMessage(tx, id);
    for (const { accessionNumber: number, observationKey, obx } of received?.results ?? []) {
      const status = received ? textOf(received.message, obx, 11).trim().toUpperCase() : '';
      if (number === accessionNumber && classOf(status) !== 'awaited') keys.add(observationKey);
    }
  }
  return keys;
}
