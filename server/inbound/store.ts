import { and, arrayContains, asc, desc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { idsIn, isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { recordOf } from '../../db/record-of';
import { connectionProfile, inboundMessage, repairItem, senderEpoch } from '../../db/schema/inbound';
import { storableJson } from '../../db/write-many';
import { assert } from '../platform/assert';
import { grouped } from '../platform/grouped';
import { newId } from '../platform/ids';
import type { MessageProblem } from './types';

export type ConnectionProfileRow = typeof connectionProfile.$inferSelect;
export type InboundMessageRow = typeof inboundMessage.$inferSelect;
export type NewInboundMessage = Omit<typeof inboundMessage.$inferInsert, 'arrival' | 'repeats' | 'attempts'>;

/** The profile that names this sender, else the generic one when the deployment has it (demo). */
export async function profileOfSender(tx: Transaction, application: string, facility: string): Promise<ConnectionProfileRow | undefined> {
  const rows = await tx
    .select()
    .from(connectionProfile)
    .where(
      or(and(eq(connectionProfile.sendingApplication, application), eq(connectionProfile.sendingFacility, facility)), eq(connectionProfile.isGeneric, true)),
    );
  return rows.find((row) => !row.isGeneric) ?? rows[0];
}

export const allProfiles = (tx: Transaction): Promise<ConnectionProfileRow[]> => tx.select().from(connectionProfile);

export async function readSenderEpoch(tx: Transaction): Promise<number> {
  const [row] = await tx.select().from(senderEpoch);
  assert(row, 'the epoch is laid down with its table');
  return row.epoch;
}

export async function profileById(tx: Transaction, id: string): Promise<ConnectionProfileRow | undefined> {
  const [row] = await tx.select().from(connectionProfile).where(eq(connectionProfile.id, id));
  return row;
}

/**
 * The profile that a laboratory is written to by: that of its LIS, which sends results, never that of an admissions system beside it; its own before a
 * generic one, an open one before a closed one.
 */
export async function profileOfLaboratory(tx: Transaction, laboratoryId: string): Promise<ConnectionProfileRow | undefined> {
  const [row] = await tx
    .select()
    .from(connectionProfile)
    .where(eq(connectionProfile.laboratoryId, laboratoryId))
    // Decisions go to the LIS that sends results, never to the one that only sends movements of patients.
    .orderBy(
      sql`coalesce(${connectionProfile.settings} -> 'messageTypes' ? 'ORU', true) desc`,
      asc(connectionProfile.isGeneric),
      desc(connectionProfile.isActive),
      asc(connectionProfile.id),
    )
    .limit(1);
  return row;
}

export async function insertProfile(tx: Transaction, row: typeof connectionProfile.$inferInsert): Promise<void> {
  await tx.insert(connectionProfile).values(row).onConflictDoNothing();
}

const sameProfile = (profileId: string | null) => (profileId === null ? isNull(inboundMessage.profileId) : eq(inboundMessage.profileId, profileId));

/** The same message received before: same profile, MSH-10 and bytes; locked, so that two repeats are judged one after the other. */
export async function findSame(tx: Transaction, profileId: string | null, controlId: string, bytesHash: string): Promise<InboundMessageRow | undefined> {
  const [row] = await tx
    .select()
    .from(inboundMessage)
    .where(and(sameProfile(profileId), eq(inboundMessage.controlId, controlId), eq(inboundMessage.bytesHash, bytesHash)))
    .for('update');
  return row;
}

export async function isControlIdUsed(tx: Transaction, profileId: string | null, controlId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(and(sameProfile(profileId), eq(inboundMessage.controlId, controlId)))
    .limit(1);
  return rows.length > 0;
}

/** False when the same message was stored by another connection at the same moment. */
export async function insertMessage(tx: Transaction, row: NewInboundMessage): Promise<boolean> {
  const rows = await tx.insert(inboundMessage).values(row).onConflictDoNothing().returning({ id: inboundMessage.id });
  return rows.length > 0;
}

export async function countRepeat(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(inboundMessage)
    .set({ repeats: sql`${inboundMessage.repeats} + 1` })
    .where(eq(inboundMessage.id, id));
}

export async function replaceReception(tx: Transaction, id: string, fields: Partial<InboundMessageRow>): Promise<void> {
  await tx.update(inboundMessage).set(fields).where(eq(inboundMessage.id, id));
}

export async function lockMessage(tx: Transaction, id: string): Promise<InboundMessageRow | undefined> {
  const [row] = await tx.select().from(inboundMessage).where(eq(inboundMessage.id, id)).for('update');
  return row;
}

/** What one transaction carries at most: messages with documents come in smaller numbers. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Those of these messages that are to be applied, locked, in the order given; `left`: those that would be too much at once. What is no longer to be applied is in neither.
 */
export async function lockStoredMessages(tx: Transaction, ids: readonly string[]): Promise<{ rows: InboundMessageRow[]; left: string[] }> {
  const sizes = await tx.execute<{ id: string; bytes: number }>(
    sql`select id, octet_length(raw) as bytes from inbound_message where id = any (${idsIn(ids)}) and state = 'stored' and profile_id is not null`,
  );
  const bytesOf = new Map([...sizes].map(({ id, bytes }) => [id, bytes]));
  let bytes = 0;
  const wanted = ids.filter((id) => bytesOf.has(id));
  const most = wanted.findIndex((id, index) => {
    bytes += bytesOf.get(id) ?? 0;
    return index > 0 && bytes > MOST_BYTES;
  });
  const taken = most === -1 ? wanted : wanted.slice(0, most);
  const rows = await tx
    .select()
    .from(inboundMessage)
    .where(and(isAmong(inboundMessage.id, taken), eq(inboundMessage.state, 'stored')))
    .orderBy(asc(inboundMessage.id))
    .for('update');
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: taken.flatMap((id) => byId.get(id) ?? []), left: wanted.slice(taken.length) };
}

export async function findMessage(tx: Transaction, id: string): Promise<InboundMessageRow | undefined> {
  const [row] = await tx.select().from(inboundMessage).where(eq(inboundMessage.id, id));
  return row;
}

export async function markApplied(tx: Transaction, id: string, problems: MessageProblem[], appliedAt: Date): Promise<void> {
  await tx.update(inboundMessage).set({ state: 'applied', appliedAt, problems }).where(eq(inboundMessage.id, id));
}

export async function markAllApplied(tx: Transaction, applied: readonly { id: string; problems: MessageProblem[] }[], appliedAt: Date): Promise<void> {
  await tx.execute(sql`
    update inbound_message m set state = 'applied', applied_at = ${appliedAt.toISOString()}, problems = r.problems
    from json_to_recordset(${storableJson(applied)}::text::json) as r(id uuid, problems jsonb) where m.id = r.id`);
}

/** Understood and acknowledged, but not to be carried into its dossier before a person has looked. */
export async function markQuarantined(
  tx: Transaction,
  row: InboundMessageRow,
  failureCode: string,
  told: InboundMessageRow['problems'][number],
): Promise<void> {
  await tx
    .update(inboundMessage)
    // What keeps it out comes first: the desk shows it so, and finds by it what waits for the same reason.
    .set({ state: 'quarantined', failureCode, problems: [told, ...row.problems] })
    .where(eq(inboundMessage.id, row.id));
}

export interface OpenRepair {
  kind: string;
  laboratoryId: string | null;
  messageId: string;
  dossierId: string | null;
  subject: string;
  segment: string;
  field: number | null;
}

/** One open item per thing to mend and dossier; seen again, it counts. One that had been closed opens anew: its age begins now, and nobody has asked for it yet. */
export const openRepair = (tx: Transaction, repair: OpenRepair, openedAt: Date): Promise<void> => openRepairs(tx, [repair], openedAt);

/** The same for many; those of one thing in the order in which `lockItem` takes them, so that the worker and a référent never wait for each other. */
export async function openRepairs(tx: Transaction, repairs: readonly OpenRepair[], openedAt: Date): Promise<void> {
  const things = grouped(repairs, ({ kind, laboratoryId, subject, dossierId }) => JSON.stringify([kind, laboratoryId, subject, dossierId]));
  if (things.size === 0) return;
  const inOrder = [...things.values()].sort(([one], [other]) => ((one?.dossierId ?? '~') < (other?.dossierId ?? '~') ? -1 : 1));
  const rows = inOrder.flatMap((seen) => {
    const [first, last] = [seen[0], seen.at(-1)];
    return first && last ? [recordOf(repairItem, { ...first, id: newId(), messageId: last.messageId, openedAt, occurrences: seen.length })] : [];
  });
  await tx.execute(sql`
    insert into repair_item select * from json_populate_recordset(null::repair_item, ${storableJson(rows)}::text::json)
    on conflict (kind, laboratory_id, subject, dossier_id)
      do update set occurrences = repair_item.occurrences + excluded.occurrences, message_id = excluded.message_id,
        opened_at = case when repair_item.closed_at is null then repair_item.opened_at else excluded.opened_at end,
        asked_at = case when repair_item.closed_at is null then repair_item.asked_at end,
        closed_at = null, closed_by = null, resolution = null, reason = null`);
}

/** Messages about a dossier that were kept out because they named somebody else, in the order of their arrival. */
export async function keptOutMessages(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<string[]> {
  const rows = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(
      and(
        eq(inboundMessage.laboratoryId, laboratoryId),
        eq(inboundMessage.state, 'quarantined'),
        eq(inboundMessage.failureCode, 'other_patient'),
        arrayContains(inboundMessage.accessionNumbers, [accessionNumber]),
      ),
    )
    .orderBy(inboundMessage.arrival);
  return rows.map(({ id }) => id);
}

/** Whoever looks what was followed waits for those who follow, and they for him (`FOLLOW_UP` of reception-store). */
export async function lockFollowUp(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(727403)`);
}

/** Which of these messages have the trace of their reception. */
export async function tracedAmong(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(
    sql`select subject_id as id from audit_event where action = 'inbound.receive' and subject_id = any (string_to_array(${ids.join(',')}, ','))`,
  );
  return new Set([...rows].map(({ id }) => id));
}

/** Messages that nobody carries in although they wait for it, received before that instant. */
export async function unheardMessages(tx: Transaction, before: Date): Promise<InboundMessageRow[]> {
  return tx
    .select()
    .from(inboundMessage)
    .where(
      and(
        eq(inboundMessage.state, 'stored'),
        lte(inboundMessage.receivedAt, before),
        sql`not exists (select 1 from fact_task t where t.handler = 'inbound.apply' and t.state = 'open' and t.subject_id = ${inboundMessage.id})`,
      ),
    )
    .orderBy(inboundMessage.arrival)
    .limit(500);
}
