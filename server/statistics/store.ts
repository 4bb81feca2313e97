import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';

interface Period {
  from: Date;
  to: Date;
  siteId: string | null;
}

export interface CountRow extends Record<string, unknown> {
  /** Null = all sites that the actor may see. */
  siteId: string | null;
  received: number;
  validated: number;
  completed: number;
  available: number;
  read: number;
  waitingLate: number;
  unreadLate: number;
  urgentCount: number;
  urgentMedian: number | null;
  urgentNinetieth: number | null;
  routineCount: number;
  routineMedian: number | null;
  routineNinetieth: number | null;
}

const ofSite = (siteId: string | null) => (siteId === null ? sql`true` : sql`site_id = ${siteId}`);

/** Counts and delays of the dossiers received in a period, per site and (last) for all of them; trials are not counted. */
export async function countActivity(
  tx: Transaction,
  { from, to, siteId }: Period,
  limits: { now: Date; urgentMs: number; routineMs: number; unreadMs: number },
): Promise<CountRow[]> {
  const ago = (ms: number) => new Date(limits.now.getTime() - ms).toISOString();
  const isTimed = sql`first_available_at >= collected_at`;
  const seconds = sql`extract(epoch from first_available_at - collected_at)::float8`;
  const isUrgent = sql`priority in ('stat', 'urgent')`;
  const rows = await tx.execute<CountRow>(sql`
    select site_id as "siteId", count(*)::int as received, count(first_validated_at)::int as validated, count(completed_at)::int as completed,
      count(first_available_at)::int as available, count(first_read_at)::int as read,
      (count(*) filter (where first_validated_at is null and collected_at < case when ${isUrgent} then ${ago(limits.urgentMs)}::timestamptz else ${ago(limits.routineMs)}::timestamptz end))::int as "waitingLate",
      (count(*) filter (where first_read_at is null and first_available_at < ${ago(limits.unreadMs)}))::int as "unreadLate",
      (count(*) filter (where ${isUrgent} and ${isTimed}))::int as "urgentCount",
      percentile_cont(0.5) within group (order by ${seconds}) filter (where ${isUrgent} and ${isTimed}) as "urgentMedian",
      percentile_cont(0.9) within group (order by ${seconds}) filter (where ${isUrgent} and ${isTimed}) as "urgentNinetieth",
      (count(*) filter (where not ${isUrgent} and ${isTimed}))::int as "routineCount",
      percentile_cont(0.5) within group (order by ${seconds}) filter (where not ${isUrgent} and ${isTimed}) as "routineMedian",
      percentile_cont(0.9) within group (order by ${seconds}) filter (where not ${isUrgent} and ${isTimed}) as "routineNinetieth"
    from dossier_activity
    where received_at >= ${from.toISOString()} and received_at < ${to.toISOString()} and not is_test and ${ofSite(siteId)}
    group by grouping sets ((site_id), ())
    order by site_id nulls last`);
  return [...rows];
}

/** Dossiers received before the period, in the ninety days before it, that still wait for their first validation. */
export async function countWaitingBefore(tx: Transaction, from: Date, siteId: string | null): Promise<number> {
  const since = new Date(from.getTime() - 90 * 86_400_000);
  const rows = await tx.execute<{ count: number } & Record<string, unknown>>(sql`
    select count(*)::int as count from dossier_activity
    where received_at >= ${since.toISOString()} and received_at < ${from.toISOString()} and first_validated_at is null and not is_test and ${ofSite(siteId)}`);
  return rows[0]?.count ?? 0;
}

export interface HourRow extends Record<string, unknown> {
  siteId: string;
  day: string;
  hour: number;
  count: number;
}

/** Dossiers received per site, calendar day and hour in Paris, on these days. */
export async function countPerHour(tx: Transaction, days: readonly string[], { from, to, siteId }: Period): Promise<HourRow[]> {
  const wanted = sql.join(
    days.map((day) => sql`${day}::date`),
    sql`, `,
  );
  const rows = await tx.execute<HourRow>(sql`
    select site_id as "siteId", to_char(local, 'YYYY-MM-DD') as day, extract(hour from local)::int as hour, count(*)::int as count
    from (select site_id, received_at at time zone 'Europe/Paris' as local from dossier_activity
      where received_at >= ${from.toISOString()} and received_at < ${to.toISOString()} and not is_test and ${ofSite(siteId)}) received
    where local::date in (${wanted})
    group by 1, 2, 3`);
  return [...rows];
}

export interface DayRow extends Record<string, unknown> {
  siteId: string;
  day: string;
  received: number;
  validated: number;
}

/** Dossiers received per site and calendar day in Paris, and how many of them are validated. */
export async function countPerDay(tx: Transaction, { from, to, siteId }: Period): Promise<DayRow[]> {
  const rows = await tx.execute<DayRow>(sql`
    select site_id as "siteId", to_char(received_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, count(*)::int as received, count(first_validated_at)::int as validated
    from dossier_activity
    where received_at >= ${from.toISOString()} and received_at < ${to.toISOString()} and not is_test and ${ofSite(siteId)}
    group by 1, 2`);
  return [...rows];
}

export interface CallCountRow extends Record<string, unknown> {
  siteId: string;
  opened: number;
  inTime: number;
  late: number;
  waiting: number;
  byReader: number;
  medianSeconds: number | null;
}

/** Critical results to announce that opened in a period, per site, as far as the database counts them for this actor. */
export async function countCalls(tx: Transaction, { from, to, siteId }: Period, now: Date): Promise<CallCountRow[]> {
  return [
    ...(await tx.execute<CallCountRow>(sql`
      select site_id as "siteId", opened, in_time as "inTime", late, waiting, by_reader as "byReader", median_seconds as "medianSeconds"
      from call_counts(${from.toISOString()}, ${to.toISOString()}, ${now.toISOString()}) where ${ofSite(siteId)}`)),
  ];
}
