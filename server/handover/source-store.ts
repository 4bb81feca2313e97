import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import type { Item, ItemKind } from './types';

interface Row extends Record<string, unknown> {
  key: string;
  kind: ItemKind;
  siteId: string;
  dossierId: string | null;
  number: string;
  person: string;
  place: string;
  detail: string;
  since: string;
  dueAt: string | null;
  state: string;
}

/** Rings that are about the hand-over itself, or follow the clock: they are seen elsewhere and would change what is accepted each minute. */
const NOT_HANDED_OVER = "('handover-open', 'handover-missing', 'duty-gap', 'wake-failed')";
const ORDER: readonly ItemKind[] = ['call', 'pressing', 'held', 'request', 'alarm', 'repair', 'waiting'];

/**
 * Everything that is open at these sites, as the actor may see it: calls to make, dossiers that wait or are held, requests that the laboratory has not answered,
 * alarms of its links, repairs by kind. All of it, however much: what is left out could be lost.
 */
export async function openItems(tx: Transaction, siteIds: readonly string[]): Promise<Item[]> {
  if (siteIds.length === 0) return [];
  const sites = sql`array[${sql.join(
    siteIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )}]`;
  const rows = await tx.execute<Row>(sql`
    select 'dossier:' || w.dossier_id as key,
      case when w.standing = 'held' then 'held' when w.rank <= 2 then 'pressing' else 'waiting' end as kind, w.site_id as "siteId", w.dossier_id as "dossierId",
      w.accession_number as number, w.patient_name as person, w.place, w.hold_reason as detail, w.arrived_at as since,
      -- A hold is due when she wanted to be reminded of it.
      coalesce(case when w.standing = 'held' then (select max(v.remind_at) from validation_decision v join decision_observation o on o.decision_id = v.id and o.active
        where v.dossier_id = w.dossier_id and v.kind = 'hold' and v.state = 'effective') end, w.deadline_at) as "dueAt",
      w.standing || ' ' || w.revision || ' ' || w.hold_reason as state, w.rank as rank
    from worklist_entry w where w.site_id = any (${sites}) and (w.part_of is null or w.part_of <> all (${sites})) and w.standing in ('awaiting', 'held', 'pending')
    union all
    select 'call:' || c.id as key, 'call', c.site_id, c.dossier_id, w.accession_number, w.patient_name, w.place,
      (select count(*) from critical_call_attempt a where a.call_id = c.id)::text, c.opened_at, c.due_at,
      (select count(*) from critical_call_attempt a where a.call_id = c.id) || ' '
        || coalesce((select string_agg(v.observation_version_id::text, ',' order by v.observation_version_id) from critical_call_value v where v.call_id = c.id and not v.is_void), ''), 0
    from critical_call c join worklist_entry w on w.dossier_id = c.dossier_id and w.part = '' where c.state = 'open' and c.site_id = any (${sites})
    union all
    select 'request:' || r.id as key, 'request', w.site_id, r.dossier_id, w.accession_number, w.patient_name, w.place, r.kind, r.requested_at, null, r.state, 0
    from lis_request r join worklist_entry w on w.dossier_id = r.dossier_id and w.part = '' where r.state in ('asked', 'acknowledged') and w.site_id = any (${sites})
    union all
    select 'alarm:' || l.id as key, 'alarm', (select s.id from site s where s.laboratory_id = l.laboratory_id and s.id = any (${sites}) order by s.id limit 1),
      null, l.kind, '', '', '', l.opened_at, null, coalesce(l.taken_by_name, ''), 0
    from link_alarm l where l.closed_at is null and l.kind not in ${sql.raw(NOT_HANDED_OVER)}
      and exists (select 1 from site s where s.laboratory_id = l.laboratory_id and s.id = any (${sites}))
    union all
    select 'repair:' || r.site_id || ':' || r.kind as key, 'repair', r.site_id, null, r.kind, '', '', r.n::text, r.oldest, null, r.n::text, 0
    from open_repairs(${sites}) r`);
  return rows
    .toSorted(
      (a, b) =>
        ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
        Number(a['rank']) - Number(b['rank']) ||
        (a.dueAt ?? '~').localeCompare(b.dueAt ?? '~') ||
        a.since.localeCompare(b.since) ||
        a.key.localeCompare(b.key),
    )
    .map(({ key, kind, siteId, dossierId, number, person, place, detail, since, dueAt, state }) => ({
      key,
      kind,
      siteId,
      dossierId,
      number,
      person,
      place,
      detail,
      since: new Date(since).toISOString(),
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
      state,
    }));
}
