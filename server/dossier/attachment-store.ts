import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { identityAttachment } from '../../db/schema/dossier';
import type { ComparedPerson, LockedForAttachment, NewPerson, UnsureDossier } from './attachment-types';

export type AttachmentRow = typeof identityAttachment.$inferSelect;

type Row<T> = T & Record<string, unknown>;

/** Dossiers of the actor's sites whose identity is not sure, then those attached lately; checked by the database. */
export async function unsureDossiers(tx: Transaction, since: { opened: Date; attached: Date }): Promise<UnsureDossier[]> {
  const rows = await tx.execute<Row<Omit<UnsureDossier, 'createdAt'> & { createdAt: string }>>(sql`
    select dossier_id as "dossierId", accession_number as "accessionNumber", laboratory_id as "laboratoryId", created_at::text as "createdAt", identifier, birth_family_name as "birthFamilyName",
      first_given_name as "firstGivenName", birth_date::text as "birthDate", birth_date_text as "birthDateText", sex, identity_reliability as "identityReliability",
      is_released as "isReleased", attachment_id as "attachmentId" from unsure_dossiers(${since.opened.toISOString()}, ${since.attached.toISOString()})`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** How many unsure dossiers of the actor's sites are no longer looked for, and how many are meant to stay so. */
export async function unsureLeftOut(tx: Transaction, since: Date): Promise<{ older: number; hidden: number }> {
  const [row] = await tx.execute<Row<{ older: number; hidden: number }>>(sql`select older, hidden from unsure_left_out(${since.toISOString()})`);
  return row ?? { older: 0, hidden: 0 };
}

/** Undefined when it is none of the actor's. */
export async function lockForAttachment(tx: Transaction, dossierId: string): Promise<LockedForAttachment | undefined> {
  const [row] = await tx.execute<Row<LockedForAttachment>>(sql`
    select dossier_id as "dossierId", laboratory_id as "laboratoryId", accession_number as "accessionNumber", identity_guaranteed as "identityGuaranteed", patient_id as "patientId",
      from_patient_id as "fromPatientId", attachment_id as "attachmentId" from lock_for_attachment(${dossierId}::uuid)`);
  return row;
}

export async function candidateIds(
  tx: Transaction,
  dossierId: string,
  { number, familyName, birthDate }: { number: string; familyName: string; birthDate: string | null },
): Promise<string[]> {
  const rows = await tx.execute<Row<{ id: string }>>(sql`select attachment_candidates(${dossierId}::uuid, ${number}, ${familyName}, ${birthDate}::date) as id`);
  return rows.map(({ id }) => id);
}

export async function comparedPerson(tx: Transaction, dossierId: string, patientId: string): Promise<ComparedPerson | undefined> {
  const [row] = await tx.execute<Row<{ person: ComparedPerson | null }>>(sql`select attachment_person(${dossierId}::uuid, ${patientId}::uuid) as person`);
  return row?.person ?? undefined;
}

export type Amended = 'amended' | 'returned' | 'none';

export async function attach(
  tx: Transaction,
  { attachmentId, dossierId, patientId, isNew, reason }: { attachmentId: string; dossierId: string; patientId: string; isNew: boolean; reason: string },
): Promise<Amended> {
  const [row] = await tx.execute<Row<{ amended: Amended }>>(
    sql`select attach_dossier(${attachmentId}::uuid, ${dossierId}::uuid, ${patientId}::uuid, ${isNew}, ${reason}) as amended`,
  );
  return row?.amended ?? 'none';
}

/** False when the number is somebody's already. */
export async function makePerson(tx: Transaction, dossierId: string, patientId: string, person: NewPerson): Promise<boolean> {
  const [row] = await tx.execute<Row<{ made: boolean }>>(sql`
    select make_attached_person(${dossierId}::uuid, ${patientId}::uuid, ${person.identifier}, ${person.birthFamilyName}, ${person.givenNames}, ${person.firstGivenName},
      ${person.birthDate}::date, ${person.sex}) as made`);
  return row?.made === true;
}

export async function detach(tx: Transaction, attachmentId: string, reason: string): Promise<Amended> {
  const [row] = await tx.execute<Row<{ amended: Amended }>>(sql`select detach_dossier(${attachmentId}::uuid, ${reason}) as amended`);
  return row?.amended ?? 'none';
}

/** All that was ever attached of a dossier, newest first. */
export async function attachmentsOf(tx: Transaction, dossierId: string): Promise<AttachmentRow[]> {
  return tx
    .select()
    .from(identityAttachment)
    .where(eq(identityAttachment.dossierId, dossierId))
    .orderBy(desc(identityAttachment.attachedAt), desc(identityAttachment.id));
}

export async function standingAttachment(tx: Transaction, dossierId: string): Promise<AttachmentRow | undefined> {
  const [row] = await tx
    .select()
    .from(identityAttachment)
    .where(and(eq(identityAttachment.dossierId, dossierId), isNull(identityAttachment.detachedAt)));
  return row;
}

export async function confirm(tx: Transaction, attachmentId: string, at: Date): Promise<void> {
  await tx
    .update(identityAttachment)
    .set({ confirmedAt: at })
    .where(and(eq(identityAttachment.id, attachmentId), isNull(identityAttachment.confirmedAt)));
}

export async function attachedAmong(tx: Transaction, dossierIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ dossierId: identityAttachment.dossierId })
    .from(identityAttachment)
    .where(isAmong(identityAttachment.dossierId, dossierIds));
  return rows.map(({ dossierId }) => dossierId);
}
