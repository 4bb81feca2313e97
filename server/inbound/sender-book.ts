import type { Transaction } from '../../db/client';
import { readLaboratories } from '../directory/read-directory';
import { allProfiles, type ConnectionProfileRow, readSenderEpoch } from './store';

/** Who may send and for which laboratory, as it was at one moment. */
export interface SenderBook {
  /** Compared by the database in the reception itself: a book that is out of date stores nothing. */
  epoch: number;
  profiles: readonly ConnectionProfileRow[];
  /** FINESS numbers by laboratory. */
  finessNumbers: ReadonlyMap<string, string>;
}

/** The epoch is read first: what changes meanwhile makes the book look older than it is, never newer. */
export async function readSenderBook(tx: Transaction): Promise<SenderBook> {
  const epoch = await readSenderEpoch(tx);
  const profiles = await allProfiles(tx);
  const laboratories = await readLaboratories(tx);
  return { epoch, profiles, finessNumbers: new Map(laboratories.map((laboratory) => [laboratory.id, laboratory.finessNumber])) };
}

/** The profile that names this sender, else the generic one where trials are taken: anywhere else a sender that nobody declared stays unknown. */
export function senderIn(book: SenderBook, application: string, facility: string, acceptsTests: boolean): ConnectionProfileRow | undefined {
  const named = book.profiles.find((profile) => !profile.isGeneric && profile.sendingApplication === application && profile.sendingFacility === facility);
  return named ?? (acceptsTests ? book.profiles.find((profile) => profile.isGeneric) : undefined);
}
