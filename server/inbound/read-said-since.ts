import type { Transaction } from '../../db/client';
import type { SaidSince } from '../dossier/dossier-book';
import { wordsIn } from '../dossier/said-words';
import { wordOf } from '../patient/stay-rules';
import { messagesOvertaking } from './arrival-store';
import { readSenders } from './read-desk-facts';
import { readKeysSaidSince } from './read-received';
import type { InboundMessageRow } from './store';
import { understood } from './understood-message';

export interface SaidSinceOfDossier extends SaidSince {
  /** A message of the same instant that came later has said where the patient lies. */
  isPlaceSaid: boolean;
}

/**
 * Reads what was said of a dossier by newer messages that were carried in before this one: the order is that of MSH-7 and, of one instant, that of arrival,
 * whatever held a message up.
 * @see HL7 MSH-7; pain point: late copies
 */
export async function readSaidSince(
  tx: Transaction,
  laboratoryId: string,
  accessionNumber: string,
  than: { sentAt: Date; arrival: number },
): Promise<SaidSinceOfDossier> {
  const keys = await readKeysSaidSince(tx, laboratoryId, accessionNumber, than);
  const overtaking = await messagesOvertaking(tx, laboratoryId, accessionNumber, than);
  const groups = (await understoodAll(tx, overtaking)).flatMap(({ translation }) => translation.groups);
  const own = groups.filter(({ dossiers }) => dossiers.some((dossier) => dossier.accessionNumber === accessionNumber));
  return {
    keys,
    words: new Set(own.flatMap(({ dossiers }) => dossiers.filter((dossier) => dossier.accessionNumber === accessionNumber).flatMap(wordsIn))),
    isOvertaken: own.length > 0,
    isPlaceSaid: own.some(({ place }) => place !== null && wordOf(place, null, than.sentAt).says !== 'nothing'),
  };
}

async function understoodAll(tx: Transaction, rows: readonly InboundMessageRow[]) {
  const senders = await readSenders(
    tx,
    rows.flatMap(({ profileId }) => profileId ?? []),
  );
  return rows.flatMap((row) => {
    const sender = senders.get(row.profileId ?? '');
    return sender ? [understood(row, sender)] : [];
  });
}
