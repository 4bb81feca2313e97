import { and, eq, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { dossierPresence } from '../../db/schema/validation';

export type PresenceRow = typeof dossierPresence.$inferSelect;

export const presencesOn = (tx: Transaction, dossierId: string): Promise<PresenceRow[]> =>
  tx.select().from(dossierPresence).where(eq(dossierPresence.dossierId, dossierId));

/** Those of these sites that were seen since. */
export const presencesAt = (tx: Transaction, siteIds: readonly string[], since: Date): Promise<PresenceRow[]> =>
  siteIds.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(dossierPresence)
        .where(and(isAmong(dossierPresence.siteId, siteIds), sql`${dossierPresence.seenAt} > ${since.toISOString()}`));

export async function savePresence(tx: Transaction, row: PresenceRow): Promise<void> {
  const { dossierId: _dossier, userId: _person, ...fields } = row;
  await tx
    .insert(dossierPresence)
    .values(row)
    .onConflictDoUpdate({ target: [dossierPresence.dossierId, dossierPresence.userId], set: fields });
}

/** Answers the site where something was. */
export async function removePresence(tx: Transaction, dossierId: string, userId: string): Promise<string | null> {
  const [gone] = await tx
    .delete(dossierPresence)
    .where(and(eq(dossierPresence.dossierId, dossierId), eq(dossierPresence.userId, userId)))
    .returning({ siteId: dossierPresence.siteId });
  return gone?.siteId ?? null;
}

/** A person reads one dossier at a time: what this screen had open before is left. */
export async function removeOthersOf(tx: Transaction, { dossierId, sessionId }: Pick<PresenceRow, 'dossierId' | 'sessionId'>): Promise<void> {
  await tx.delete(dossierPresence).where(and(eq(dossierPresence.sessionId, sessionId), sql`${dossierPresence.dossierId} <> ${dossierId}`));
}

export async function removeUnseen(tx: Transaction, since: Date): Promise<void> {
  await tx.delete(dossierPresence).where(sql`${dossierPresence.seenAt} < ${since.toISOString()}`);
}
