import { and, eq, or, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { laboratory, legalEntity, prescriber, site, ward } from '../../db/schema/directory';
import { storableJson } from '../../db/write-many';

export type LegalEntityRow = typeof legalEntity.$inferSelect;
export type LaboratoryRow = typeof laboratory.$inferSelect;
export type SiteRow = typeof site.$inferSelect;
export type WardRow = typeof ward.$inferSelect;
export type PrescriberRow = typeof prescriber.$inferSelect;

export const laboratoryRows = (tx: Transaction): Promise<LaboratoryRow[]> => tx.select().from(laboratory).orderBy(laboratory.shortName);

export async function laboratoryRow(tx: Transaction, id: string): Promise<LaboratoryRow | undefined> {
  const [row] = await tx.select().from(laboratory).where(eq(laboratory.id, id));
  return row;
}

export async function laboratoryByFiness(tx: Transaction, finessNumber: string): Promise<LaboratoryRow | undefined> {
  const [row] = await tx.select().from(laboratory).where(eq(laboratory.finessNumber, finessNumber));
  return row;
}

export const siteRows = (tx: Transaction): Promise<SiteRow[]> => tx.select().from(site).orderBy(site.name);

export async function siteOfLaboratory(tx: Transaction, laboratoryId: string): Promise<SiteRow | undefined> {
  const [row] = await tx.select().from(site).where(eq(site.laboratoryId, laboratoryId)).orderBy(site.id).limit(1);
  return row;
}

export async function wardByCode(tx: Transaction, legalEntityId: string, code: string): Promise<WardRow | undefined> {
  const [row] = await tx
    .select()
    .from(ward)
    .where(and(eq(ward.legalEntityId, legalEntityId), eq(ward.code, code)));
  return row;
}

export async function wardRow(tx: Transaction, id: string): Promise<WardRow | undefined> {
  const [row] = await tx.select().from(ward).where(eq(ward.id, id));
  return row;
}

export async function prescriberByRpps(tx: Transaction, rppsNumber: string): Promise<PrescriberRow | undefined> {
  const [row] = await tx.select().from(prescriber).where(eq(prescriber.rppsNumber, rppsNumber));
  return row;
}

export async function prescriberRow(tx: Transaction, id: string): Promise<PrescriberRow | undefined> {
  const [row] = await tx.select().from(prescriber).where(eq(prescriber.id, id));
  return row;
}

export async function prescribersAmong(
  tx: Transaction,
  { rppsNumbers, ids }: { rppsNumbers: readonly string[]; ids: readonly string[] },
): Promise<PrescriberRow[]> {
  const numbers = storableJson([...new Set(rppsNumbers)]);
  return tx
    .select()
    .from(prescriber)
    .where(or(sql`${prescriber.rppsNumber} = any (array(select json_array_elements_text(${numbers}::text::json)))`, isAmong(prescriber.id, new Set(ids))));
}

export async function wardsAmong(tx: Transaction, { codes, ids }: { codes: readonly string[]; ids: readonly string[] }): Promise<WardRow[]> {
  const sent = storableJson([...new Set(codes)]);
  return tx
    .select()
    .from(ward)
    .where(or(sql`${ward.code} = any (array(select json_array_elements_text(${sent}::text::json)))`, isAmong(ward.id, new Set(ids))));
}

export async function insertLegalEntity(tx: Transaction, row: LegalEntityRow): Promise<void> {
  await tx.insert(legalEntity).values(row).onConflictDoNothing();
}

export async function insertLaboratory(tx: Transaction, row: LaboratoryRow): Promise<void> {
  await tx.insert(laboratory).values(row).onConflictDoNothing();
}

export async function insertSite(tx: Transaction, row: SiteRow): Promise<void> {
  await tx.insert(site).values(row).onConflictDoNothing();
}

export async function insertWard(tx: Transaction, row: WardRow): Promise<void> {
  await tx.insert(ward).values(row).onConflictDoNothing();
}

export async function insertPrescriber(tx: Transaction, row: PrescriberRow): Promise<void> {
  await tx.insert(prescriber).values(row).onConflictDoNothing();
}

export const prescriberRows = (tx: Transaction): Promise<PrescriberRow[]> => tx.select().from(prescriber).orderBy(prescriber.familyName, prescriber.givenName);

/** False when the actor may not, or when the number is there already. */
export async function addPrescriberRow(tx: Transaction, row: PrescriberRow): Promise<boolean> {
  const [answer] = await tx.execute<{ made: boolean }>(
    sql`select add_prescriber(${row.id}, ${row.rppsNumber}, ${row.familyName}, ${row.givenName}, ${row.specialty ?? ''}) as made`,
  );
  return answer?.made ?? false;
}

export async function addWardRow(tx: Transaction, row: { id: string; laboratoryId: string; code: string; name: string; phone: string }): Promise<boolean> {
  const [answer] = await tx.execute<{ made: boolean }>(sql`select add_ward(${row.id}, ${row.laboratoryId}, ${row.code}, ${row.name}, ${row.phone}) as made`);
  return answer?.made ?? false;
}

export const wardRows = (tx: Transaction): Promise<WardRow[]> => tx.select().from(ward).orderBy(ward.name);

export const legalEntityRows = (tx: Transaction): Promise<LegalEntityRow[]> => tx.select().from(legalEntity).orderBy(legalEntity.name);
