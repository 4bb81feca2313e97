import type { Transaction } from '../../db/client';
import { grouped } from '../platform/grouped';
import { dossiersOfMany, latestRevisions, observationsAmong, requestsOfMany, specimensOfMany } from './book-store';
import type { DossierRecord, ObservationRecord, ServiceRequestRecord, SpecimenRecord } from './read-dossier';
import type { RevisionRow } from './store';

/** A dossier with exactly the results of its newest revision. */
export interface DossierOfRevision {
  dossier: DossierRecord;
  revision: RevisionRow;
  observations: ObservationRecord[];
  requests: ServiceRequestRecord[];
  specimens: SpecimenRecord[];
}

/**
 * Many dossiers, each at its newest revision, by as many statements as there are tables. Nothing is locked: a revision names its results, which never change; what comes in between is the
 * next revision.
 */
export async function readDossiersOfRevision(tx: Transaction, ids: readonly string[]): Promise<DossierOfRevision[]> {
  const revisions = await latestRevisions(tx, ids);
  if (revisions.length === 0) return [];
  const known = revisions.map(({ dossierId }) => dossierId);
  const dossiers = new Map((await dossiersOfMany(tx, known)).map((row) => [row.id, row]));
  const observations = new Map(
    (
      await observationsAmong(
        tx,
        revisions.flatMap(({ observationVersionIds }) => observationVersionIds),
      )
    ).map((row) => [row.id, row]),
  );
  const requests = grouped(await requestsOfMany(tx, known), ({ dossierId }) => dossierId);
  const specimens = grouped(await specimensOfMany(tx, known), ({ dossierId }) => dossierId);
  return revisions.flatMap((revision) => {
    const dossier = dossiers.get(revision.dossierId);
    if (!dossier) return [];
    const own = revision.observationVersionIds.flatMap((id) => observations.get(id) ?? []);
    return [{ dossier, revision, observations: own, requests: requests.get(dossier.id) ?? [], specimens: specimens.get(dossier.id) ?? [] }];
  });
}
