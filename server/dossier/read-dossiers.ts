import type { Transaction } from '../../db/client';
import { grouped } from '../platform/grouped';
import { firstRevisions, lockDossiers, revisionsOfMany, type VersionRecord, versionsOfMany } from './book-store';
import type { DossierRecord } from './read-dossier';

export type { VersionRecord } from './book-store';

export interface DossierWithHistory {
  dossier: DossierRecord;
  /** Every version of every result: by position, newest first per result. */
  history: VersionRecord[];
  /** The newest version of each, by position. */
  observations: VersionRecord[];
}

/** Which revision of its dossier was the first to hold each of these versions. */
export const readFirstRevisions = (tx: Transaction, versionIds: readonly string[]): Promise<Map<string, number>> => firstRevisions(tx, versionIds);

/**
 * These dossiers with their rows locked, those that have been revised at least once; nothing revises one before the transaction ends. Of many, results are read before
 * the lock, which whoever carries messages in waits for, and again after it where a revision came between.
 */
export async function lockDossiersWithHistory(tx: Transaction, ids: readonly string[]): Promise<DossierWithHistory[]> {
  const byDossier = ({ dossierId }: VersionRecord) => dossierId;
  const early = ids.length > 1 ? await revisionsOfMany(tx, ids) : new Map<string, number>();
  const read = early.size > 0 ? grouped(await versionsOfMany(tx, ids), byDossier) : new Map<string, VersionRecord[]>();
  const dossiers = (await lockDossiers(tx, ids)).filter(({ revision }) => revision > 0);
  const moved = dossiers.filter(({ id, revision }) => early.get(id) !== revision).map(({ id }) => id);
  const late = moved.length > 0 ? grouped(await versionsOfMany(tx, moved), byDossier) : new Map<string, VersionRecord[]>();
  const versions = new Map([...read, ...moved.map((id) => [id, late.get(id) ?? []] as const)]);
  return dossiers.map((dossier) => {
    const history = versions.get(dossier.id) ?? [];
    const newest = new Map<string, VersionRecord>();
    for (const version of history) if (!newest.has(version.observationKey)) newest.set(version.observationKey, version);
    return { dossier, history, observations: [...newest.values()] };
  });
}
