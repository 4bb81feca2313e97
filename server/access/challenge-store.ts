import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { authChallenge } from '../../db/schema/access';

export type ChallengeRow = typeof authChallenge.$inferSelect;
export type ChallengePurpose = 'enrol' | 'enter' | 'second-factor' | 'step-up' | 'terminal' | 'patient-enrol' | 'patient-enter';

export async function insertChallenge(tx: Transaction, row: typeof authChallenge.$inferInsert): Promise<void> {
  await tx.insert(authChallenge).values(row);
}

/** Uses a challenge up and answers it; undefined when it was never made, was used, or its time is over: whatever happens next, it opens nothing again. */
export async function spendChallenge(tx: Transaction, challenge: string, purpose: ChallengePurpose, now: Date): Promise<ChallengeRow | undefined> {
  const rows = await tx
    .update(authChallenge)
    .set({ usedAt: now })
    .where(and(eq(authChallenge.challenge, challenge), eq(authChallenge.purpose, purpose), isNull(authChallenge.usedAt), gt(authChallenge.expiresAt, now)))
    .returning();
  return rows[0];
}
