import { and, arrayContains, count, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { inboundMessage } from '../../db/schema/inbound';

/** What the web role may see of a message: never its bytes. */
const metadata = {
  id: inboundMessage.id,
  laboratoryId: inboundMessage.laboratoryId,
  controlId: inboundMessage.controlId,
  messageType: inboundMessage.messageType,
  processingId: inboundMessage.processingId,
  peer: inboundMessage.peer,
  sentAt: inboundMessage.sentAt,
  receivedAt: inboundMessage.receivedAt,
  answerCode: inboundMessage.answerCode,
  problems: inboundMessage.problems,
  state: inboundMessage.state,
  appliedAt: inboundMessage.appliedAt,
  attempts: inboundMessage.attempts,
  failureCode: inboundMessage.failureCode,
  reusesControlId: inboundMessage.reusesControlId,
  repeats: inboundMessage.repeats,
  accessionNumbers: inboundMessage.accessionNumbers,
};

export type InboundMetadata = Pick<typeof inboundMessage.$inferSelect, keyof typeof metadata>;

export interface InboundFilter {
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

/** Messages in, newest first. */
export async function inboundMetadata(tx: Transaction, filter: InboundFilter): Promise<InboundMetadata[]> {
  const conditions: (SQL | undefined)[] = [
    filter.laboratoryId === null ? undefined : eq(inboundMessage.laboratoryId, filter.laboratoryId),
    filter.states === null ? undefined : inArray(inboundMessage.state, [...filter.states]),
    filter.from === null ? undefined : gte(inboundMessage.receivedAt, filter.from),
    filter.to === null ? undefined : lt(inboundMessage.receivedAt, filter.to),
    filter.accessionNumber === null ? undefined : arrayContains(inboundMessage.accessionNumbers, [filter.accessionNumber]),
    filter.controlId === null ? undefined : eq(inboundMessage.controlId, filter.controlId),
    filter.before === null
      ? undefined
      : or(lt(inboundMessage.receivedAt, filter.before.at), and(eq(inboundMessage.receivedAt, filter.before.at), lt(inboundMessage.id, filter.before.id))),
  ];
  return tx
    .select(metadata)
    .from(inboundMessage)
    .where(and(...conditions))
    .orderBy(desc(inboundMessage.receivedAt), desc(inboundMessage.id))
    .limit(filter.limit);
}

export async function oneInbound(tx: Transaction, id: string): Promise<InboundMetadata | undefined> {
  const [row] = await tx.select(metadata).from(inboundMessage).where(eq(inboundMessage.id, id));
  return row;
}

export interface LinkRow extends Record<string, unknown> {
  laboratoryId: string;
  lastReceivedAt: Date | null;
  lastAnswer: string | null;
  today: number;
  quarantinedToday: number;
  /** Messages of the hour around now, on the seven days before. */
  usualAroundNow: number;
}

/** What came over each laboratory's link: the newest message, today's count, and what is usual at this hour. */
export async function inboundLinks(tx: Transaction, laboratoryIds: readonly string[], times: { now: Date; today: Date; weekAgo: Date }): Promise<LinkRow[]> {
  const links: LinkRow[] = [];
  for (const laboratoryId of laboratoryIds) {
    const [last] = await tx
      .select({ at: inboundMessage.receivedAt, answer: inboundMessage.answerCode })
      .from(inboundMessage)
      .where(eq(inboundMessage.laboratoryId, laboratoryId))
      .orderBy(desc(inboundMessage.receivedAt))
      .limit(1);
    const [counted] = await tx
      .select({
        today: sql<number>`(count(*) filter (where ${inboundMessage.receivedAt} >= ${times.today.toISOString()}))::int`,
        quarantinedToday: sql<number>`(count(*) filter (where ${inboundMessage.receivedAt} >= ${times.today.toISOString()} and ${inboundMessage.state} in ('quarantined', 'refused')))::int`,
        usualAroundNow: sql<number>`(count(*) filter (where ${inboundMessage.receivedAt} < ${times.today.toISOString()}
          and abs(extract(epoch from (${times.now.toISOString()}::timestamptz - ${inboundMessage.receivedAt}))::numeric % 86400 - 43200) >= 41400))::int`,
      })
      .from(inboundMessage)
      .where(and(eq(inboundMessage.laboratoryId, laboratoryId), gte(inboundMessage.receivedAt, times.weekAgo)));
    links.push({
      laboratoryId,
      lastReceivedAt: last?.at ?? null,
      lastAnswer: last?.answer ?? null,
      today: counted?.today ?? 0,
      quarantinedToday: counted?.quarantinedToday ?? 0,
      usualAroundNow: counted?.usualAroundNow ?? 0,
    });
  }
  return links;
}

/** How many of the messages received since then stand where. */
export async function inboundStates(tx: Transaction, since: Date): Promise<{ state: string; count: number }[]> {
  return tx
    .select({ state: inboundMessage.state, count: count() })
    .from(inboundMessage)
    .where(gte(inboundMessage.receivedAt, since))
    .groupBy(inboundMessage.state);
}
