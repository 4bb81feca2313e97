import { and, asc, desc, eq, gte, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { outboundMessage, outboundResend, outboundResendItem } from '../../db/schema/outbound';
import type { ResendFilter } from './resend-rules';

export type ResendRow = typeof outboundResend.$inferSelect;

/** Only what its LIS has acknowledged; what is under way or refused has ways of its own. */
function matching(filter: ResendFilter): SQL | undefined {
  return and(
    eq(outboundMessage.laboratoryId, filter.laboratoryId),
    eq(outboundMessage.state, 'acknowledged'),
    isNotNull(outboundMessage.acknowledgedAt),
    filter.messageId === null ? undefined : eq(outboundMessage.id, filter.messageId),
    filter.from === null ? undefined : gte(outboundMessage.createdAt, filter.from),
    filter.to === null ? undefined : lt(outboundMessage.createdAt, filter.to),
    filter.kinds.length === 0 ? undefined : inArray(outboundMessage.kind, [...filter.kinds]),
    filter.accessionNumber === null ? undefined : sql`${outboundMessage.dossierId} in (select dossiers_numbered(${filter.accessionNumber}))`,
  );
}

export async function countMatching(tx: Transaction, filter: ResendFilter): Promise<{ kind: string; count: number }[]> {
  return tx
    .select({ kind: outboundMessage.kind, count: sql<number>`count(*)::int` })
    .from(outboundMessage)
    .where(matching(filter))
    .groupBy(outboundMessage.kind);
}

/** In the order of sending. */
export async function lockMatching(tx: Transaction, filter: ResendFilter, limit: number): Promise<{ id: string; laboratoryId: string }[]> {
  return tx
    .select({ id: outboundMessage.id, laboratoryId: outboundMessage.laboratoryId })
    .from(outboundMessage)
    .where(matching(filter))
    .orderBy(asc(outboundMessage.sequence))
    .limit(limit)
    .for('update');
}

export async function insertResend(tx: Transaction, row: ResendRow, messageIds: readonly string[]): Promise<void> {
  await tx.insert(outboundResend).values(row);
  for (let start = 0; start < messageIds.length; start += 1000)
    await tx.insert(outboundResendItem).values(messageIds.slice(start, start + 1000).map((messageId) => ({ resendId: row.id, messageId })));
}

export async function queueAgain(tx: Transaction, messageIds: readonly string[], at: Date): Promise<void> {
  for (let start = 0; start < messageIds.length; start += 1000)
    await tx
      .update(outboundMessage)
      .set({ state: 'queued', nextAttemptAt: at })
      .where(inArray(outboundMessage.id, messageIds.slice(start, start + 1000)));
}

/** The newest resends with how far they are. */
export async function resends(tx: Transaction, limit: number): Promise<(ResendRow & { waiting: number; refused: number })[]> {
  const rows = await tx
    .select({
      row: outboundResend,
      waiting: sql<number>`(select count(*)::int from outbound_resend_item i join outbound_message m on m.id = i.message_id where i.resend_id = outbound_resend.id and m.state = 'queued')`,
      refused: sql<number>`(select count(*)::int from outbound_resend_item i join outbound_message m on m.id = i.message_id where i.resend_id = outbound_resend.id and m.state = 'refused')`,
    })
    .from(outboundResend)
    .orderBy(desc(outboundResend.requestedAt))
    .limit(limit);
  return rows.map(({ row, waiting, refused }) => ({ ...row, waiting, refused }));
}
