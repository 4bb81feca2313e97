import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

export interface TransmissionFilter {
  laboratoryId: string | null;
  from: Date | null;
  to: Date | null;
  accessionNumber: string | null;
  receiverKind: string | null;
  kind: string | null;
  state: string | null;
  before: { at: Date; id: string } | null;
  limit: number;
}

/** One transmission, to a LIS or to a reader: whom, what, when; never what it says. */
export interface Transmission {
  id: string;
  laboratoryId: string;
  accessionNumber: string;
  kind: string;
  version: number | null;
  /** Control id of a message; kind of a report version. */
  detail: string;
  receiverKind: string;
  receiver: string;
  channel: string;
  madeAt: Date;
  sentAt: Date | null;
  acknowledgedAt: Date | null;
  state: string;
  tries: number;
}

type Raw = Omit<Transmission, 'madeAt' | 'sentAt' | 'acknowledgedAt'> & { madeAt: string; sentAt: string | null; acknowledgedAt: string | null };

/** Newest first; the database answers nobody but those whose laboratories they are. */
export async function transmissions(tx: Transaction, filter: TransmissionFilter): Promise<Transmission[]> {
  const at = (date: Date | null) => date?.toISOString() ?? null;
  const rows = await tx.execute<Raw & Record<string, unknown>>(sql`
    select id, laboratory_id as "laboratoryId", accession_number as "accessionNumber", kind, version, detail, receiver_kind as "receiverKind", receiver, channel,
      made_at as "madeAt", sent_at as "sentAt", acknowledged_at as "acknowledgedAt", state, tries
    from transmissions(${filter.laboratoryId}::uuid, ${at(filter.from)}::timestamptz, ${at(filter.to)}::timestamptz, ${filter.accessionNumber}::text,
      ${filter.receiverKind}::text, ${filter.kind}::text, ${filter.state}::text, ${at(filter.before?.at ?? null)}::timestamptz, ${filter.before?.id ?? null}::uuid,
      ${filter.limit}::integer)`);
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return rows.map((row) => ({ ...row, madeAt: new Date(row.madeAt), sentAt: instant(row.sentAt), acknowledgedAt: instant(row.acknowledgedAt) }));
}
