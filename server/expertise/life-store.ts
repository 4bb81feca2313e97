import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { ruleControlSheet, ruleDraft, ruleDraftChange, ruleSet, ruleSetApproval, ruleSetVersion, ruleSuspension } from '../../db/schema/expertise';

export type DraftRow = typeof ruleDraft.$inferSelect;
export type DraftChangeRow = typeof ruleDraftChange.$inferSelect;
export type SheetRow = typeof ruleControlSheet.$inferSelect;
export type SuspensionRow = typeof ruleSuspension.$inferSelect;

/** One person at a time changes what a laboratory's rules are. */
export const lockRulesOf = (tx: Transaction, laboratoryId: string): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(727446, hashtext(${laboratoryId}))`);

export async function setOf(tx: Transaction, laboratoryId: string): Promise<{ id: string } | undefined> {
  const [row] = await tx.select({ id: ruleSet.id }).from(ruleSet).where(eq(ruleSet.laboratoryId, laboratoryId));
  return row;
}

export async function openDraftOf(tx: Transaction, laboratoryId: string): Promise<DraftRow | undefined> {
  const [row] = await tx
    .select()
    .from(ruleDraft)
    .where(and(eq(ruleDraft.laboratoryId, laboratoryId), isNull(ruleDraft.closedAt)));
  return row;
}

export async function findDraft(tx: Transaction, id: string): Promise<DraftRow | undefined> {
  const [row] = await tx.select().from(ruleDraft).where(eq(ruleDraft.id, id));
  return row;
}

export async function insertDraft(tx: Transaction, row: DraftRow): Promise<void> {
  await tx.insert(ruleDraft).values(row);
}

export async function updateDraft(
  tx: Transaction,
  id: string,
  set: Partial<Pick<DraftRow, 'content' | 'contentHash' | 'revision' | 'updatedAt' | 'closedAt' | 'closedAs'>>,
): Promise<void> {
  await tx.update(ruleDraft).set(set).where(eq(ruleDraft.id, id));
}

export const changesOf = (tx: Transaction, draftId: string): Promise<DraftChangeRow[]> =>
  tx.select().from(ruleDraftChange).where(eq(ruleDraftChange.draftId, draftId)).orderBy(desc(ruleDraftChange.number));

export async function insertChange(tx: Transaction, row: DraftChangeRow): Promise<void> {
  await tx.insert(ruleDraftChange).values(row);
}

export async function undoneChange(tx: Transaction, draftId: string, number: number, by: string, at: Date): Promise<void> {
  await tx
    .update(ruleDraftChange)
    .set({ undoneAt: at, undoneByName: by })
    .where(and(eq(ruleDraftChange.draftId, draftId), eq(ruleDraftChange.number, number)));
}

/** The newest first; of a draft's sheets only that on the draft as it stands counts. */
export const sheetsOf = (tx: Transaction, laboratoryId: string): Promise<SheetRow[]> =>
  tx
    .select()
    .from(ruleControlSheet)
    .where(eq(ruleControlSheet.laboratoryId, laboratoryId))
    .orderBy(desc(ruleControlSheet.madeAt), desc(ruleControlSheet.number));

export async function findSheet(tx: Transaction, id: string): Promise<SheetRow | undefined> {
  const [row] = await tx.select().from(ruleControlSheet).where(eq(ruleControlSheet.id, id));
  return row;
}

export async function insertSheet(tx: Transaction, row: SheetRow): Promise<void> {
  await tx.insert(ruleControlSheet).values(row);
}

export async function refuseSheetRow(tx: Transaction, id: string, by: { userId: string; name: string }, reason: string, at: Date): Promise<void> {
  await tx
    .update(ruleControlSheet)
    .set({ refusedBy: by.userId, refusedByName: by.name, refusedReason: reason, refusedAt: at })
    .where(eq(ruleControlSheet.id, id));
}

/** Every version of a laboratory's set, the newest first, without its content. */
export const versionsOf = (tx: Transaction, laboratoryId: string) =>
  tx
    .select({
      id: ruleSetVersion.id,
      version: ruleSetVersion.version,
      title: ruleSetVersion.title,
      author: ruleSetVersion.author,
      contentHash: ruleSetVersion.contentHash,
      ruleCount: ruleSetVersion.ruleCount,
      inForceFrom: ruleSetVersion.inForceFrom,
      createdAt: ruleSetVersion.createdAt,
      origin: ruleSetVersion.origin,
      controlSheetId: ruleSetVersion.controlSheetId,
      restoresId: ruleSetVersion.restoresId,
      signedHash: ruleSetVersion.signedHash,
      restoreReason: ruleSetVersion.restoreReason,
      approval: ruleSetApproval,
    })
    .from(ruleSetVersion)
    .innerJoin(ruleSet, eq(ruleSet.id, ruleSetVersion.ruleSetId))
    .leftJoin(ruleSetApproval, eq(ruleSetApproval.ruleSetVersionId, ruleSetVersion.id))
    .where(eq(ruleSet.laboratoryId, laboratoryId))
    .orderBy(desc(ruleSetVersion.version));
export type VersionOfSet = Awaited<ReturnType<typeof versionsOf>>[number];

/** The one in force at that instant: the newest whose start has come. */
export const inForceAmong = <V extends Pick<VersionOfSet, 'version' | 'inForceFrom'>>(versions: readonly V[], at: Date): V | undefined =>
  versions.filter(({ inForceFrom }) => inForceFrom <= at).toSorted((one, other) => other.version - one.version)[0];

export async function contentOf(tx: Transaction, versionId: string): Promise<unknown> {
  const [row] = await tx.select({ content: ruleSetVersion.content }).from(ruleSetVersion).where(eq(ruleSetVersion.id, versionId));
  return row?.content ?? null;
}

export const suspensionsOf = (tx: Transaction, laboratoryId: string): Promise<SuspensionRow[]> =>
  tx.select().from(ruleSuspension).where(eq(ruleSuspension.laboratoryId, laboratoryId)).orderBy(desc(ruleSuspension.at));

/** Of these laboratories, those whose rules are suspended. */
export const openSuspensions = (tx: Transaction, laboratoryIds: readonly string[]): Promise<SuspensionRow[]> =>
  tx
    .select()
    .from(ruleSuspension)
    .where(and(isAmong(ruleSuspension.laboratoryId, laboratoryIds), isNull(ruleSuspension.liftedAt)));

export async function insertSuspension(tx: Transaction, row: SuspensionRow): Promise<void> {
  await tx.insert(ruleSuspension).values(row);
}

export async function liftSuspensionRow(tx: Transaction, id: string, by: { userId: string; name: string }, proofId: string, at: Date): Promise<void> {
  await tx.update(ruleSuspension).set({ liftedAt: at, liftedBy: by.userId, liftedByName: by.name, liftProofId: proofId }).where(eq(ruleSuspension.id, id));
}

/** Of the laboratory's set in force at that instant. */
export async function versionInForce(tx: Transaction, laboratoryId: string, at: Date): Promise<VersionOfSet | undefined> {
  return inForceAmong(await versionsOf(tx, laboratoryId), at);
}

/** A version that a biologist makes; approved in the same transaction. */
export async function insertVersion(tx: Transaction, row: typeof ruleSetVersion.$inferInsert): Promise<void> {
  await tx.insert(ruleSetVersion).values(row);
}
