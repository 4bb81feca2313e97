import { desc } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { outboxMessage } from '../../db/schema/platform';
import type { Context } from './context';
import { newId } from './ids';
import { announce } from './live';

export type OutboxMessage = typeof outboxMessage.$inferSelect;

const SHOWN = 100;

/** Keeps a message on the demonstration's page instead of sending it. */
export async function keepInOutbox(ctx: Context, message: Pick<OutboxMessage, 'channel' | 'recipient' | 'subject' | 'body'>): Promise<void> {
  await ctx.transaction(async (tx) => {
    await tx.insert(outboxMessage).values({ id: newId(), createdAt: ctx.now(), ...message });
    await announce(tx, 'outbox', 'all');
  });
}

/** The newest hundred messages, newest first. */
export const readOutbox = (tx: Transaction): Promise<OutboxMessage[]> =>
  tx.select().from(outboxMessage).orderBy(desc(outboxMessage.createdAt), desc(outboxMessage.id)).limit(SHOWN);
