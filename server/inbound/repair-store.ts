import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { connectionProfile, inboundMessage, repairItem } from '../../db/schema/inbound';

export type RepairItemRow = typeof repairItem.$inferSelect;

export interface DeskRow extends Record<string, unknown> {
  /** An item's id, or the message's when the message itself waits. */
  id: string;
  isMessage: boolean;
  kind: string;
  laboratoryId: string | null;
  messageId: string;
  subject: string;
  segment: string;
  field: number | null;
  openedAt: string;
  /** Lines of messages that are mended with it. */
  lines: number;
  waiting: number;
  askedAt: string | null;
  pressing: boolean;
  replayAsked: boolean;
  /** When a message came for the same dossier after the laboratory was asked, and its number. */
  correctedAt: string | null;
  correctedBy: string | null;
  /** Of its oldest line. */
  dossierId: string | null;
  accessionNumber: string | null;
  controlId: string;
}

/** What is mended by one act: a nameless prescriber is another one in each dossier. */
const ONE_THING = sql`r.kind, r.laboratory_id, r.subject, case when r.subject = 'sans RPPS' then r.dossier_id end`;
/** A whole message that did not go in, where none of its lines says why by itself. */
const WHOLE_MESSAGES = sql`inbound_message m where m.state in ('quarantined', 'refused') and not exists (select 1 from repair_item r where r.message_id = m.id and r.closed_at is null)`;

/** What waits for a person: items grouped by what is to mend, then whole messages that did not go in. */
export async function deskRows(tx: Transaction, limit: number): Promise<DeskRow[]> {
  const oldest = (column: string) => sql`(array_agg(${sql.raw(column)} order by r.opened_at, r.id))[1]`;
  const rows = await tx.execute<DeskRow>(sql`
    select g.*, case when g."isMessage" then g.numbers[1] else dossier_number(f.id) end as "accessionNumber", f.id as "dossierId", o.control_id as "controlId" from (
      select ${oldest('r.id')} as id, false as "isMessage", r.kind, r.laboratory_id as "laboratoryId", ${oldest('r.message_id')} as "messageId", r.subject, min(r.segment) as segment,
          min(r.field) as field, min(r.opened_at)::text as "openedAt", count(*)::int as lines, greatest(count(distinct r.dossier_id), 1)::int as waiting, max(r.asked_at)::text as "askedAt",
          bool_or(coalesce(dossier_is_pressing(r.dossier_id), false)) as pressing, false as "replayAsked", null as "correctedAt", null as "correctedBy", ${oldest('r.dossier_id')} as "dossierId",
          null::text[] as numbers
        from repair_item r where r.closed_at is null group by ${ONE_THING}
      union all
      select m.id, true, case m.state when 'refused' then 'refused_message' else 'quarantined_message' end, m.laboratory_id, m.id, m.control_id,
          coalesce(m.problems->0->>'segment', ''), (m.problems->0->>'field')::int, m.received_at::text, 1, greatest(cardinality(m.accession_numbers), 1), m.asked_at::text, true,
          coalesce(m.replayed_at > now() - interval '1 minute', false), m.corrected_at::text, (select c.control_id from inbound_message c where c.id = m.corrected_by), null::uuid,
          m.accession_numbers
        from ${WHOLE_MESSAGES}
      order by "openedAt" limit ${limit}) g join inbound_message o on o.id = g."messageId"
      -- What is wrong with the person of a message is of no dossier by itself: it leads to the first one that the message is about.
      cross join lateral (select coalesce(g."dossierId", case when g.kind = 'identity' then (select dossiers_numbered(o.accession_numbers[1]) limit 1) end) as id) f order by g."openedAt"`);
  return [...rows];
}

/** How many things the desk holds, and how many lines of messages are mended with them: the same count wherever it is shown. */
export async function countDesk(tx: Transaction): Promise<{ things: number; lines: number }> {
  const [row] = await tx.execute<{ things: number; lines: number } & Record<string, unknown>>(sql`
    select count(*)::int as things, coalesce(sum(lines), 0)::int as lines from (
      select count(*) as lines from repair_item r where r.closed_at is null group by ${ONE_THING} union all select 1 from ${WHOLE_MESSAGES}) waiting`);
  return row ?? { things: 0, lines: 0 };
}

