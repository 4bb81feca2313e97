import { sql } from 'drizzle-orm';
import { recordOf } from '../../db/record-of';
import { inboundMessage } from '../../db/schema/inbound';
import { traceOf } from '../audit/append';
import type { Context } from '../platform/context';
import { orderKeyOf, receptionTrace } from './reception-trace';
import type { NewInboundMessage } from './store';

export type Outcome = { kind: 'stored' } | { kind: 'again'; answer: Buffer } | { kind: 'apart' } | { kind: 'stale' };

/**
 * Stores messages of senders that are known, with trace and fact, in one trip that is one commit; no two of them may share profile and number. `stale` is
 * then the outcome of each, and nothing was done; `apart` is for `receiveAlone`.
 * @see db/migrations/0015_speed.sql receive_messages
 */
export async function receiveTogether(ctx: Context, stamp: string, rows: readonly NewInboundMessage[]): Promise<Map<string, Outcome>> {
  const messages = JSON.stringify(rows.map((row) => recordOf(inboundMessage, row)));
  const events = JSON.stringify(rows.map((row) => traceOf(ctx, receptionTrace(row))));
  const facts = JSON.stringify(rows.filter((row) => row.state === 'stored').map((row) => ({ dossier: orderKeyOf(row), subject: row.id })));
  const answered = await ctx.statement<{ id: string | null; outcome: string; answer: Buffer | null }>(sql`
    select message_id as id, outcome, earlier_answer as answer
    from receive_messages(${stamp}, ${messages}::text::json, ${events}::text::json, ${facts}::text::json, ${ctx.now().toISOString()})`);
  const [first] = answered;
  if (first?.outcome === 'stale') return new Map(rows.map((row) => [row.id, { kind: 'stale' as const }]));
  return new Map(answered.map(({ id, outcome, answer }) => [id ?? '', outcomeOf(outcome, answer)]));
}

function outcomeOf(outcome: string, answer: Buffer | null): Outcome {
  if (outcome === 'again' && answer !== null) return { kind: 'again', answer };
  return outcome === 'stored' ? { kind: 'stored' } : { kind: 'apart' };
}
