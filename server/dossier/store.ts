import { and, asc, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { manyOf } from '../../db/read-many';
import { dossier, dossierRevision, observationDocument, observationVersion, serviceRequest, specimen } from '../../db/schema/dossier';

export type DossierRow = typeof dossier.$inferSelect;
export type ObservationRow = typeof observationVersion.$inferSelect;
export type ServiceRequestRow = typeof serviceRequest.$inferSelect;
export type SpecimenRow = typeof specimen.$inferSelect;
export type DocumentRow = typeof observationDocument.$inferSelect;
export type RevisionRow = typeof dossierRevision.$inferSelect;

/** Serialises everything that happens to one dossier, also its birth: two first messages at once make one row. */
export async function lockAccession(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${laboratoryId}:${accessionNumber}`}, 42))`);
}

export async function findByAccession(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<DossierRow | undefined> {
  const [row] = await tx
    .select()
    .from(dossier)
    .where(and(eq(dossier.laboratoryId, laboratoryId), eq(dossier.accessionNumber, accessionNumber)))
    .for('update');
  return row;
}

export async function lockDossier(tx: Transaction, id: string): Promise<DossierRow | undefined> {
  const [row] = await tx.select().from(dossier).where(eq(dossier.id, id)).for('update');
  return row;
}

export const dossiersAmong = (tx: Transaction, ids: readonly string[]): Promise<DossierRow[]> => tx.select().from(dossier).where(isAmong(dossier.id, ids));

export async function findDossier(tx: Transaction, id: string): Promise<DossierRow | undefined> {
  const [row] = await tx.select().from(dossier).where(eq(dossier.id, id));
  return row;
}

export async function updateDossier(tx: Transaction, id: string, fields: Partial<DossierRow>): Promise<void> {
  await tx.update(dossier).set(fields).where(eq(dossier.id, id));
}

/** Newest version of every result of the dossier. */
export async function currentObservations(tx: Transaction, dossierId: string): Promise<ObservationRow[]> {
  const rows = await tx
    .selectDistinctOn([observationVersion.observationKey])
    .from(observationVersion)
    .where(eq(observationVersion.dossierId, dossierId))
    .orderBy(observationVersion.observationKey, desc(observationVersion.version));
  return rows.sort((a, b) => a.position - b.position);
}

/** Every version of every result, newest first. */
export async function allObservations(tx: Transaction, dossierId: string): Promise<ObservationRow[]> {
  return tx
    .select()
    .from(observationVersion)
    .where(eq(observationVersion.dossierId, dossierId))
    .orderBy(asc(observationVersion.position), desc(observationVersion.version));
}

/** A statement holds 65,534 values at most; a message may bring more results than that. */
const ROWS_PER_STATEMENT = 500;

export async function insertObservations(tx: Transaction, rows: ObservationRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) await tx.insert(observationVersion).values(rows.slice(from, from + ROWS_PER_STATEMENT));
}

export async function insertDocuments(tx: Transaction, rows: readonly DocumentRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(observationDocument).values([...rows]);
}

const { bytes: _bytes, ...documentColumns } = getTableColumns(observationDocument);
export type DocumentFacts = Omit<DocumentRow, 'bytes'>;

/** Documents of these versions, in their order, without their bytes. */
export async function documentsOf(tx: Transaction, versionIds: readonly string[]): Promise<DocumentFacts[]> {
  if (versionIds.length === 0) return [];
  return tx
    .select(documentColumns)
    .from(observationDocument)
    .where(inArray(observationDocument.observationVersionId, [...versionIds]))
    .orderBy(asc(observationDocument.observationVersionId), asc(observationDocument.position));
}

export async function findDocument(tx: Transaction, id: string): Promise<DocumentRow | undefined> {
  const [row] = await tx.select().from(observationDocument).where(eq(observationDocument.id, id));
  return row;
}

export async function serviceRequestsOf(tx: Transaction, dossierId: string): Promise<ServiceRequestRow[]> {
  return tx.select().from(serviceRequest).where(eq(serviceRequest.dossierId, dossierId)).orderBy(asc(serviceRequest.position));
}

export async function specimensOf(tx: Transaction, dossierId: string): Promise<SpecimenRow[]> {
  return tx.select().from(specimen).where(eq(specimen.dossierId, dossierId)).orderBy(asc(specimen.identifier));
}

export async function insertRevision(tx: Transaction, row: RevisionRow): Promise<void> {
  await tx.insert(dossierRevision).values(row);
}

export async function latestRevision(tx: Transaction, dossierId: string): Promise<RevisionRow | undefined> {
  const [row] = await tx.select().from(dossierRevision).where(eq(dossierRevision.dossierId, dossierId)).orderBy(desc(dossierRevision.revision)).limit(1);
  return row;
}

