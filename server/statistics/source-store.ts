import { sql } from 'drizzle-orm';
import { idsIn } from '../../db/any-of';
import type { Transaction } from '../../db/client';

/** What every room knows of the dossier's way, as instants: the first of each kind. */
const SOURCES = sql`
  select d.id as dossier_id, d.site_id, d.priority, d.is_test, d.collected_at, d.created_at as received_at,
    (select min(v.signed_at) from validation_decision v where v.dossier_id = d.id and v.state = 'effective' and validates(v.kind)) as first_validated_at,
    (select min(r.released_at) from report r where r.dossier_id = d.id and r.kind <> 'partial') as completed_at,
    (select min(a.available_at) from report r join report_recipient a on a.report_id = r.id where r.dossier_id = d.id) as first_available_at,
    (select min(w.viewed_at) from report r join report_view w on w.report_id = r.id where r.dossier_id = d.id) as first_read_at,
    (select count(*)::int from report r where r.dossier_id = d.id) as report_versions
  from dossier d`;

/** Makes the rows of these dossiers anew from their sources; answers the sites, each once. */
export async function projectActivities(tx: Transaction, dossierIds: ReadonlySet<string>): Promise<Set<string>> {
  const rows = await tx.execute<{ siteId: string } & Record<string, unknown>>(sql`
    insert into dossier_activity (dossier_id, site_id, priority, is_test, collected_at, received_at, first_validated_at, completed_at, first_available_at, first_read_at, report_versions)
    ${SOURCES} where d.id = any (${idsIn(dossierIds)})
    on conflict (dossier_id) do update set site_id = excluded.site_id, priority = excluded.priority, is_test = excluded.is_test, collected_at = excluded.collected_at,
      received_at = excluded.received_at, first_validated_at = excluded.first_validated_at, completed_at = excluded.completed_at,
      first_available_at = excluded.first_available_at, first_read_at = excluded.first_read_at, report_versions = excluded.report_versions
    returning site_id as "siteId"`);
  return new Set(rows.map(({ siteId }) => siteId));
}

/** Dossiers touched since then whose row is missing or says something else than its sources, and that are older than `before`. */
export async function differingActivity(tx: Transaction, since: Date, before: Date): Promise<string[]> {
  const rows = await tx.execute<{ dossierId: string } & Record<string, unknown>>(sql`
    select source.dossier_id as "dossierId" from (${SOURCES} where d.updated_at >= ${since.toISOString()} and d.updated_at < ${before.toISOString()}) source
    left join dossier_activity a using (dossier_id)
    where (a.site_id, a.priority, a.is_test, a.collected_at, a.received_at, a.first_validated_at, a.completed_at, a.first_available_at, a.first_read_at, a.report_versions)
      is distinct from (source.site_id, source.priority, source.is_test, source.collected_at, source.received_at, source.first_validated_at, source.completed_at,
        source.first_available_at, source.first_read_at, source.report_versions)
    limit 500`);
  return rows.map((row) => row.dossierId);
}
