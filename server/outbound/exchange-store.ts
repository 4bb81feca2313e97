import { and, asc, desc, eq, gt, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { outboundAttempt, outboundMessage } from '../../db/schema/outbound';

/** What the web role may see of a message: never its payload. */
const metadata = {
  id: outboundMessage.id,
  laboratoryId: outboundMessage.laboratoryId,
  dossierId: outboundMessage.dossierId,
  kind: outboundMessage.kind,
  controlId: outboundMessage.controlId,
  createdAt: outboundMessage.createdAt,
  state: outboundMessage.state,
  attempts: outboundMessage.attempts,
  nextAttemptAt: outboundMessage.nextAttemptAt,
  acknowledgedAt: outboundMessage.acknowledgedAt,
  answerCode: outboundMessage.answerCode,
  accessionNumber: sql<string | null>`dossier_number(${outboundMessage.dossierId})`,
  // Written out: in a select from one table the driver drops the table's name, and an inner column would be meant.
  /** Something of the same dossier was refused before: this one waits for it. */
  waitsForRefused: sql<boolean>`(outbound_message.state = 'queued' and exists (select 1 from outbound_message e
    where e.dossier_id = outbound_message.dossier_id and e.sequence < outbound_message.sequence and e.state = 'refused' and e.kind <> 'request'))`,
  lastOutcome: sql<string | null>`(select a.outcome from outbound_attempt a where a.message_id = outbound_message.id order by a.at desc, a.id desc limit 1)`,
};

export interface OutboundMetadata {
  id: string;
  laboratoryId: string;
  dossierId: string;
  kind: string;
  controlId: string;
  createdAt: Date;
  state: string;
  attempts: number;
  nextAttemptAt: Date;
  acknowledgedAt: Date | null;
  answerCode: string | null;
  accessionNumber: string | null;
  waitsForRefused: boolean;
  lastOutcome: string | null;
}

export interface OutboundFilter {
  laboratoryId: string | null;
  states: readonly string[] | null;
  from: Date | null;
  to: Date | null;
  accessionNumber: string | null;
  controlId: string | null;
  /** Strictly older than this message. */
  before: { at: Date; id: string } | null;
  limit: number;
}

/** Messages out, newest first. */
export async function outboundMetadata(tx: Transaction, filter: OutboundFilter): Promise<OutboundMetadata[]> {
  const conditions: (SQL | undefined)[] = [
    filter.laboratoryId === null ? undefined : eq(outboundMessage.laboratoryId, filter.laboratoryId),
    filter.states === null ? undefined : inArray(outboundMessage.state, [...filter.states]),
    filter.from === null ? undefined : gte(outboundMessage.createdAt, filter.from),
    filter.to === null ? undefined : lt(outboundMessage.createdAt, filter.to),
    filter.accessionNumber === null ? undefined : sql`${outboundMessage.dossierId} in (select dossiers_numbered(${filter.accessionNumber}))`,
    filter.controlId === null ? undefined : eq(outboundMessage.controlId, filter.controlId),
    filter.before === null
      ? undefined
      : or(lt(outboundMessage.createdAt, filter.before.at), and(eq(outboundMessage.createdAt, filter.before.at), lt(outboundMessage.id, filter.before.id))),
  ];
  return tx
    .select(metadata)
    .from(outboundMessage)
    .where(and(...conditions))
    .orderBy(desc(outboundMessage.createdAt), desc(outboundMessage.id))
    .limit(filter.limit);
}

export async function oneOutbound(tx: Transaction, id: string): Promise<OutboundMetadata | undefined> {
  const [row] = await tx.select(metadata).from(outboundMessage).where(eq(outboundMessage.id, id));
  return row;
}

/** The tries of a message, newest first. */
export async function attemptsOf(tx: Transaction, messageId: string): Promise<{ at: Date; outcome: string; answerCode: string | null }[]> {
  return tx
    .select({ at: outboundAttempt.at, outcome: outboundAttempt.outcome, answerCode: outboundAttempt.answerCode })
    .from(outboundAttempt)
    .where(eq(outboundAttempt.messageId, messageId))
    .orderBy(desc(outboundAttempt.at), desc(outboundAttempt.id))
    .limit(100);
}

/** The newest message of a laboratory that was tried, and the first that waits. */
export async function outboundLink(
  tx: Transaction,
  laboratoryId: string,
): Promise<{ last: OutboundMetadata | null; firstWaiting: OutboundMetadata | null; waiting: number; refused: number }> {
  const ofLaboratory = eq(outboundMessage.laboratoryId, laboratoryId);
  const [last] = await tx
    .select(metadata)
    .from(outboundMessage)
    .where(and(ofLaboratory, gt(outboundMessage.attempts, 0)))
    .orderBy(desc(outboundMessage.sequence))
    .limit(1);
  const [firstWaiting] = await tx
    .select(metadata)
    .from(outboundMessage)
    .where(and(ofLaboratory, eq(outboundMessage.state, 'queued')))
    .orderBy(asc(outboundMessage.sequence))
    .limit(1);
  const [counted] = await tx
    .select({
      waiting: sql<number>`(count(*) filter (where ${outboundMessage.state} = 'queued'))::int`,
      refused: sql<number>`(count(*) filter (where ${outboundMessage.state} = 'refused'))::int`,
    })
    .from(outboundMessage)
    .where(and(ofLaboratory, inArray(outboundMessage.state, ['queued', 'refused'])));
  return { last: last ?? null, firstWaiting: firstWaiting ?? null, waiting: counted?.waiting ?? 0, refused: counted?.refused ?? 0 };
}
