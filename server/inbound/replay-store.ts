import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { inboundMessage, replayBatch, replayBatchMessage } from '../../db/schema/inbound';

export type ReplayBatchRow = typeof replayBatch.$inferSelect;

interface Stretch {
  laboratoryId: string;
  since: Date;
  until: Date;
  scope: 'kept-out' | 'all';
}

/** Never those that a person set aside: she said why. */
const replayable = ({
  laboratoryId,
  since,
  until,
  scope,
}: Stretch) => sql`m.laboratory_id = ${laboratoryId}::uuid and m.received_at >= ${since.toISOString()}::timestamptz
  and m.received_at < ${until.toISOString()}::timestamptz and (m.state in ('quarantined', 'refused') or (${scope === 'all'} and m.state = 'applied'))`;

export async function countReplayable(tx: Transaction, stretch: Stretch): Promise<number> {
  const [row] = await tx.execute<{ n: number } & Record<string, unknown>>(sql`select count(*)::int as n from inbound_message m where ${replayable(stretch)}`);
  return row?.n ?? 0;
}

/** Kept out of the same laboratory for the same first reason, in the order of their arrival; at most so many. */
export async function alikeMessages(
  tx: Transaction,
  like: { laboratoryId: string | null; problem: string },
  limit: number,
): Promise<{ id: string; receivedAt: Date }[]> {
  return tx
    .select({ id: inboundMessage.id, receivedAt: inboundMessage.receivedAt })
    .from(inboundMessage)
    .where(
      and(
        inArray(inboundMessage.state, ['quarantined', 'refused']),
        like.laboratoryId === null ? isNull(inboundMessage.laboratoryId) : eq(inboundMessage.laboratoryId, like.laboratoryId),
        sql`coalesce(${inboundMessage.problems}->0->>'text', '') = ${like.problem}`,
      ),
    )
    .orderBy(inboundMessage.arrival)
    .limit(limit);
}

/** These messages, in this order. */
export async function fillBatchWith(tx: Transaction, batchId: string, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`insert into replay_batch_message (batch_id, rank, message_id)
    select ${batchId}::uuid, rank, id from unnest(string_to_array(${ids.join(',')}, ',')::uuid[]) with ordinality as wanted (id, rank)`);
}

/** False when another period of the laboratory is under way. */
export async function insertBatch(tx: Transaction, row: typeof replayBatch.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(replayBatch).values(row).onConflictDoNothing().returning({ id: replayBatch.id });
  return rows.length > 0;
}

export async function fillBatch(tx: Transaction, batchId: string, stretch: Stretch, total: number): Promise<void> {
  await tx.execute(sql`insert into replay_batch_message (batch_id, rank, message_id)
    select ${batchId}::uuid, row_number() over (order by m.arrival), m.id from inbound_message m where ${replayable(stretch)} order by m.arrival limit ${total}`);
}

export async function runningBatch(tx: Transaction, laboratoryId: string | null): Promise<boolean> {
  const rows = await tx
    .select({ id: replayBatch.id })
    .from(replayBatch)
    .where(and(laboratoryId === null ? isNull(replayBatch.laboratoryId) : eq(replayBatch.laboratoryId, laboratoryId), eq(replayBatch.state, 'running')));
  return rows.length > 0;
}

export async function findReplay(tx: Transaction, id: string): Promise<ReplayBatchRow | undefined> {
  const [row] = await tx.select().from(replayBatch).where(eq(replayBatch.id, id));
  return row;
}

export async function lockReplay(tx: Transaction, id: string): Promise<ReplayBatchRow | undefined> {
  const [row] = await tx.select().from(replayBatch).where(eq(replayBatch.id, id)).for('update');
  return row;
}

/** False when it had ended by itself, or somebody stopped it. */
export async function cancelBatch(tx: Transaction, id: string, at: Date): Promise<boolean> {
  const rows = await tx
    .update(replayBatch)
    .set({ state: 'cancelled', endedAt: at })
    .where(and(eq(replayBatch.id, id), eq(replayBatch.state, 'running')))
    .returning({ id: replayBatch.id });
  return rows.length > 0;
}

export const newestBatches = (tx: Transaction, limit: number): Promise<ReplayBatchRow[]> =>
  tx.select().from(replayBatch).orderBy(desc(replayBatch.madeAt), desc(replayBatch.id)).limit(limit);

/** The next messages of a batch, in their order. */
export async function nextMessages(tx: Transaction, batchId: string, done: number, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: replayBatchMessage.messageId })
    .from(replayBatchMessage)
    .where(and(eq(replayBatchMessage.batchId, batchId), gte(replayBatchMessage.rank, done + 1)))
    .orderBy(asc(replayBatchMessage.rank))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function advanceBatch(tx: Transaction, id: string, fields: Partial<Pick<ReplayBatchRow, 'done' | 'wentIn' | 'state' | 'endedAt'>>): Promise<void> {
  await tx.update(replayBatch).set(fields).where(eq(replayBatch.id, id));
}

export async function runningBatchIds(tx: Transaction): Promise<string[]> {
  const rows = await tx.select({ id: replayBatch.id }).from(replayBatch).where(eq(replayBatch.state, 'running'));
  return rows.map(({ id }) => id);
}

export async function noteReplay(tx: Transaction, messageId: string, at: Date): Promise<void> {
  await tx
    .update(inboundMessage)
    .set({ replays: sql`${inboundMessage.replays} + 1`, replayedAt: at })
    .where(eq(inboundMessage.id, messageId));
}
