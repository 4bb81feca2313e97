import { and, asc, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { pushSubscription, wakeAttempt, wakePolicy } from '../../db/schema/wake';
import { type Policy, USUAL } from './policy-rules';

export type AttemptRow = typeof wakeAttempt.$inferSelect;
export type DeviceRow = typeof pushSubscription.$inferSelect;
export type PolicyRow = typeof wakePolicy.$inferSelect;

/** The policy in force of a person at a site; the usual one where nothing was written. */
export async function policyOf(tx: Transaction, userId: string, siteId: string): Promise<Policy> {
  const [row] = await tx
    .select()
    .from(wakePolicy)
    .where(and(eq(wakePolicy.userId, userId), eq(wakePolicy.siteId, siteId), isNull(wakePolicy.until)));
  return row ? policyIn(row) : USUAL;
}

export const policyIn = ({ reasons, fromClock, toClock, fallbackMinutes, smsNumber }: PolicyRow): Policy => ({
  reasons,
  from: fromClock,
  to: toClock,
  fallbackMinutes,
  smsNumber,
});

export const policiesOf = (tx: Transaction, userId: string): Promise<PolicyRow[]> =>
  tx
    .select()
    .from(wakePolicy)
    .where(and(eq(wakePolicy.userId, userId), isNull(wakePolicy.until)));

export async function writePolicyRow(tx: Transaction, row: Omit<PolicyRow, 'until'>): Promise<void> {
  await tx
    .update(wakePolicy)
    .set({ until: row.since })
    .where(and(eq(wakePolicy.userId, row.userId), eq(wakePolicy.siteId, row.siteId), isNull(wakePolicy.until)));
  await tx.insert(wakePolicy).values(row);
}

/** Once per person, reason and subject: answers false when she was already woken for it. */
export async function insertAttempt(tx: Transaction, row: typeof wakeAttempt.$inferInsert): Promise<boolean> {
  const kept = await tx.execute(sql`
    insert into wake_attempt (id, token, user_id, site_id, reason, subject_id, dossier_id, asked_at, fallback_at, state, is_trial)
    select ${row.id}, ${row.token}, ${row.userId}, ${row.siteId}, ${row.reason}, ${row.subjectId}, ${row.dossierId ?? null}::uuid, ${row.askedAt.toISOString()}::timestamptz,
      ${row.fallbackAt.toISOString()}::timestamptz, ${row.state}, ${row.isTrial ?? false}
    on conflict do nothing returning 1`);
  return kept.length > 0;
}

export async function findAttempt(tx: Transaction, id: string): Promise<AttemptRow | undefined> {
  const [row] = await tx.select().from(wakeAttempt).where(eq(wakeAttempt.id, id));
  return row;
}

/** What became of waking this person for this thing; undefined = she was not. */
export async function attemptFor(
  tx: Transaction,
  { userId, reason, subjectId }: { userId: string; reason: string; subjectId: string },
): Promise<AttemptRow | undefined> {
  const [row] = await tx
    .select()
    .from(wakeAttempt)
    .where(and(eq(wakeAttempt.userId, userId), eq(wakeAttempt.reason, reason), eq(wakeAttempt.subjectId, subjectId), eq(wakeAttempt.isTrial, false)));
  return row;
}

export async function findByToken(tx: Transaction, token: string): Promise<AttemptRow | undefined> {
  const [row] = await tx.select().from(wakeAttempt).where(eq(wakeAttempt.token, token));
  return row;
}

export const attemptsOf = (tx: Transaction, userId: string, limit: number): Promise<AttemptRow[]> =>
  tx.select().from(wakeAttempt).where(eq(wakeAttempt.userId, userId)).orderBy(desc(wakeAttempt.askedAt), desc(wakeAttempt.id)).limit(limit);

export async function changeAttempt(tx: Transaction, id: string, fields: Partial<AttemptRow>): Promise<void> {
  await tx.update(wakeAttempt).set(fields).where(eq(wakeAttempt.id, id));
}

const OPEN = ['asked', 'waiting'];

/** Only what is still open moves: an answer that came meanwhile stays. */
export async function moveOpenAttempt(tx: Transaction, id: string, fields: Partial<AttemptRow>): Promise<boolean> {
  const moved = await tx
    .update(wakeAttempt)
    .set(fields)
    .where(and(eq(wakeAttempt.id, id), inArray(wakeAttempt.state, OPEN)))
    .returning({ id: wakeAttempt.id });
  return moved.length > 0;
}

export const unpushed = (tx: Transaction, before: Date): Promise<AttemptRow[]> =>
  tx
    .select()
    .from(wakeAttempt)
    .where(and(eq(wakeAttempt.state, 'asked'), lt(wakeAttempt.askedAt, before)))
    .limit(200);

export const overdue = (tx: Transaction, before: Date): Promise<AttemptRow[]> =>
  tx
    .select()
    .from(wakeAttempt)
    .where(and(inArray(wakeAttempt.state, OPEN), lt(wakeAttempt.fallbackAt, before), sql`${wakeAttempt.reason} not in ('digest', 'advice')`))
    .limit(200);

export const failedSince = (tx: Transaction, since: Date): Promise<AttemptRow[]> =>
  tx
    .select()
    .from(wakeAttempt)
    .where(and(eq(wakeAttempt.state, 'failed'), gt(wakeAttempt.askedAt, since)))
    .limit(200);

/** Devices that may be rung now. */
export const devicesOf = (tx: Transaction, userId: string, at: Date): Promise<DeviceRow[]> =>
  tx
    .select()
    .from(pushSubscription)
    .where(and(eq(pushSubscription.userId, userId), isNull(pushSubscription.endedAt), gt(pushSubscription.until, at)))
    .orderBy(asc(pushSubscription.madeAt));

export async function insertDevice(tx: Transaction, row: typeof pushSubscription.$inferInsert): Promise<void> {
  await tx.insert(pushSubscription).values(row);
}

export async function endDevices(tx: Transaction, ids: readonly string[], at: Date, why: string): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(pushSubscription)
    .set({ endedAt: at, endedWhy: why })
    .where(and(inArray(pushSubscription.id, [...ids]), isNull(pushSubscription.endedAt)));
}

export async function notePushed(tx: Transaction, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(pushSubscription)
    .set({ lastPushedAt: at })
    .where(inArray(pushSubscription.id, [...ids]));
}

export const pastDevices = (tx: Transaction, at: Date): Promise<DeviceRow[]> =>
  tx
    .select()
    .from(pushSubscription)
    .where(and(isNull(pushSubscription.endedAt), sql`${pushSubscription.until} <= ${at.toISOString()}`))
    .limit(500);
