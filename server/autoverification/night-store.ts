import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

export interface NightRow {
  id: string;
  dossierId: string;
  accessionNumber: string;
  siteId: string;
  name: string;
  signedAt: Date;
  state: 'pending' | 'effective' | 'cancelled';
  results: number;
}

/** Automatic decisions of these sites since then, newest first, also those that a person took back or that were kept. */
export async function decisionsSince(tx: Transaction, since: Date, siteIds: readonly string[]): Promise<NightRow[]> {
  if (siteIds.length === 0) return [];
  const rows = await tx.execute<Omit<NightRow, 'signedAt'> & { signedAt: string } & Record<string, unknown>>(sql`
    select v.id, v.dossier_id as "dossierId", d.accession_number as "accessionNumber", d.site_id as "siteId", v.decider_name as name, v.signed_at::text as "signedAt", v.state,
      (select count(*) from decision_observation o where o.decision_id = v.id)::int as results
    from validation_decision v join dossier d on d.id = v.dossier_id
    where v.kind = 'auto' and v.signed_at >= ${since.toISOString()} and d.site_id in (select value::uuid from json_array_elements_text(${JSON.stringify(siteIds)}::text::json))
    order by v.signed_at desc, v.id limit 2000`);
  return rows.map((row) => ({ ...row, signedAt: new Date(row.signedAt) }));
}

/** Dossiers of these sites that the rules were asked of since then, newest first. */
export async function concludedSince(tx: Transaction, since: Date, siteIds: readonly string[], limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select d.id from dossier d join verdict v on v.dossier_id = d.id and v.revision = d.revision
      and not exists (select 1 from verdict n where n.dossier_id = v.dossier_id and n.revision = v.revision and n.asked > v.asked)
    where v.evaluated_at >= ${since.toISOString()} and d.updated_at >= ${since.toISOString()}
      and d.site_id in (select value::uuid from json_array_elements_text(${JSON.stringify(siteIds)}::text::json))
    order by v.evaluated_at desc, d.id limit ${limit}`);
  return rows.map(({ id }) => id);
}
