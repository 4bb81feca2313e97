import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { userAccount } from '../../db/schema/access';
import { breakGlass } from '../../db/schema/portal';

export type BreakGlassRow = typeof breakGlass.$inferSelect;

export interface FoundPatient {
  patientId: string;
  birthFamilyName: string;
  firstGivenName: string;
  birthDate: string;
  sex: 'F' | 'M' | 'U';
  identifier: string;
}

/** The one patient of that name and birth date, by the wall's own function; undefined when there is none or more than one. */
export async function findByTraits(
  tx: Transaction,
  traits: { birthFamilyName: string; birthDate: string; identifier: string },
): Promise<FoundPatient | undefined> {
  const rows = await tx.execute<FoundPatient & Record<string, unknown>>(sql`
    select patient_id as "patientId", birth_family_name as "birthFamilyName", first_given_name as "firstGivenName", birth_date::text as "birthDate", sex, identifier
    from emergency_patient(${traits.birthFamilyName}, ${traits.birthDate}::date, ${traits.identifier})`);
  return rows[0];
}

export async function isPatientKnown(tx: Transaction, patientId: string): Promise<boolean> {
  const rows = await tx.execute<{ known: boolean } & Record<string, unknown>>(sql`select emergency_patient_exists(${patientId}::uuid) as known`);
  return rows[0]?.known === true;
}

export async function insertBreakGlass(
  tx: Transaction,
  row: Pick<BreakGlassRow, 'id' | 'userId' | 'patientId' | 'reason' | 'reasonText' | 'proofId' | 'grantedAt' | 'expiresAt'>,
): Promise<void> {
  await tx.insert(breakGlass).values(row);
}

const isOpen = (now: Date) => and(isNull(breakGlass.endedAt), gt(breakGlass.expiresAt, now));

/** What an emergency has open for this professional now, the first to end first. */
export const openBreakGlassOf = (tx: Transaction, userId: string, now: Date): Promise<BreakGlassRow[]> =>
  tx
    .select()
    .from(breakGlass)
    .where(and(eq(breakGlass.userId, userId), isOpen(now)))
    .orderBy(breakGlass.expiresAt);

/** Ends what is still open of this professional: one access, or all those to one patient. Answers whose they were. */
export async function endBreakGlass(tx: Transaction, which: { userId: string; id?: string; patientId?: string }, now: Date): Promise<BreakGlassRow[]> {
  return tx
    .update(breakGlass)
    .set({ endedAt: now })
    .where(
      and(
        eq(breakGlass.userId, which.userId),
        which.id === undefined ? undefined : eq(breakGlass.id, which.id),
        which.patientId === undefined ? undefined : eq(breakGlass.patientId, which.patientId),
        isOpen(now),
      ),
    )
    .returning();
}

export async function lockBreakGlass(tx: Transaction, id: string): Promise<BreakGlassRow | undefined> {
  return (await tx.select().from(breakGlass).where(eq(breakGlass.id, id)).for('update'))[0];
}

export async function saveReview(
  tx: Transaction,
  id: string,
  review: Pick<BreakGlassRow, 'reviewedBy' | 'reviewedAt' | 'reviewOutcome' | 'reviewText' | 'endedAt'>,
): Promise<void> {
  await tx.update(breakGlass).set(review).where(eq(breakGlass.id, id));
}

/** One version read in it. */
export interface EmergencyReading {
  accessionNumber: string;
  version: number;
  medium: 'screen' | 'pdf';
  viewedAt: string;
}

export interface AccessForReview {
  row: BreakGlassRow;
  by: { title: string; givenName: string; familyName: string; profession: string; rppsNumber: string | null };
  patientNumber: string;
  readings: EmergencyReading[];
  reviewer: string | null;
}

/** Accesses for their review, those to review first and the oldest of them on top, then the newest reviewed. */
export async function accessesForReview(tx: Transaction, limit: number): Promise<AccessForReview[]> {
  const reviewer = sql<string | null>`(select concat_ws(' ', a.given_name, a.family_name) from user_account a where a.id = ${breakGlass.reviewedBy})`;
  return tx
    .select({
      row: breakGlass,
      by: {
        title: userAccount.title,
        givenName: userAccount.givenName,
        familyName: userAccount.familyName,
        profession: userAccount.profession,
        rppsNumber: userAccount.rppsNumber,
      },
      patientNumber: sql<string>`coalesce(break_glass_patient_number(${breakGlass.id}), '')`,
      readings: sql<
        EmergencyReading[]
      >`(select coalesce(json_agg(json_build_object('accessionNumber', r.accession_number, 'version', r.version, 'medium', r.medium, 'viewedAt', r.viewed_at)), '[]')
        from break_glass_readings(${breakGlass.id}) r)`,
      reviewer,
    })
    .from(breakGlass)
    .innerJoin(userAccount, eq(userAccount.id, breakGlass.userId))
    .orderBy(
      sql`${breakGlass.reviewedAt} is not null`,
      sql`case when ${breakGlass.reviewedAt} is null then ${breakGlass.grantedAt} end`,
      desc(breakGlass.grantedAt),
      breakGlass.id,
    )
    .limit(limit);
}

/** Emergencies opened for this patient, or for the same person in another hospital, newest first. */
export const breakGlassOfPatient = (tx: Transaction, patientId: string): Promise<Pick<AccessForReview, 'row' | 'by'>[]> =>
  tx
    .select({
      row: breakGlass,
      by: {
        title: userAccount.title,
        givenName: userAccount.givenName,
        familyName: userAccount.familyName,
        profession: userAccount.profession,
        rppsNumber: userAccount.rppsNumber,
      },
    })
    .from(breakGlass)
    .innerJoin(userAccount, eq(userAccount.id, breakGlass.userId))
    .where(sql`same_person(${breakGlass.patientId}, ${patientId}::uuid)`)
    .orderBy(desc(breakGlass.grantedAt));
