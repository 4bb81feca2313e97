import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import type { Ground } from './types';

export interface ReadingRow extends Record<string, unknown> {
  id: string;
  viewed_at: string;
  reader_kind: string;
  reader_name: string;
  user_id: string | null;
  title: string | null;
  profession: string | null;
  ground: Ground;
  medium: string;
  report_id: string;
  released_at: string;
  collected_at: string | null;
  reason_text: string | null;
  reviewed_at: string | null;
}

const MOST = 500;

/**
 * Every reading of the reports that the actor may open, newest first; for whoever represents the patient, only those of professionals and of
 * representatives: what she herself reads at what hour is hers. The motive of an emergency is there for the patient alone, by its own wall.
 */
export async function readingsOf(tx: Transaction, patientId: string, isSelf: boolean): Promise<ReadingRow[]> {
  return [
    ...(await tx.execute<ReadingRow>(sql`
      select v.id, v.viewed_at, v.reader_kind, v.reader_name, v.user_id, u.title, u.profession, v.ground, v.medium, r.id as report_id, r.released_at,
        r.content #>> '{collection,collectedAt}' as collected_at, b.reason_text, b.reviewed_at
      from report_view v join report r on r.id = v.report_id left join user_account u on u.id = v.user_id
      left join lateral (select g.reason_text, g.reviewed_at from break_glass g
        where v.ground = 'break-glass' and g.user_id = v.user_id and v.viewed_at between g.granted_at and coalesce(g.ended_at, g.expires_at)
        order by g.granted_at desc limit 1) b on true
      where exists (select 1 from report_recipient a where a.report_id = r.id and a.kind = 'patient' and a.patient_id = ${patientId})
        and (${isSelf} or v.reader_kind = 'professional' or v.ground = 'representation')
      order by v.viewed_at desc, v.id desc limit ${MOST}`)),
  ];
}

export interface RecipientName extends Record<string, unknown> {
  kind: 'prescriber' | 'ward';
  name: string;
  reports: number;
  latest: string;
}

/** To whom the laboratory handed the patient's reports; nobody's but his own. */
export const recipientsOfMine = async (tx: Transaction): Promise<RecipientName[]> => [
  ...(await tx.execute<RecipientName>(sql`select * from recipients_of_my_reports()`)),
];

export interface LentReader extends Record<string, unknown> {
  userId: string;
  version: number;
  accessionNumber: string;
  laboratoryId: string;
}

/** Professionals who read that version by an access lent for an hour, and by no other way. */
export async function lentReadersOf(tx: Transaction, reportId: string): Promise<LentReader[]> {
  const rows = await tx.execute<LentReader>(sql`
    select v.user_id as "userId", r.version, d.accession_number as "accessionNumber", d.laboratory_id as "laboratoryId"
    from report_view v join report r on r.id = v.report_id join dossier d on d.id = r.dossier_id
    where v.report_id = ${reportId} and v.user_id is not null
    group by v.user_id, r.version, d.accession_number, d.laboratory_id
    having bool_and(v.ground in ('break-glass', 'presence')) order by min(v.viewed_at)`);
  return [...rows];
}
