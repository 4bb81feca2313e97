import type { Transaction } from '../../db/client';
import { grouped } from '../platform/grouped';
import {
  currentObservationsOfMany,
  type DossierNumber,
  latestRevisions,
  lockByNumbers,
  lockNumbers,
  numberKey,
  requestsOfMany,
  saveBooks,
  specimensOfMany,
} from './book-store';
import { type DossierBook, type RevisedDossier, UNBORN } from './dossier-book';
import { insertDocuments } from './store';

export { type DossierNumber, numberKey } from './book-store';

/** The books of these numbers by `numberKey`, those that there are; numbers and rows are locked, also of dossiers that are not born yet. */
export async function lockDossierBooks(tx: Transaction, numbers: readonly DossierNumber[]): Promise<Map<string, DossierBook>> {
  if (numbers.length === 0) return new Map();
  await lockNumbers(tx, numbers);
  const rows = await lockByNumbers(tx, numbers);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const read = await Promise.all([requestsOfMany(tx, ids), specimensOfMany(tx, ids), currentObservationsOfMany(tx, ids), latestRevisions(tx, ids)]);
  const byDossier = ({ dossierId }: { dossierId: string }) => dossierId;
  const [requests, specimens, observations] = [grouped(read[0], byDossier), grouped(read[1], byDossier), grouped(read[2], byDossier)];
  const revisions = new Map(read[3].map((row) => [row.dossierId, row]));
  return new Map(
    rows.map((row) => [
      numberKey(row),
      {
        dossier: row,
        requests: requests.get(row.id) ?? [],
        specimens: specimens.get(row.id) ?? [],
        observations: observations.get(row.id) ?? [],
        revision: revisions.get(row.id) ?? null,
      },
    ]),
  );
}

/**
 * Writes what messages made of their dossiers, in as many statements as there are tables. Several of one dossier follow each other, each made of the book that
 * the one before left.
 * @param before what was read, by id of the dossier: rows that are still the same are not written
 */
export async function saveRevisedDossiers(tx: Transaction, before: ReadonlyMap<string, DossierBook>, revised: readonly RevisedDossier[]): Promise<void> {
  const last = new Map(revised.map(({ book }) => [book.dossier.id, book]));
  const changed = <T>(rowsOf: (book: DossierBook) => readonly T[]): T[] =>
    [...last].flatMap(([id, book]) => {
      const known = new Set(rowsOf(before.get(id) ?? UNBORN));
      return rowsOf(book).filter((row) => !known.has(row));
    });
  const rows = {
    dossiers: [...last.values()].map((book) => book.dossier),
    requests: changed(({ requests }) => requests),
    specimens: changed(({ specimens }) => specimens),
    observations: revised.flatMap(({ added }) => added),
    revisions: revised.flatMap(({ isRevised, book }) => (isRevised ? [book.revision] : [])),
  };
  await saveBooks(tx, rows);
  await insertDocuments(
    tx,
    revised.flatMap(({ documents }) => documents),
  );
}
