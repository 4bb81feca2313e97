import { requireAccess } from '../access/require-access';
import { type OutboxMessage, readOutbox } from '../platform/channels-outbox';
import type { Context } from '../platform/context';
import { readEnvironment } from '../platform/env';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';

/** Answers the mails and SMS that a demonstration kept instead of sending them; outside a demonstration there is no such page. */
export async function readDemoOutbox(ctx: Context): Promise<Outcome<{ at: Date; messages: OutboxMessage[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'demo.read');
  if (denied) return denied;
  if (!readEnvironment().RELAIS_DEMO) return refuse('not-found');
  return ctx.transaction(async (tx) => done({ at: ctx.now(), messages: await readOutbox(tx) }));
}
