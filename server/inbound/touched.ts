import type { DossierBook } from '../dossier/dossier-book';
import { type DossierNumber, numberKey } from '../dossier/dossier-books';
import { type IdentityBook, identityKey } from '../patient/identity-book';
import type { Understood } from './understood-message';

/** Every dossier that a message speaks of. */
export const numbersIn = ({ laboratory, translation }: Understood): DossierNumber[] =>
  translation.groups.flatMap(({ dossiers }) => dossiers.map(({ accessionNumber }) => ({ laboratoryId: laboratory.id, accessionNumber })));

/** A person's number as such, whether it is hers alone or somebody's whose identity is not sure. */
const numberText = (legalEntityId: string, { assigningAuthority, identifier }: { assigningAuthority: string; identifier: string }): string =>
  identityKey({ legalEntityId, assigningAuthority, identifier, loneDossier: '' });

/**
 * The names of everything that a message reads or changes: what one that has to wait touches, no later one may touch before it. The persons of its dossiers
 * are among it, and who they were merged into.
 * @param order what the queue keeps in order
 */
export function touchedBy(
  message: Understood,
  order: string,
  { books, byId }: { books: ReadonlyMap<string, DossierBook> } & Pick<IdentityBook, 'byId'>,
): string[] {
  const { laboratory, translation } = message;
  const numbers = numbersIn(message).map(numberKey);
  const told = translation.groups.flatMap(({ patient, merged }) => [patient, ...merged]).map((number) => numberText(laboratory.legalEntityId, number));
  const own = numbers.flatMap((number) => byId.get(books.get(number)?.dossier?.patientId ?? '') ?? []);
  const survivors = own.flatMap(({ mergedInto }) => byId.get(mergedInto ?? '') ?? []);
  return [order, ...numbers, ...told, ...[...own, ...survivors].map((row) => numberText(row.legalEntityId, row))];
}
