import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import type { LinkAlarm } from '../platform/link-alarms';

/** How far back what should have followed is looked for; older ones were alarmed in their time, or are in the 30 days of the page. */
const WINDOW_DAYS = 3;

const MINUTE_MS = 60_000;
/** Longer than that and a person must know. */
export const LIMITS = {
  storedMs: 2 * MINUTE_MS,
  quarantineMs: 4 * 60 * MINUTE_MS,
  taskMs: 10 * MINUTE_MS,
  outboundMs: 15 * MINUTE_MS,
  followsMs: 10 * MINUTE_MS,
} as const;

interface Found extends Record<string, unknown> {
  laboratoryId: string | null;
  subject: string;
  n: number;
  oldest: string;
  numbers: string[] | null;
  /** The oldest one, where a person can go there. */
  first: string | null;
}

/** Everything that stands longer than its limit or that was not followed by what must follow; one alarm per laboratory and kind, with the first numbers. */
export async function stuckThings(tx: Transaction, now: Date): Promise<LinkAlarm[]> {
  const before = (limitMs: number) => new Date(now.getTime() - limitMs).toISOString();
  const since = new Date(now.getTime() - WINDOW_DAYS * 86_400_000).toISOString();
  const found = await tx.execute<Found & { kind: LinkAlarm['kind'] }>(sql`
    with things as (
      select 'message-stuck' as kind, laboratory_id, '' as subject, received_at as at, array_to_string(accession_numbers, ' ') as number, null::uuid as ref from inbound_message
        where state = 'stored' and received_at < ${before(LIMITS.storedMs)}
      union all select 'quarantine-forgotten', laboratory_id, '', received_at, array_to_string(accession_numbers, ' '), id from inbound_message
        where state = 'quarantined' and received_at < ${before(LIMITS.quarantineMs)}
      union all select 'task-stuck', null, handler, due_at, '', null from fact_task where state = 'open' and due_at < ${before(LIMITS.taskMs)}
      union all select 'outbound-late', m.laboratory_id, '', m.created_at, d.accession_number, null from outbound_message m join dossier d on d.id = m.dossier_id
        where m.state = 'queued' and m.created_at < ${before(LIMITS.outboundMs)}
      union all select 'outbound-refused', m.laboratory_id, '', m.created_at, d.accession_number, null from outbound_message m join dossier d on d.id = m.dossier_id
        where m.state = 'refused'
      union all select 'decision-untold', d.laboratory_id, '', v.settled_at, d.accession_number, null from validation_decision v join dossier d on d.id = v.dossier_id
        where v.state = 'effective' and told_to_lis(v.kind) and v.settled_at < ${before(LIMITS.followsMs)} and v.effective_at >= ${since}
          and not exists (select 1 from outbound_message m where m.kind = 'decision' and m.source_id = v.id)
      union all select 'report-missing', d.laboratory_id, '', v.settled_at, d.accession_number, null from validation_decision v join dossier d on d.id = v.dossier_id
        where v.state = 'effective' and validates(v.kind) and v.settled_at < ${before(LIMITS.followsMs)} and v.effective_at >= ${since}
          and not exists (select 1 from report r where r.dossier_id = v.dossier_id)
      union all select 'availability-untold', r.laboratory_id, '', a.available_at, d.accession_number, null from report_recipient a join report r on r.id = a.report_id
          join dossier d on d.id = r.dossier_id
        where a.available_at < ${before(LIMITS.followsMs)} and a.available_at >= ${since}
          and not exists (select 1 from outbound_message m where m.kind = 'availability' and m.source_id = a.id)
      union all select 'reading-untold', d.laboratory_id, '', v.viewed_at, d.accession_number, null from report_view v join dossier d on d.id = v.dossier_id
        where v.viewed_at < ${before(LIMITS.followsMs)} and v.viewed_at >= ${since}
          and not exists (select 1 from outbound_message m where m.kind = 'reading' and m.source_id = v.id))
    select kind, laboratory_id as "laboratoryId", subject, count(*)::int as n, min(at)::text as oldest,
      (array_agg(distinct nullif(number, '')) filter (where number <> ''))[1:20] as numbers, (array_agg(ref order by at))[1]::text as first
    from things group by kind, laboratory_id, subject`);
  return found.map(({ kind, laboratoryId, subject, n, oldest, numbers, first }) => ({
    kind,
    laboratoryId,
    subject,
    detail: { count: n, oldest: new Date(oldest).toISOString(), dossiers: numbers ?? [], ...(first ? { itemId: first } : {}) },
  }));
}