/**
 * The item, locked with all that would be closed with it and in one order: two référents who hold different items of one thing to mend wait one after the other, never for each
 * other. What is answered is what the first of them left.
 */
export async function lockItem(tx: Transaction, id: string): Promise<RepairItemRow | undefined> {
  const [named] = await tx.select().from(repairItem).where(eq(repairItem.id, id));
  if (!named) return undefined;
  await tx.select({ id: repairItem.id }).from(repairItem).where(sameOpenItems(named)).orderBy(asc(repairItem.dossierId)).for('update');
  const [row] = await tx.select().from(repairItem).where(eq(repairItem.id, id)).for('update');
  return row;
}

/** Open items of the same thing to mend in the same laboratory. */
export const sameOpenItems = (item: RepairItemRow) =>
  and(
    isNull(repairItem.closedAt),
    eq(repairItem.kind, item.kind),
    eq(repairItem.subject, item.subject),
    item.laboratoryId === null ? isNull(repairItem.laboratoryId) : eq(repairItem.laboratoryId, item.laboratoryId),
    item.subject === 'sans RPPS' && item.dossierId !== null ? eq(repairItem.dossierId, item.dossierId) : undefined,
  );

export async function closeSameItems(
  tx: Transaction,
  item: RepairItemRow,
  closing: { closedBy: string; resolution: string; reason?: string; at: Date },
): Promise<void> {
  await tx
    .update(repairItem)
    .set({ closedAt: closing.at, closedBy: closing.closedBy, resolution: closing.resolution, reason: closing.reason ?? null })
    .where(sameOpenItems(item));
}

export async function markAsked(tx: Transaction, item: RepairItemRow, at: Date): Promise<void> {
  await tx.update(repairItem).set({ askedAt: at }).where(sameOpenItems(item));
}

export async function closeRepairsOf(
  tx: Transaction,
  closing: { kind?: string; laboratoryId?: string; subject?: string; dossierId?: string; messageId?: string; closedBy: string; resolution: string; at: Date },
): Promise<void> {
  await tx
    .update(repairItem)
    .set({ closedAt: closing.at, closedBy: closing.closedBy, resolution: closing.resolution })
    .where(
      and(
        isNull(repairItem.closedAt),
        closing.kind ? eq(repairItem.kind, closing.kind) : undefined,
        closing.laboratoryId ? eq(repairItem.laboratoryId, closing.laboratoryId) : undefined,
        closing.subject ? eq(repairItem.subject, closing.subject) : undefined,
        closing.dossierId ? eq(repairItem.dossierId, closing.dossierId) : undefined,
        closing.messageId ? eq(repairItem.messageId, closing.messageId) : undefined,
      ),
    );
}

/** What waits for a word of OBX-11, with the settings of the link that said it. */
export const openStatusItems = (tx: Transaction) =>
  tx
    .select({
      id: repairItem.id,
      laboratoryId: repairItem.laboratoryId,
      subject: repairItem.subject,
      settings: connectionProfile.settings,
      changedByName: connectionProfile.changedByName,
      changedAt: connectionProfile.changedAt,
      openedAt: repairItem.openedAt,
    })
    .from(repairItem)
    .innerJoin(inboundMessage, eq(inboundMessage.id, repairItem.messageId))
    .innerJoin(connectionProfile, eq(connectionProfile.id, inboundMessage.profileId))
    .where(and(isNull(repairItem.closedAt), eq(repairItem.kind, 'unknown_status')));

export async function closeItem(tx: Transaction, id: string, { closedBy, resolution, at }: { closedBy: string; resolution: string; at: Date }): Promise<void> {
  await tx
    .update(repairItem)
    .set({ closedAt: at, closedBy, resolution })
    .where(and(eq(repairItem.id, id), isNull(repairItem.closedAt)));
}

const mendable = {
  id: inboundMessage.id,
  laboratoryId: inboundMessage.laboratoryId,
  profileId: inboundMessage.profileId,
  controlId: inboundMessage.controlId,
  part: inboundMessage.part,
  messageType: inboundMessage.messageType,
  receivedAt: inboundMessage.receivedAt,
  answerCode: inboundMessage.answerCode,
  problems: inboundMessage.problems,
  state: inboundMessage.state,
  replays: inboundMessage.replays,
  replayedAt: inboundMessage.replayedAt,
  accessionNumbers: inboundMessage.accessionNumbers,
  discardedAt: inboundMessage.discardedAt,
  discardedBy: inboundMessage.discardedBy,
  discardReason: inboundMessage.discardReason,
  askedAt: inboundMessage.askedAt,
};
export type MendableMessage = Pick<typeof inboundMessage.$inferSelect, keyof typeof mendable>;

