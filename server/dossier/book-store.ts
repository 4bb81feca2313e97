import { asc, desc, getTableColumns, sql } from 'drizzle-orm';
import { idsIn, isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { manyOf } from '../../db/read-many';
import { dossier, dossierRevision, observationVersion, serviceRequest, specimen } from '../../db/schema/dossier';
import { insertMany, upsertMany } from '../../db/write-many';
import { inOrder } from '../platform/in-order';
import type { DossierRow, ObservationRow, RevisionRow, ServiceRequestRow, SpecimenRow } from './store';

/** The number by which laboratories call a dossier; it exists before the dossier does. */
export interface DossierNumber {
  laboratoryId: string;
  accessionNumber: string;
}

export const numberKey = ({ laboratoryId, accessionNumber }: DossierNumber): string => `${laboratoryId}:${accessionNumber}`;

/** The same lock as `lockAccession`, for many numbers, always in the same order: nobody waits for one who waits for him. */
export async function lockNumbers(tx: Transaction, numbers: readonly DossierNumber[]): Promise<void> {
  const keys = JSON.stringify(numbers.map(numberKey));
  await tx.execute(sql`
    select pg_advisory_xact_lock(lock) from (
      select distinct hashtextextended(key, 42) as lock from json_array_elements_text(${keys}::text::json) as key order by lock) locks`);
}

/** The dossiers of these numbers that there are, their rows locked. */
export function lockByNumbers(tx: Transaction, numbers: readonly DossierNumber[]): Promise<DossierRow[]> {
  const keys = JSON.stringify(numbers.map(({ laboratoryId: laboratory, accessionNumber: number }) => ({ laboratory, number })));
  return tx
    .select()
    .from(dossier)
    .where(
      sql`${dossier.id} = any (array(select d.id from json_to_recordset(${keys}::text::json) as k(laboratory uuid, number text)
        join dossier d on d.laboratory_id = k.laboratory and d.accession_number = k.number))`,
    )
    .orderBy(asc(dossier.id))
    .for('update');
}

/** These dossiers, their rows locked in an order that is always the same. */
export const lockDossiers = (tx: Transaction, ids: readonly string[]): Promise<DossierRow[]> =>
  tx.select().from(dossier).where(isAmong(dossier.id, ids)).orderBy(asc(dossier.id)).for('update');

/** How far these dossiers have been revised, by id; not locked. */
export async function revisionsOfMany(tx: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.select({ id: dossier.id, revision: dossier.revision }).from(dossier).where(isAmong(dossier.id, ids));
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

export const requestsOfMany = (tx: Transaction, ids: readonly string[]): Promise<ServiceRequestRow[]> =>
  tx.select().from(serviceRequest).where(isAmong(serviceRequest.dossierId, ids)).orderBy(asc(serviceRequest.position));

export const specimensOfMany = (tx: Transaction, ids: readonly string[]): Promise<SpecimenRow[]> =>
  tx.select().from(specimen).where(isAmong(specimen.dossierId, ids)).orderBy(asc(specimen.identifier));

/** The newest version of every result of these dossiers, by dossier and position. */
export async function currentObservationsOfMany(tx: Transaction, ids: readonly string[]): Promise<ObservationRow[]> {
  const rows = await tx
    .selectDistinctOn([observationVersion.dossierId, observationVersion.observationKey])
    .from(observationVersion)
    .where(isAmong(observationVersion.dossierId, ids))
    .orderBy(observationVersion.dossierId, observationVersion.observationKey, desc(observationVersion.version));
  return rows.toSorted((a, b) => a.position - b.position);
}

/** What standings and the worklist need of a version; a queue reads many. */
const versionColumns = {
  id: observationVersion.id,
  dossierId: observationVersion.dossierId,
  observationKey: observationVersion.observationKey,
  version: observationVersion.version,
  contentHash: observationVersion.contentHash,
  position: observationVersion.position,
  code: observationVersion.code,
  localCode: observationVersion.localCode,
  label: observationVersion.label,
  values: observationVersion.values,
  number: observationVersion.number,
  unit: observationVersion.unit,
  interpretation: observationVersion.interpretation,
  status: observationVersion.status,
  lisValidator: observationVersion.lisValidator,
  executorValidator: observationVersion.executorValidator,
  performerFiness: observationVersion.performerFiness,
  performerName: observationVersion.performerName,
  responsibleObserver: observationVersion.responsibleObserver,
  origin: observationVersion.origin,
};
export type VersionRecord = Pick<ObservationRow, keyof typeof versionColumns>;
const readVersions = manyOf(versionColumns);

/** Every version of every result of these dossiers: by position, the newest first. */
export const versionsOfMany = (tx: Transaction, ids: readonly string[]): Promise<VersionRecord[]> =>
  readVersions(tx, sql`where ${isAmong(observationVersion.dossierId, ids)} order by ${observationVersion.position}, ${observationVersion.version} desc`);

/** Which revision was the first to hold each of these versions. */
export async function firstRevisions(tx: Transaction, versionIds: readonly string[]): Promise<Map<string, number>> {
  if (versionIds.length === 0) return new Map();
  const rows = await tx.execute<{ id: string; revision: number }>(sql`
    select v.id, min(r.revision)::int as revision from observation_version v join dossier_revision r on r.dossier_id = v.dossier_id and v.id = any (r.observation_version_ids)
    where v.id = any (${idsIn(versionIds)}) group by v.id`);
  return new Map([...rows].map(({ id, revision }) => [id, revision]));
}

export const latestRevisions = (tx: Transaction, ids: readonly string[]): Promise<RevisionRow[]> =>
  tx
    .selectDistinctOn([dossierRevision.dossierId])
    .from(dossierRevision)
    .where(isAmong(dossierRevision.dossierId, ids))
    .orderBy(dossierRevision.dossierId, desc(dossierRevision.revision));

interface BookRows {
  dossiers: readonly DossierRow[];
  requests: readonly ServiceRequestRow[];
  specimens: readonly SpecimenRow[];
  observations: readonly ObservationRow[];
  revisions: readonly RevisionRow[];
}

/** Writes new and changed rows, each table by one statement. */
export async function saveBooks(tx: Transaction, { dossiers, requests, specimens, observations, revisions }: BookRows): Promise<void> {
  await inOrder([
    () => upsertMany(tx, dossier, dossiers),
    () => upsertMany(tx, serviceRequest, requests),
    () => insertMany(tx, observationVersion, observations),
    () => upsertMany(tx, specimen, specimens),
    () => insertMany(tx, dossierRevision, revisions),
  ]);
}

export const dossiersOfMany = (tx: Transaction, ids: readonly string[]): Promise<DossierRow[]> => tx.select().from(dossier).where(isAmong(dossier.id, ids));

export const observationsAmong = (tx: Transaction, ids: readonly string[]): Promise<ObservationRow[]> =>
  readObservations(tx, sql`where ${isAmong(observationVersion.id, ids)}`);
const readObservations = manyOf(getTableColumns(observationVersion));

/** A value of another dossier of the same person, with the dossier that it is asked for. */
export interface PriorRow extends Record<string, unknown> {
  askedFor: string;
  id: string;
  code: string;
  codeSystem: string;
  localCode: string;
  values: string[];
  number: string | null;
  comparator: string | null;
  unit: string;
  method: string;
  laboratoryId: string;
  at: string;
}

/**
 * Of the dossier as it is attributed today, the newest version of each result; at most so many earlier dossiers of each, none of an unsure identity, no test. Each dossier's results are
 * asked of their index (`offset 0`): joined, the whole table would be read for every batch.
 */
export async function priorsOfMany(
  tx: Transaction,
  asked: readonly { dossierId: string; patientIds: readonly string[]; codes: readonly string[] }[],
  most: number,
): Promise<PriorRow[]> {
  const questions = JSON.stringify(asked.map(({ dossierId, patientIds, codes }) => ({ dossier: dossierId, patients: patientIds, codes })));
  const rows = await tx.execute<PriorRow>(sql`
    select distinct on (q.dossier, o.dossier_id, o.observation_key) q.dossier as "askedFor", o.id, o.code, o.code_system as "codeSystem", o.local_code as "localCode", to_json(o.values) as values, o.number::text,
      o.comparator, o.unit, o.method, d.laboratory_id as "laboratoryId", coalesce(d.collected_at, o.observed_at, o.recorded_at)::text as at
    from json_to_recordset(${questions}::text::json) as q(dossier uuid, patients uuid[], codes text[])
      cross join lateral (select * from dossier d where d.patient_id = any (q.patients) and d.id <> q.dossier and d.identity_guaranteed and not d.is_test order by d.created_at desc limit ${most}) d
      cross join lateral (select * from observation_version v where v.dossier_id = d.id and v.code = any (q.codes) offset 0) o
    order by q.dossier, o.dossier_id, o.observation_key, o.version desc`);
  return [...rows];
}
