import type { Transaction } from '../../db/client';
import { grouped } from '../platform/grouped';
import { lockDossiers, type VersionRecord, versionsOfMany } from './book-store';
import type { DossierRecord } from './read-dossier';

export type { VersionRecord } from './book-store';

export interface DossierWithHistory {
  dossier: DossierRecord;
  /** Every version of every result: by position, newest first per result. */
  history: VersionRecord[];
  /** The newest version of each, by position. */
  observations: VersionRecord[];
}

/** These dossiers with their rows locked, those that have been revised at least once; nothing revises one before the transaction ends. */
export async function lockDossiersWithHistory(tx: Transaction, ids: readonly string[]): Promise<DossierWithHistory[]> {
  const dossiers = (await lockDossiers(tx, ids)).filter(({ revision }) => revision > 0);
  const versions = grouped(
    await versionsOfMany(
      tx,
      dossiers.map(({ id }) => id),
    ),
    ({ dossierId }) => dossierId,
  );
  return dossiers.map((dossier) => {
    const history = versions.get(dossier.id) ?? [];
    const newest = new Map<string, VersionRecord>();
    for (const version of history) if (!newest.has(version.observationKey)) newest.set(version.observationKey, version);
    return { dossier, history, observations: [...newest.values()] };
  });
}
