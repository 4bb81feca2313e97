import { and, arrayContains, asc, desc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { connectionProfile, inboundMessage, repairItem, senderEpoch } from '../../db/schema/inbound';
import { assert } from '../platform/assert';
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

export async function findMessage(tx: Transaction, id: string): Promise<InboundMessageRow | undefined> {
  const [row] = await tx.select().from(inboundMessage).where(eq(inboundMessage.id, id));
  return row;
}

/**
 * Messages that this dossier took something from or was spoken of by. One that waits for a person because of another
 * patient's dossier counts only where it was carried in.
 */
const carriedInto = (laboratoryId: string, accessionNumber: string) =>
  and(
    arrayContains(inboundMessage.accessionNumbers, [accessionNumber]),
    eq(inboundMessage.laboratoryId, laboratoryId),
    or(
      eq(inboundMessage.state, 'applied'),
      sql`exists (select 1 from dossier_revision r join dossier d on d.id = r.dossier_id
        where r.message_id = ${inboundMessage.id} and d.laboratory_id = ${laboratoryId} and d.accession_number = ${accessionNumber})`,
    ),
  );

export async function newestMessageOf(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(carriedInto(laboratoryId, accessionNumber))
    .orderBy(sql`${inboundMessage.sentAt} desc nulls last`, desc(inboundMessage.arrival))
    .limit(1);
  return row?.id ?? null;
}

/** Messages about a dossier that were sent after that instant. */
export async function messagesSince(tx: Transaction, laboratoryId: string, accessionNumber: string, sentAt: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(and(carriedInto(laboratoryId, accessionNumber), sql`coalesce(${inboundMessage.sentAt}, ${inboundMessage.receivedAt}) > ${sentAt.toISOString()}`))
    .orderBy(sql`coalesce(${inboundMessage.sentAt}, ${inboundMessage.receivedAt})`, asc(inboundMessage.arrival));
  return rows.map(({ id }) => id);
}

export async function markApplied(tx: Transaction, id: string, problems: MessageProblem[], appliedAt: Date): Promise<void> {
  await tx.update(inboundMessage).set({ state: 'applied', appliedAt, problems }).where(eq(inboundMessage.id, id));
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
export async function openRepair(tx: Transaction, repair: OpenRepair, openedAt: Date): Promise<void> {
  await tx
    .insert(repairItem)
    .values({ id: newId(), ...repair, openedAt })
    .onConflictDoUpdate({
      target: [repairItem.kind, repairItem.laboratoryId, repairItem.subject, repairItem.dossierId],
      set: {
        occurrences: sql`${repairItem.occurrences} + 1`,
        messageId: repair.messageId,
        openedAt: sql`case when ${repairItem.closedAt} is null then ${repairItem.openedAt} else excluded.opened_at end`,
        askedAt: sql`case when ${repairItem.closedAt} is null then ${repairItem.askedAt} end`,
        closedAt: null,
        closedBy: null,
        resolution: null,
        reason: null,
      },
    });
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
