import { and, desc, eq, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { advice } from '../../db/schema/advice';
import type { AdviceLine } from './types';

export type AdviceRow = typeof advice.$inferSelect;

export async function insertAdvice(tx: Transaction, row: typeof advice.$inferInsert): Promise<void> {
  await tx.insert(advice).values(row);
}

export async function findAdvice(tx: Transaction, id: string): Promise<AdviceRow | undefined> {
  const [row] = await tx.select().from(advice).where(eq(advice.id, id));
  return row;
}

/** Moves a question that is still open, once: of two who answer or take back at the same time, one is told. */
export async function closeAdvice(tx: Transaction, id: string, fields: Partial<Pick<AdviceRow, 'state' | 'answer' | 'answeredAt'>>): Promise<boolean> {
  const moved = await tx
    .update(advice)
    .set(fields)
    .where(and(eq(advice.id, id), eq(advice.state, 'open')))
    .returning({ id: advice.id });
  return moved.length > 0;
}

export async function noteFirstRead(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx
    .update(advice)
    .set({ firstReadAt: at })
    .where(and(eq(advice.id, id), eq(advice.state, 'open'), sql`${advice.firstReadAt} is null`));
}

const LINE = {
  id: advice.id,
  dossierId: advice.dossierId,
  accessionNumber: advice.accessionNumber,
  revision: advice.revision,
  askedBy: advice.askedBy,
  askedByName: advice.askedByName,
  askedOf: advice.askedOf,
  askedOfName: advice.askedOfName,
  question: advice.question,
  askedAt: advice.askedAt,
  expiresAt: advice.expiresAt,
  state: advice.state,
  answer: advice.answer,
  answeredAt: advice.answeredAt,
  firstReadAt: advice.firstReadAt,
};
export type AdviceLineRow = Pick<AdviceRow, keyof typeof LINE>;

/** Asked by or of a person, newest first. */
export const adviceOf = (tx: Transaction, userId: string, limit: number): Promise<AdviceLineRow[]> =>
  tx
    .select(LINE)
    .from(advice)
    .where(or(eq(advice.askedBy, userId), eq(advice.askedOf, userId)))
    .orderBy(desc(advice.askedAt))
    .limit(limit);

export const adviceOn = (tx: Transaction, dossierId: string): Promise<AdviceLineRow[]> =>
  tx.select(LINE).from(advice).where(eq(advice.dossierId, dossierId)).orderBy(desc(advice.askedAt));

export const expired = (tx: Transaction, at: Date): Promise<AdviceRow[]> =>
  tx
    .select()
    .from(advice)
    .where(and(eq(advice.state, 'open'), sql`${advice.expiresAt} <= ${at.toISOString()}`))
    .limit(500);

export const lineOf = (row: AdviceLineRow, userId: string): AdviceLine => ({
  id: row.id,
  dossierId: row.dossierId,
  number: row.accessionNumber,
  revision: row.revision,
  askedBy: row.askedByName,
  askedOf: row.askedOfName,
  isMine: row.askedBy === userId,
  isForMe: row.askedOf === userId,
  question: row.question,
  askedAt: row.askedAt,
  expiresAt: row.expiresAt,
  state: row.state as AdviceLine['state'],
  answer: row.answer,
  answeredAt: row.answeredAt,
  firstReadAt: row.firstReadAt,
});
