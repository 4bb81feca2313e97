import type { Making, ReviseDossierInput } from './dossier-book';
import { firstTold, merged, type Told, type Words, wordsOf } from './merge';
import { requestWord, specimenWord } from './said-words';
import type { ServiceRequestRow, SpecimenRow } from './store';

type Sent = Pick<ReviseDossierInput, 'dossier' | 'sentAt' | 'since'>;

/** Every request of the dossier as it stands after the message. */
export function mergedRequests(
  { newId }: Making,
  dossierId: string,
  rows: readonly ServiceRequestRow[],
  { dossier, sentAt, since }: Sent,
  newest: Date,
): ServiceRequestRow[] {
  const requests = new Map(rows.map((row) => [row.requestKey, row]));
  for (const { observations: _, isCancelled, ...sent } of dossier.requests) {
    const request = { ...sent, centrifugedAt: sent.centrifugedAt ?? null };
    const known = requests.get(request.requestKey);
    const isSaidSince = (field: string) => since.words.has(requestWord(request.requestKey, field));
    const row = known ? mergedRow(known, request, wordsOf(known.told, sentAt, newest, isSaidSince)) : { ...request, told: firstTold(request, sentAt) };
    const cancelledAt = isCancelled && !(known?.cancelledAt && known.cancelledAt > sentAt) ? sentAt : (known?.cancelledAt ?? null);
    requests.set(request.requestKey, { id: known?.id ?? newId(), dossierId, position: known?.position ?? requests.size, ...row, cancelledAt });
  }
  return [...requests.values()];
}

/** Every specimen of the dossier as it stands after the message. */
export function mergedSpecimens(
  { newId }: Making,
  dossierId: string,
  rows: readonly SpecimenRow[],
  { dossier, sentAt, since }: Sent,
  newest: Date,
): SpecimenRow[] {
  const known = new Map(rows.map((row) => [row.identifier, row]));
  const specimens = new Map(known);
  for (const sent of dossier.specimens) {
    const specimen = { ...sent, notes: sent.notes ?? [], centrifugedAt: sent.centrifugedAt ?? null };
    const before = known.get(specimen.identifier);
    const isSaidSince = (field: string) => since.words.has(specimenWord(specimen.identifier, field));
    const row = before ? mergedRow(before, specimen, wordsOf(before.told, sentAt, newest, isSaidSince)) : { ...specimen, told: firstTold(specimen, sentAt) };
    specimens.set(specimen.identifier, { id: specimens.get(specimen.identifier)?.id ?? newId(), dossierId, ...row });
  }
  return [...specimens.values()];
}

/** The fields that a message can speak of, of a row that is known. */
function mergedRow<T extends object>(known: T & { told: Told }, sent: T, words: Words): T & { told: Told } {
  const fields = Object.fromEntries(Object.keys(sent).map((field) => [field, known[field as keyof T]])) as T;
  return { ...merged(fields, sent, words), told: words.told() };
}
