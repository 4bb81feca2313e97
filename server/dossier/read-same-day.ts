import type { Transaction } from '../../db/client';
import { grouped } from '../platform/grouped';
import { type VersionRecord, versionsOfMany } from './book-store';
import type { DossierRecord } from './read-dossier';
import { dossiersOfPatients, laboratoriesOfPatients } from './store';

const DAY_MS = 86_400_000;

export interface SameDayDossier {
  dossier: DossierRecord;
  history: VersionRecord[];
}

/** Other dossiers of these persons sampled, or else received, within a day of that instant: those that the actor may see, oldest first, with every version of their results. */
export async function readSameDay(tx: Transaction, patientIds: readonly string[], exceptId: string, at: Date): Promise<SameDayDossier[]> {
  const dossiers = await dossiersOfPatients(tx, patientIds, { from: new Date(at.getTime() - DAY_MS), until: new Date(at.getTime() + DAY_MS) });
  const others = dossiers.filter(({ id, revision }) => id !== exceptId && revision > 0);
  if (others.length === 0) return [];
  const versions = grouped(
    await versionsOfMany(
      tx,
      others.map(({ id }) => id),
    ),
    ({ dossierId }) => dossierId,
  );
  return others.map((dossier) => ({ dossier, history: versions.get(dossier.id) ?? [] }));
}

/** Laboratories that have a dossier of one of these persons. */
export const readLaboratoriesOfPatients = (tx: Transaction, patientIds: readonly string[]): Promise<string[]> => laboratoriesOfPatients(tx, patientIds);
