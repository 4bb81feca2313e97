import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { enrolmentCode, patientLink, representation } from '../../db/schema/patient';
import { newId } from '../platform/ids';
import { ENROLMENT_TRIES } from './enrolment-rules';

export type EnrolmentRow = typeof enrolmentCode.$inferSelect;
export type RepresentationRow = typeof representation.$inferSelect;

export async function insertEnrolmentCode(tx: Transaction, row: typeof enrolmentCode.$inferInsert): Promise<void> {
  await tx.insert(enrolmentCode).values(row);
}

/** Takes back what was handed out before to the same person and not used; answers how many. */
export async function withdrawCodes(tx: Transaction, of: { patientId: string; representationId: string | null }, now: Date): Promise<number> {
  const rows = await tx
    .update(enrolmentCode)
    .set({ withdrawnAt: now })
    .where(
      and(
        eq(enrolmentCode.patientId, of.patientId),
        of.representationId === null ? isNull(enrolmentCode.representationId) : eq(enrolmentCode.representationId, of.representationId),
        isNull(enrolmentCode.usedAt),
        isNull(enrolmentCode.withdrawnAt),
      ),
    )
    .returning({ id: enrolmentCode.id });
  return rows.length;
}

/** The code that the transaction claims, locked: whoever tries the same one waits. */
export async function lockClaimedCode(tx: Transaction): Promise<EnrolmentRow | undefined> {
  return (await tx.select().from(enrolmentCode).where(sql`${enrolmentCode.id} = claimed_enrolment()`).for('update'))[0];
}

/** The code that this account is being enrolled with, locked; undefined once it was used, withdrawn, or is too old. */
export async function lockCodeOfAccount(tx: Transaction, accountId: string, now: Date): Promise<EnrolmentRow | undefined> {
  const isOpen = and(isNull(enrolmentCode.usedAt), isNull(enrolmentCode.withdrawnAt), gt(enrolmentCode.expiresAt, now));
  return (
    await tx
      .select()
      .from(enrolmentCode)
      .where(and(eq(enrolmentCode.accountId, accountId), isOpen))
      .orderBy(sql`${enrolmentCode.createdAt} desc`)
      .limit(1)
      .for('update')
  )[0];
}

/** Takes one of the tries before anything is verified; null when none is left. */
export async function claimEnrolmentTry(tx: Transaction, id: string): Promise<number | null> {
  const rows = await tx
    .update(enrolmentCode)
    .set({ failedAttempts: sql`${enrolmentCode.failedAttempts} + 1` })
    .where(and(eq(enrolmentCode.id, id), lt(enrolmentCode.failedAttempts, ENROLMENT_TRIES)))
    .returning({ taken: enrolmentCode.failedAttempts });
  return rows[0]?.taken ?? null;
}

/** Gives the tries back: the person was right; the code now belongs to the enrolment of this account. */
export async function giveCodeTo(tx: Transaction, id: string, accountId: string): Promise<void> {
  await tx.update(enrolmentCode).set({ failedAttempts: 0, accountId }).where(eq(enrolmentCode.id, id));
}

/** Uses a code up; false when somebody else did. */
export async function spendEnrolmentCode(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(enrolmentCode)
    .set({ usedAt: now })
    .where(and(eq(enrolmentCode.id, id), isNull(enrolmentCode.usedAt), isNull(enrolmentCode.withdrawnAt)))
    .returning({ id: enrolmentCode.id });
  return rows.length > 0;
}

export async function findRepresentation(tx: Transaction, id: string): Promise<RepresentationRow | undefined> {
  return (await tx.select().from(representation).where(eq(representation.id, id)))[0];
}

/** Makes an account the representative's of this row. */
export async function giveRepresentationTo(tx: Transaction, id: string, accountId: string): Promise<void> {
  await tx.update(representation).set({ accountId }).where(eq(representation.id, id));
}

/** Says that an account is this person; once is enough. */
export async function insertLink(
  tx: Transaction,
  link: { accountId: string; patientId: string; via: 'code' | 'notice' | 'franceconnect' },
  now: Date,
): Promise<void> {
  await tx
    .insert(patientLink)
    .values({ id: newId(), ...link, linkedAt: now })
    .onConflictDoNothing();
}

/** Whom an account is, longest known first. */
export async function linkedPatientIds(tx: Transaction, accountId: string): Promise<string[]> {
  const rows = await tx
    .select({ patientId: patientLink.patientId })
    .from(patientLink)
    .where(and(eq(patientLink.accountId, accountId), isNull(patientLink.endedAt)))
    .orderBy(patientLink.linkedAt);
  return rows.map((row) => row.patientId);
}

export async function endLinks(tx: Transaction, accountId: string, now: Date): Promise<void> {
  await tx
    .update(patientLink)
    .set({ endedAt: now })
    .where(and(eq(patientLink.accountId, accountId), isNull(patientLink.endedAt)));
}

/** For whom an account reads, oldest first, ended or not. */
export const representationsOf = (tx: Transaction, accountId: string): Promise<RepresentationRow[]> =>
  tx.select().from(representation).where(eq(representation.accountId, accountId)).orderBy(representation.grantedAt);

/** The account that is this person, when there is one. */
export async function accountIdOfPatient(tx: Transaction, patientId: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string | null } & Record<string, unknown>>(sql`select account_of_patient(${patientId}) as id`);
  return rows[0]?.id ?? null;
}

/** The account that the claimed code leads to, when there is one already. */
export async function accountIdOfEnrolment(tx: Transaction): Promise<string | null> {
  const rows = await tx.execute<{ id: string | null } & Record<string, unknown>>(sql`select account_of_enrolment() as id`);
  return rows[0]?.id ?? null;
}
