import type { Transaction } from '../../db/client';
import { lockByKeys, lockStays, savePeople } from './identity-store';
import { type StayRow, saveStays } from './stay-store';
import { type PatientKey, type PatientRow, patientsAmong } from './store';

/** What is known of many persons at once. */
export interface IdentityBook {
  /** By `identityKey`. */
  people: Map<string, PatientRow>;
  byId: Map<string, PatientRow>;
  /** Where each lies, as told last, by the person's id. */
  stays: Map<string, StayRow>;
}

export const identityKey = ({ legalEntityId, assigningAuthority, identifier, loneDossier }: PatientKey): string =>
  JSON.stringify([legalEntityId, assigningAuthority, identifier, loneDossier]);

/** The rows of these numbers and where those persons lie, locked in an order that is always the same; those of these ids, and of who they were merged into, to read. */
export async function lockIdentityBook(tx: Transaction, keys: readonly PatientKey[], ids: readonly string[]): Promise<IdentityBook> {
  const locked = await lockByKeys(tx, keys);
  const read = await patientsAmong(tx, new Set(ids));
  const survivors = await patientsAmong(tx, new Set([...locked, ...read].flatMap(({ mergedInto }) => mergedInto ?? [])));
  const everybody = [...survivors, ...read, ...locked];
  const stays = await lockStays(
    tx,
    locked.map(({ id }) => id),
  );
  return {
    people: new Map(everybody.map((row) => [identityKey(row), row])),
    byId: new Map(everybody.map((row) => [row.id, row])),
    stays: new Map(stays.map((row) => [row.patientId, row])),
  };
}

/** Persons and stays as they are after the messages; each row once. */
export async function saveIdentities(tx: Transaction, people: Iterable<PatientRow>, stays: Iterable<StayRow>): Promise<void> {
  await savePeople(tx, [...people]);
  await saveStays(tx, [...stays]);
}
