import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import type { CountedBatches, DayCounts, Difference, Island } from './types';

/** A stretch of time of one laboratory. */
export interface Stretch {
  laboratoryId: string;
  since: Date;
  until: Date;
}

type Row = Record<string, unknown>;

const between = ({ since, until }: Stretch) => sql`${since.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz`;

/** Messages of the day by where they stand, and by the hour of the clock in Paris in which they came. */
export async function countMessages(tx: Transaction, stretch: Stretch): Promise<{ messages: DayCounts['messages']; hours: number[] }> {
  const rows = await tx.execute<{ state: string; hour: number; n: number } & Row>(sql`
    select state, extract(hour from received_at at time zone 'Europe/Paris')::int as hour, count(*)::int as n from inbound_message
    where laboratory_id = ${stretch.laboratoryId} and received_at >= ${stretch.since.toISOString()} and received_at < ${stretch.until.toISOString()} group by 1, 2`);
  const hours = Array.from({ length: 24 }, () => 0);
  const of = (state: string) => rows.filter((row) => row.state === state).reduce((sum, row) => sum + row.n, 0);
  for (const { hour, n } of rows) hours[hour] = (hours[hour] ?? 0) + n;
  const received = hours.reduce((sum, n) => sum + n, 0);
  const messages = {
    received,
    applied: of('applied'),
    underWay: of('stored'),
    quarantined: of('quarantined'),
    refused: of('refused'),
    discarded: of('discarded'),
  };
  return { messages, hours };
}

/** Results that first answered in the day, each once, by where the newest version stands; both sides by one statement, that nothing comes between. */
export async function countResults(tx: Transaction, stretch: Stretch): Promise<DayCounts['results']> {
  const [since, until] = [stretch.since.toISOString(), stretch.until.toISOString()];
  const rows = await tx.execute<{ term: string; n: number } & Row>(sql`
    select term, count(*)::int as n from reconciled_results(${stretch.laboratoryId}, ${between(stretch)})
      where answered_at >= ${since} and answered_at < ${until} group by term
    union all
    select 'received', coalesce(sum(answered.n), 0)::int from (
      select distinct r.dossier_id from dossier_revision r where r.recorded_at >= ${since} and r.recorded_at < ${until}) revised
    cross join lateral (select d.id from dossier d where d.id = revised.dossier_id and d.laboratory_id = ${stretch.laboratoryId} limit 1) own
    cross join lateral (
      select count(*) as n from (
        select from observation_version o where o.dossier_id = own.id and o.status not in ('I', 'O') group by o.observation_key
        having min(o.recorded_at) >= ${since} and min(o.recorded_at) < ${until}) first) answered`);
  const of = (...terms: string[]) => rows.filter((row) => terms.includes(row.term)).reduce((sum, row) => sum + row.n, 0);
  return {
    received: of('received'),
    toValidate: of('toValidate'),
    held: of('held'),
    validated: of('signed', 'validated'),
    published: of('published'),
    awaitedAgain: of('awaited'),
    takenAway: of('takenAway'),
  };
}

/**
 * Dossiers that began in the day, by the most pressing of their results; and where the worklist, the newest revision or a message that went in says something else. What
 * moved since `settledBefore` is on its ordinary way.
 */
export async function countDossiers(
  tx: Transaction,
  stretch: Stretch,
  settledBefore: Date,
): Promise<{ dossiers: DayCounts['dossiers']; differences: Difference[] }> {
  const [since, until, at] = [stretch.since.toISOString(), stretch.until.toISOString(), settledBefore.toISOString()];
  // Each other book is asked by its key for each dossier, and never becomes a join of lists whose length nobody knows beforehand.
  const rows = await tx.execute<{ kind: string; name: string; n: number } & Row>(sql`
    with counted as materialized (select * from reconciled_dossiers(${stretch.laboratoryId}, ${between(stretch)})),
    calm as materialized (select c.* from counted c where c.updated_at < ${at}
      and (select v.id from validation_decision v where v.dossier_id = c.dossier_id and greatest(v.signed_at, v.settled_at, v.cancelled_at) >= ${at} limit 1) is null),
    differing as (
      select 'worklist' as kind, c.accession_number from calm c
        left join lateral (select w.standing, w.awaiting_count from worklist_entry w where w.dossier_id = c.dossier_id and w.part = '' limit 1) w on true
        where (w.standing, w.awaiting_count) is distinct from (c.standing, c.awaiting)
      union all
      select 'revision', c.accession_number from calm c
        cross join lateral (select cardinality(r.observation_version_ids) as n from dossier_revision r where r.dossier_id = c.dossier_id order by r.revision desc limit 1) newest
        where newest.n <> c.results
      union all
      select distinct 'no-dossier', number from inbound_message m, unnest(m.accession_numbers) number
        where m.laboratory_id = ${stretch.laboratoryId} and m.received_at >= ${since} and m.received_at < ${until} and m.state = 'applied' and m.applied_at < ${at}
          and not exists (select 1 from dossier d where d.laboratory_id = m.laboratory_id and d.accession_number = number)
      limit 200)
    select 'term' as kind, term as name, count(*)::int as n from counted where created_at >= ${since} and created_at < ${until} group by term
    union all select 'term', 'received', count(*)::int from dossier where laboratory_id = ${stretch.laboratoryId} and created_at >= ${since} and created_at < ${until}
    union all select kind, accession_number, 1 from differing`);
  const of = (term: string) => rows.find((row) => row.kind === 'term' && row.name === term)?.n ?? 0;
  const dossiers = {
    received: of('received'),
    toValidate: of('toValidate'),
    held: of('held'),
    validated: of('validated'),
    published: of('published'),
    awaited: of('awaited'),
    takenAway: of('takenAway'),
  };
  return { dossiers, differences: rows.flatMap(({ kind, name }) => (kind === 'term' ? [] : [{ kind, accessionNumber: name } as Difference])) };
}

