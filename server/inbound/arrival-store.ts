import { and, arrayContains, asc, desc, eq, gt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { inboundMessage } from '../../db/schema/inbound';
import { storableJson } from '../../db/write-many';
import type { InboundMessageRow } from './store';

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

/** Acknowledged, naming this dossier, and not in it yet; only the unfinished are looked at. */
export async function isUncarried(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(
      and(eq(inboundMessage.state, 'stored'), eq(inboundMessage.laboratoryId, laboratoryId), arrayContains(inboundMessage.accessionNumbers, [accessionNumber])),
    )
    .limit(1);
  return row !== undefined;
}

export async function newestMessageOf(tx: Transaction, laboratoryId: string, accessionNumber: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(carriedInto(laboratoryId, accessionNumber))
    .orderBy(sql`${inboundMessage.sentAt} desc nulls last`, desc(inboundMessage.arrival))
    .limit(1);
  return row?.id ?? null;
}

/** Messages about a dossier that were sent after that instant, or at that very instant and came after that arrival. */
export async function messagesSince(
  tx: Transaction,
  laboratoryId: string,
  accessionNumber: string,
  { sentAt, arrival }: { sentAt: Date; arrival?: number },
): Promise<string[]> {
  const told = sql`coalesce(${inboundMessage.sentAt}, ${inboundMessage.receivedAt})`;
  const instant = sentAt.toISOString();
  const since = arrival === undefined ? sql`${told} > ${instant}` : sql`(${told}, ${inboundMessage.arrival}) > (${instant}::timestamptz, ${arrival}::bigint)`;
  const rows = await tx
    .select({ id: inboundMessage.id })
    .from(inboundMessage)
    .where(and(carriedInto(laboratoryId, accessionNumber), since))
    .orderBy(told, asc(inboundMessage.arrival));
  return rows.map(({ id }) => id);
}

/** Those of the very same instant that came after that arrival, in their order. */
export async function messagesOvertaking(
  tx: Transaction,
  laboratoryId: string,
  accessionNumber: string,
  { sentAt, arrival }: { sentAt: Date; arrival: number },
): Promise<InboundMessageRow[]> {
  return tx
    .select()
    .from(inboundMessage)
    .where(
      and(
        carriedInto(laboratoryId, accessionNumber),
        sql`coalesce(${inboundMessage.sentAt}, ${inboundMessage.receivedAt}) = ${sentAt.toISOString()}::timestamptz`,
        gt(inboundMessage.arrival, arrival),
      ),
    )
    .orderBy(asc(inboundMessage.arrival));
}

/** The arrival of the last message of each of these dossiers at that instant, those that have one. */
export async function newestArrivals(
  tx: Transaction,
  wanted: readonly { laboratoryId: string; accessionNumber: string; at: Date }[],
): Promise<{ laboratoryId: string; accessionNumber: string; arrival: number }[]> {
  if (wanted.length === 0) return [];
  const rows = await tx.execute<{ laboratoryId: string; accessionNumber: string; arrival: string }>(sql`
    select w."laboratoryId", w."accessionNumber", max(m.arrival)::text as arrival
    from json_to_recordset(${storableJson(wanted)}::text::json) as w("laboratoryId" uuid, "accessionNumber" text, at timestamptz)
    join inbound_message m on m.accession_numbers @> array[w."accessionNumber"] and m.laboratory_id = w."laboratoryId" and coalesce(m.sent_at, m.received_at) = w.at
    where m.state = 'applied' or exists (select 1 from dossier_revision r join dossier d on d.id = r.dossier_id
      where r.message_id = m.id and d.laboratory_id = w."laboratoryId" and d.accession_number = w."accessionNumber")
    group by 1, 2`);
  return [...rows].map((row) => ({ ...row, arrival: Number(row.arrival) }));
}
