import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { userAccount } from '../../db/schema/access';
import { presenceAccess, presenceCode } from '../../db/schema/portal';
import { report } from '../../db/schema/report';

export type PresenceCodeRow = typeof presenceCode.$inferSelect;
export type PresenceAccessRow = typeof presenceAccess.$inferSelect;

export async function insertCode(tx: Transaction, row: Omit<PresenceCodeRow, 'endedAt' | 'usedAt'>): Promise<void> {
  await tx.insert(presenceCode).values(row);
}

/** Ends the patient's codes and what they opened, at once; answers how many accesses were still open. */
export async function endPresence(tx: Transaction, patientId: string, now: Date): Promise<{ codes: number; accesses: number }> {
  const codes = await tx
    .update(presenceCode)
    .set({ endedAt: now })
    .where(and(eq(presenceCode.patientId, patientId), isNull(presenceCode.endedAt)))
    .returning({ id: presenceCode.id });
  const accesses = await tx
    .update(presenceAccess)
    .set({ endedAt: now })
    .where(and(eq(presenceAccess.patientId, patientId), isNull(presenceAccess.endedAt), sql`${presenceAccess.expiresAt} > ${now.toISOString()}`))
    .returning({ id: presenceAccess.id });
  return { codes: codes.length, accesses: accesses.length };
}

/** Ends the patient's codes that nobody has taken up yet: a new one replaces them, a professional who reads keeps his hour. */
export async function endUnusedCodes(tx: Transaction, patientId: string, now: Date): Promise<void> {
  await tx
    .update(presenceCode)
    .set({ endedAt: now })
    .where(and(eq(presenceCode.patientId, patientId), isNull(presenceCode.endedAt), isNull(presenceCode.usedAt)));
}

/** Ids of those reports that the actor may open; fewer than asked when some are not there for him. */
export async function openableAmong(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: report.id })
    .from(report)
    .where(and(inArray(report.id, [...ids]), sql`patient_opens(${report.id})`));
  return rows.map(({ id }) => id);
}

/** Every report of the patient that the actor may open, all versions. */
export async function openableOfPatient(tx: Transaction, patientId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.patientId, patientId), sql`patient_opens(${report.id})`));
  return rows.map(({ id }) => id);
}

/** The patient's newest code. */
export async function newestCode(tx: Transaction, patientId: string): Promise<PresenceCodeRow | undefined> {
  const rows = await tx
    .select()
    .from(presenceCode)
    .where(eq(presenceCode.patientId, patientId))
    .orderBy(desc(presenceCode.createdAt), desc(presenceCode.id))
    .limit(1);
  return rows[0];
}

export interface AccessOfPatient {
  id: string;
  grantedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  reportIds: string[] | null;
  by: { title: string; givenName: string; familyName: string; profession: string };
}

/** Who was let in by a code of this patient, newest first. */
export const accessesOfPatient = (tx: Transaction, patientId: string): Promise<AccessOfPatient[]> =>
  tx
    .select({
      id: presenceAccess.id,
      grantedAt: presenceAccess.grantedAt,
      expiresAt: presenceAccess.expiresAt,
      endedAt: presenceAccess.endedAt,
      reportIds: presenceAccess.reportIds,
      by: { title: userAccount.title, givenName: userAccount.givenName, familyName: userAccount.familyName, profession: userAccount.profession },
    })
    .from(presenceAccess)
    .innerJoin(userAccount, eq(userAccount.id, presenceAccess.userId))
    .where(eq(presenceAccess.patientId, patientId))
    .orderBy(desc(presenceAccess.grantedAt), desc(presenceAccess.id));

/** Takes a code up with its birth date, once; undefined when they do not open anything, whatever the reason. */
export async function redeemCode(
  tx: Transaction,
  given: { codeHash: string; birthDate: string; accessId: string },
): Promise<{ accessId: string; patientId: string; expiresAt: Date } | undefined> {
  const rows = await tx.execute<{ patient: string; ends: string } & Record<string, unknown>>(
    sql`select patient, ends from redeem_presence(${given.codeHash}, ${given.birthDate}::date, ${given.accessId}::uuid)`,
  );
  return rows[0] && { accessId: given.accessId, patientId: rows[0].patient, expiresAt: new Date(rows[0].ends) };
}

export async function endAccess(tx: Transaction, id: string, userId: string, now: Date): Promise<string | null> {
  const rows = await tx
    .update(presenceAccess)
    .set({ endedAt: now })
    .where(and(eq(presenceAccess.id, id), eq(presenceAccess.userId, userId), isNull(presenceAccess.endedAt)))
    .returning({ patientId: presenceAccess.patientId });
  return rows[0]?.patientId ?? null;
}

/** What patients' codes have open for this professional now. */
export const openAccessesOf = (tx: Transaction, userId: string, now: Date): Promise<PresenceAccessRow[]> =>
  tx
    .select()
    .from(presenceAccess)
    .where(and(eq(presenceAccess.userId, userId), isNull(presenceAccess.endedAt), sql`${presenceAccess.expiresAt} > ${now.toISOString()}`))
    .orderBy(presenceAccess.expiresAt);