/** What each numbered link sent since then, as stretches without a hole, in order of arrival; what came after `until` may still be overtaken. */
export async function islandsOf(tx: Transaction, profileId: string, since: Date, until: Date): Promise<Island[]> {
  const rows = await tx.execute<{ from: string; to: string } & Row>(sql`
    select min(n) as from, max(n) as to from (
      select arrival, sequence_number as n, sequence_number - row_number() over (order by arrival) as island from inbound_message
      where profile_id = ${profileId} and sequence_number is not null and received_at >= ${since.toISOString()} and received_at < ${until.toISOString()}) numbered
    group by island order by min(arrival)`);
  return rows.map(({ from, to }) => ({ from: Number(from), to: Number(to) }));
}

export interface Link {
  profileId: string;
  laboratoryId: string;
  name: string;
  countsMessages: boolean;
  silentAfterMinutes: number | null;
  lastReceivedAt: Date | null;
}

/** Every open link with when it last sent something. */
export async function openLinks(tx: Transaction): Promise<Link[]> {
  const rows = await tx.execute<Omit<Link, 'lastReceivedAt'> & { last: string | null } & Row>(sql`
    select p.id as "profileId", p.laboratory_id as "laboratoryId", p.name, coalesce((p.settings ->> 'countsMessages')::boolean, false) as "countsMessages",
      (p.settings ->> 'silentAfterMinutes')::int as "silentAfterMinutes",
      (select m.received_at from inbound_message m where m.laboratory_id = p.laboratory_id order by m.received_at desc limit 1) as last
    from connection_profile p where p.is_active and not p.is_generic`);
  return rows.map(({ last, ...link }) => ({ ...link, lastReceivedAt: last === null ? null : new Date(last) }));
}

/** Batches that came in the day: what their trailers, and those of the files around them, announced and what came in them. */
export async function countBatches(tx: Transaction, stretch: Stretch): Promise<Required<CountedBatches>> {
  const [row] = await tx.execute<Required<CountedBatches> & Row>(sql`
    select count(announced)::int as count, coalesce(sum(announced), 0)::int as announced, coalesce(sum(received) filter (where announced is not null), 0)::int as received,
      count(announced_batches)::int as files, coalesce(sum(announced_batches), 0)::int as "announcedBatches",
      coalesce(sum(received_batches) filter (where announced_batches is not null), 0)::int as "receivedBatches" from inbound_batch
    where laboratory_id = ${stretch.laboratoryId} and received_at >= ${stretch.since.toISOString()} and received_at < ${stretch.until.toISOString()}`);
  return row ?? NO_BATCHES;
}

export const NO_BATCHES: Required<CountedBatches> = { count: 0, announced: 0, received: 0, files: 0, announcedBatches: 0, receivedBatches: 0 };

export interface WrongBatch {
  id: string;
  controlId: string;
  announced: number | null;
  received: number;
  announcedBatches: number | null;
  receivedBatches: number;
}

/** Batches of which another number of messages came than was announced, and files of which another number of batches did; oldest first. */
export async function wrongBatches(tx: Transaction, laboratoryId: string, since: Date): Promise<WrongBatch[]> {
  const rows = await tx.execute<WrongBatch & Row>(sql`
    select id, control_id as "controlId", announced, received, announced_batches as "announcedBatches", received_batches as "receivedBatches" from inbound_batch
    where laboratory_id = ${laboratoryId} and received_at >= ${since.toISOString()} and (announced <> received or announced_batches <> received_batches)
    order by received_at, id limit 50`);
  return [...rows];
}