/** The dossiers that earlier results may come from, newest sampling first; those without an hour in front, since their results say when they were. */
export async function priorDossiers(tx: Transaction, patientIds: readonly string[], exceptDossierId: string): Promise<PriorDossier[]> {
  return tx
    .select({ id: dossier.id, laboratoryId: dossier.laboratoryId, collectedAt: dossier.collectedAt })
    .from(dossier)
    .where(
      and(
        // Of the dossier as it is attributed today, not of the message that brought the result.
        isAmong(dossier.patientId, patientIds),
        eq(dossier.identityGuaranteed, true),
        eq(dossier.isTest, false),
        sql`${dossier.id} <> ${exceptDossierId}`,
      ),
    )
    .orderBy(sql`${dossier.collectedAt} desc nulls first`, asc(dossier.id));
}

export interface PriorDossier {
  id: string;
  laboratoryId: string;
  collectedAt: Date | null;
}

/** What comparing needs of an earlier result: whoever is measured each day has thousands. */
const readPriors = manyOf({
  id: observationVersion.id,
  dossierId: observationVersion.dossierId,
  observationKey: observationVersion.observationKey,
  code: observationVersion.code,
  codeSystem: observationVersion.codeSystem,
  localCode: observationVersion.localCode,
  values: observationVersion.values,
  number: observationVersion.number,
  comparator: observationVersion.comparator,
  unit: observationVersion.unit,
  method: observationVersion.method,
  observedAt: observationVersion.observedAt,
  recordedAt: observationVersion.recordedAt,
});
export type PriorResult = Awaited<ReturnType<typeof readPriors>>[number];

/** Newest version of every result of these dossiers with one of these codes. */
export async function priorsOf(tx: Transaction, dossierIds: readonly string[], codes: readonly string[]): Promise<PriorResult[]> {
  if (dossierIds.length === 0 || codes.length === 0) return [];
  const rows = await readPriors(
    tx,
    sql`where ${isAmong(observationVersion.dossierId, dossierIds)} and ${inArray(observationVersion.code, [...codes])}
      order by ${observationVersion.dossierId}, ${observationVersion.observationKey}, ${observationVersion.version} desc`,
  );
  return rows.filter((row, index) => row.observationKey !== rows[index - 1]?.observationKey || row.dossierId !== rows[index - 1]?.dossierId);
}

/** The wall's own question: does a laboratory of the actor's sites execute a part of it? */
export async function executedByActor(tx: Transaction, dossierId: string): Promise<boolean> {
  const rows = await tx.execute<{ executed: boolean } & Record<string, unknown>>(sql`select dossier_executed_by_actor(${dossierId}::uuid) as executed`);
  return rows[0]?.executed === true;
}

/** Dossiers of these persons sampled, or else made, in that stretch of time; oldest first. */
export const dossiersOfPatients = (tx: Transaction, patientIds: readonly string[], { from, until }: { from: Date; until: Date }): Promise<DossierRow[]> =>
  tx
    .select()
    .from(dossier)
    .where(
      and(
        inArray(dossier.patientId, [...patientIds]),
        sql`coalesce(${dossier.collectedAt}, ${dossier.createdAt}) between ${from.toISOString()}::timestamptz and ${until.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(dossier.collectedAt), asc(dossier.createdAt));

export async function laboratoriesOfPatients(tx: Transaction, patientIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: dossier.laboratoryId })
    .from(dossier)
    .where(inArray(dossier.patientId, [...patientIds]));
  return rows.map(({ id }) => id);
}

/** The newest version of every result of these persons' other dossiers, whatever was measured; none of an identity that is not guaranteed, no test. */
export async function observationsOfPatients(tx: Transaction, patientIds: readonly string[], exceptDossierId: string) {
  if (patientIds.length === 0) return [];
  const rows = await tx
    .selectDistinctOn([observationVersion.dossierId, observationVersion.observationKey], {
      observation: observationVersion,
      accessionNumber: dossier.accessionNumber,
      laboratoryId: dossier.laboratoryId,
      siteId: dossier.siteId,
      collectedAt: dossier.collectedAt,
      section: serviceRequest.section,
    })
    .from(dossier)
    .innerJoin(observationVersion, eq(observationVersion.dossierId, dossier.id))
    .innerJoin(serviceRequest, eq(serviceRequest.id, observationVersion.serviceRequestId))
    .where(
      and(
        inArray(dossier.patientId, [...patientIds]),
        eq(dossier.identityGuaranteed, true),
        eq(dossier.isTest, false),
        sql`${dossier.id} <> ${exceptDossierId}`,
      ),
    )
    .orderBy(observationVersion.dossierId, observationVersion.observationKey, desc(observationVersion.version));
  return rows.map(({ observation, ...rest }) => ({ ...observation, ...rest }));
}
