import type { Transaction } from '../../db/client';
import {
  allObservations,
  currentObservations,
  type DocumentFacts,
  type DocumentRow,
  type DossierRow,
  documentsOf,
  dossiersAmong,
  executedByActor,
  findByAccession,
  findDocument,
  findDossier,
  latestRevision,
  lockAccession,
  lockDossier,
  type ObservationRow,
  type RevisionRow,
  type ServiceRequestRow,
  type SpecimenRow,
  serviceRequestsOf,
  specimensOf,
} from './store';

export type DossierRecord = DossierRow;
export type ObservationRecord = ObservationRow;
export type ServiceRequestRecord = ServiceRequestRow;
export type DocumentRecord = DocumentFacts;
export type SpecimenRecord = SpecimenRow;

/** A dossier as it stands: its newest revision and the newest version of every result. */
export interface DossierState {
  dossier: DossierRecord;
  revision: RevisionRow;
  requests: ServiceRequestRecord[];
  specimens: SpecimenRecord[];
  observations: ObservationRecord[];
  /** What came attached to them, without its bytes. */
  documents: DocumentRecord[];
}

/** Null when there is no such dossier, or none that the actor may see. */
export async function readDossierState(tx: Transaction, dossierId: string): Promise<DossierState | null> {
  return stateOf(tx, await findDossier(tx, dossierId));
}

/** Those of these that the actor may see, by id. */
export const readDossiersAmong = async (tx: Transaction, ids: readonly string[]): Promise<Map<string, DossierRecord>> =>
  new Map((await dossiersAmong(tx, ids)).map((row) => [row.id, row]));

/** The same with the dossier's row locked: nothing revises it before the transaction ends. */
export async function lockDossierState(tx: Transaction, dossierId: string): Promise<DossierState | null> {
  return stateOf(tx, await lockDossier(tx, dossierId));
}

/** The dossier of that number with its row and its number locked: nobody makes or revises it before the transaction ends. */
export async function lockDossierByAccession(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<DossierRecord | null> {
  await lockAccession(tx, laboratoryId, accessionNumber);
  return (await findByAccession(tx, laboratoryId, accessionNumber)) ?? null;
}

/** Every version of every result, newest first per result. */
export async function readObservationHistory(tx: Transaction, dossierId: string): Promise<ObservationRecord[]> {
  return allObservations(tx, dossierId);
}

/** Whether a laboratory of the actor's executes a part of this dossier (OBX-23). */
export const isExecutedHere = (tx: Transaction, dossierId: string): Promise<boolean> => executedByActor(tx, dossierId);

/** One document with its bytes; null when there is none, or none that the actor may see. */
export const readDocument = async (tx: Transaction, id: string): Promise<DocumentRow | null> => (await findDocument(tx, id)) ?? null;

async function stateOf(tx: Transaction, dossier: DossierRow | undefined): Promise<DossierState | null> {
  if (!dossier) return null;
  const revision = await latestRevision(tx, dossier.id);
  if (!revision) return null;
  const observations = await currentObservations(tx, dossier.id);
  const attached = observations.filter(({ valueType }) => valueType === 'ED').map(({ id }) => id);
  return {
    dossier,
    revision,
    requests: await serviceRequestsOf(tx, dossier.id),
    specimens: await specimensOf(tx, dossier.id),
    observations,
    documents: await documentsOf(tx, attached),
  };
}