export async function lockMendable(tx: Transaction, id: string): Promise<MendableMessage | undefined> {
  const [row] = await tx.select(mendable).from(inboundMessage).where(eq(inboundMessage.id, id)).for('update');
  return row;
}

export async function mendableMessage(tx: Transaction, id: string): Promise<MendableMessage | undefined> {
  const [row] = await tx.select(mendable).from(inboundMessage).where(eq(inboundMessage.id, id));
  return row;
}

export async function updateMendable(
  tx: Transaction,
  id: string,
  fields: Partial<
    Pick<MendableMessage, 'state' | 'replays' | 'replayedAt' | 'discardedAt' | 'discardedBy' | 'discardReason'> & { askedAt: Date; askedBy: string }
  >,
): Promise<void> {
  await tx.update(inboundMessage).set(fields).where(eq(inboundMessage.id, id));
}

export async function charsetOf(tx: Transaction, profileId: string | null): Promise<string> {
  if (profileId === null) return 'UNICODE UTF-8';
  const [row] = await tx.select({ charset: connectionProfile.defaultCharset }).from(connectionProfile).where(eq(connectionProfile.id, profileId));
  return row?.charset ?? 'UNICODE UTF-8';
}

export async function reachOf(
  tx: Transaction,
  laboratoryId: string,
  code: string,
  unit: string | null,
): Promise<{ waiting: number; decided: number; dossiers: number }> {
  const [row] = await tx.execute<{ waiting: number; decided: number; dossiers: number }>(
    sql`select waiting, decided, dossiers from mapping_reach(${laboratoryId}, ${code}, ${unit})`,
  );
  return row ?? { waiting: 0, decided: 0, dossiers: 0 };
}

export async function elsewhere(tx: Transaction, code: string): Promise<{ target: string; targetLabel: string; chapter: string; laboratories: number }[]> {
  const rows = await tx.execute<{ target: string; targetLabel: string; chapter: string; laboratories: number }>(
    sql`select target, target_label as "targetLabel", chapter, laboratories from mapped_elsewhere(${code})`,
  );
  return [...rows];
}

export interface ForgottenRepair {
  /** The oldest item, or message, of what is to be mended. */
  id: string;
  laboratoryId: string | null;
  kind: string;
  /** A code, a number of a directory; never what names a patient. */
  what: string;
  waiting: number;
  openedAt: Date;
}

/** What is to be mended and is of that age, each thing once however much waits for it; messages that were refused, by their reason. For whoever watches. */
export async function forgotten(tx: Transaction, before: { pressing: Date; others: Date }): Promise<ForgottenRepair[]> {
  const rows = await tx.execute<Omit<ForgottenRepair, 'openedAt'> & { openedAt: string } & Record<string, unknown>>(sql`
    select * from (
      select (array_agg(r.id order by r.opened_at, r.id))[1]::text as id, r.laboratory_id as "laboratoryId", r.kind, case when r.kind in ('identity', 'merge') then '' else r.subject end as what,
          greatest(count(distinct r.dossier_id), 1)::int as waiting, min(r.opened_at)::text as "openedAt", bool_or(coalesce(dossier_is_pressing(r.dossier_id), false)) as pressing
        from repair_item r where r.closed_at is null
        group by ${ONE_THING}
      union all select (array_agg(m.id order by m.received_at, m.id))[1]::text, m.laboratory_id, 'refused_message', '', count(*)::int, min(m.received_at)::text, false
        from inbound_message m where m.state = 'refused' group by m.laboratory_id, m.problems->0->>'text') waiting
    where "openedAt"::timestamptz < ${before.others.toISOString()} or ("openedAt"::timestamptz < ${before.pressing.toISOString()} and pressing)
    order by "openedAt"`);
  return rows.map(({ id, laboratoryId, kind, what, waiting, openedAt }) => ({ id, laboratoryId, kind, what, waiting, openedAt: new Date(openedAt) }));
}
