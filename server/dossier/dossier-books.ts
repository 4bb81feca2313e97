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
  const requests = grouped(await requestsOfMany(tx, ids), ({ dossierId }) => dossierId);
  const specimens = grouped(await specimensOfMany(tx, ids), ({ dossierId }) => dossierId);
  const observations = grouped(await currentObservationsOfMany(tx, ids), ({ dossierId }) => dossierId);
  const revisions = new Map((await latestRevisions(tx, ids)).map((row) => [row.dossierId, row]));
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
