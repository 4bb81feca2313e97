import { and, asc, desc, eq, gt, isNotNull, lt, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { laboratory } from '../../db/schema/directory';
import { outboundAttempt, outboundMessage } from '../../db/schema/outbound';
import { newId } from '../platform/ids';
import type { AttemptOutcome, OutboundKind } from './types';

export type OutboundRow = typeof outboundMessage.$inferSelect;
export type NewOutbound = Pick<
  typeof outboundMessage.$inferInsert,
  'id' | 'laboratoryId' | 'dossierId' | 'sourceId' | 'controlId' | 'payload' | 'createdAt'
> & { kind: OutboundKind; state: 'queued' | 'unwanted' };

/** Whoever adds to a laboratory's lane waits for the one before to commit: the order of sending is the order of committing. */
export async function lockLane(tx: Transaction, laneId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${laneId}, 43))`);
}

export async function isRecorded(tx: Transaction, kind: OutboundKind, sourceId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: outboundMessage.id })
    .from(outboundMessage)
    .where(and(eq(outboundMessage.kind, kind), eq(outboundMessage.sourceId, sourceId)));
  return rows.length > 0;
}

/** False when it is already there: what was built first stays. */
export async function insertOutbound(tx: Transaction, row: NewOutbound): Promise<boolean> {
  const rows = await tx
    .insert(outboundMessage)
    .values({ ...row, nextAttemptAt: row.createdAt })
    .onConflictDoNothing({ target: [outboundMessage.kind, outboundMessage.sourceId] })
    .returning({ id: outboundMessage.id });
  return rows.length > 0;
}

export async function findOutbound(tx: Transaction, id: string): Promise<OutboundRow | undefined> {
  const [row] = await tx.select().from(outboundMessage).where(eq(outboundMessage.id, id));
  return row;
}

/** Without the payload, which the web role may not see. */
export async function lockHead(
  tx: Transaction,
  id: string,
): Promise<Pick<OutboundRow, 'id' | 'laboratoryId' | 'dossierId' | 'state' | 'sequence' | 'controlId'> | undefined> {
  const { id: key, laboratoryId, dossierId, state, sequence, controlId } = outboundMessage;
  const [row] = await tx.select({ id: key, laboratoryId, dossierId, state, sequence, controlId }).from(outboundMessage).where(eq(key, id)).for('update');
  return row;
}

/** A refused request is an answer to the biologist who made it: nothing waits for it. */
const HOLDS_UP = sql`(${outboundMessage.state} = 'queued' or (${outboundMessage.state} = 'refused' and ${outboundMessage.kind} <> 'request'))`;

/** Whether something of the same dossier comes before and is not with the LIS yet. */
export async function hasEarlierUnsent(tx: Transaction, row: Pick<OutboundRow, 'dossierId' | 'sequence'>): Promise<boolean> {
  const rows = await tx
    .select({ id: outboundMessage.id })
    .from(outboundMessage)
    .where(and(eq(outboundMessage.dossierId, row.dossierId), lt(outboundMessage.sequence, row.sequence), HOLDS_UP))
    .limit(1);
  return rows.length > 0;
}

export async function laterQueued(tx: Transaction, row: Pick<OutboundRow, 'dossierId' | 'sequence'>): Promise<{ id: string }[]> {
  return tx
    .select({ id: outboundMessage.id })
    .from(outboundMessage)
    .where(and(eq(outboundMessage.dossierId, row.dossierId), gt(outboundMessage.sequence, row.sequence), eq(outboundMessage.state, 'queued')))
    .orderBy(asc(outboundMessage.sequence));
}

export async function updateOutbound(
  tx: Transaction,
  id: string,
  fields: Partial<Pick<OutboundRow, 'state' | 'nextAttemptAt' | 'acknowledgedAt' | 'answerCode' | 'receiver' | 'firstSentAt' | 'answer'>>,
): Promise<void> {
  await tx.update(outboundMessage).set(fields).where(eq(outboundMessage.id, id));
}

export async function insertAttempt(
  tx: Transaction,
  attempt: { messageId: string; at: Date; outcome: AttemptOutcome; answerCode: string | null },
): Promise<void> {
  await tx.insert(outboundAttempt).values({ id: newId(), ...attempt });
  await tx
    .update(outboundMessage)
    .set({ attempts: sql`${outboundMessage.attempts} + 1` })
    .where(eq(outboundMessage.id, attempt.messageId));
}

/** The newest tries of a message, newest first. */
export async function lastOutcomes(tx: Transaction, messageId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ outcome: outboundAttempt.outcome })
    .from(outboundAttempt)
    .where(eq(outboundAttempt.messageId, messageId))
    .orderBy(desc(outboundAttempt.at), desc(outboundAttempt.id))
    .limit(limit);
  return rows.map((row) => row.outcome);
}

export async function lisUrlOf(tx: Transaction, laboratoryId: string): Promise<string | null> {
  const [row] = await tx.select({ url: laboratory.lisUrl }).from(laboratory).where(eq(laboratory.id, laboratoryId));
  return row?.url ?? null;
}

/** Whether the actor looks after the links of this laboratory; the database decides. */
export async function managesLaboratory(tx: Transaction, laboratoryId: string): Promise<boolean> {
  const [row] = await tx.execute<{ manages: boolean } & Record<string, unknown>>(sql`select links_managed(${laboratoryId}::uuid) as manages`);
  return row?.manages === true;
}

/** Queued messages that could be sent and that no task of the queue will send. */
export async function forgottenMessages(tx: Transaction, handler: string, before: Date): Promise<Pick<OutboundRow, 'id' | 'laboratoryId' | 'dossierId'>[]> {
  return tx
    .select({ id: outboundMessage.id, laboratoryId: outboundMessage.laboratoryId, dossierId: outboundMessage.dossierId })
    .from(outboundMessage)
    .where(
      and(
        eq(outboundMessage.state, 'queued'),
        lt(outboundMessage.nextAttemptAt, before),
        sql`not exists (select 1 from fact_task t where t.handler = ${handler} and t.state = 'open' and t.subject_id = ${outboundMessage.id})`,
        sql`not exists (select 1 from outbound_message e where e.dossier_id = ${outboundMessage.dossierId} and e.sequence < ${outboundMessage.sequence} and (e.state = 'queued' or (e.state = 'refused' and e.kind <> 'request')))`,
      ),
    )
    .orderBy(asc(outboundMessage.sequence))
    .limit(500);
}

/** Decisions of a dossier that its LIS has acknowledged, oldest first. */
export async function acknowledgedDecisions(tx: Transaction, dossierId: string): Promise<{ decisionId: string; at: Date }[]> {
  const rows = await tx
    .select({ decisionId: outboundMessage.sourceId, at: outboundMessage.acknowledgedAt })
    .from(outboundMessage)
    .where(and(eq(outboundMessage.dossierId, dossierId), eq(outboundMessage.kind, 'decision'), isNotNull(outboundMessage.acknowledgedAt)))
    .orderBy(asc(outboundMessage.sequence));
  return rows.flatMap(({ decisionId, at }) => (at ? [{ decisionId, at }] : []));
}

/** Which of these dossiers have such a decision. */
export async function acknowledgedAmong(tx: Transaction, dossierIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ dossierId: outboundMessage.dossierId })
    .from(outboundMessage)
    .where(and(isAmong(outboundMessage.dossierId, dossierIds), eq(outboundMessage.kind, 'decision'), isNotNull(outboundMessage.acknowledgedAt)));
  return rows.map(({ dossierId }) => dossierId);
}
