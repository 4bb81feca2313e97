import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { type DigestLine, nightDigest } from '../../db/schema/handover';
import type { CountedDossier } from './digest-rules';

export type DigestRow = typeof nightDigest.$inferSelect;

interface Window {
  fromAt: Date;
  toAt: Date;
}

const stretch = ({ fromAt, toAt }: Window) =>
  sql`between ${fromAt.toISOString()}::timestamptz and ${toAt.toISOString()}::timestamptz - interval '1 microsecond'`;

/** Every dossier of a site that a night brought, from the dossiers' own book, beside what the list and the decisions say of it. Tests of an LIS are none. */
export async function countedDossiers(tx: Transaction, siteId: string, window: Window): Promise<(CountedDossier & DigestLine)[]> {
  const rows = await tx.execute<{
    dossierId: string;
    number: string;
    standing: string | null;
    kinds: string[];
    isBehind: boolean;
    person: string | null;
    place: string | null;
    detail: string | null;
    since: string;
  }>(sql`
    select d.id as "dossierId", d.accession_number as number, w.standing, coalesce(w.revision <> d.revision, true) as "isBehind",
      w.patient_name as person, w.place, w.hold_reason as detail, r.recorded_at::text as since,
      coalesce((select array_agg(distinct v.kind) from validation_decision v where v.dossier_id = d.id and v.state = 'effective' and validates(v.kind)), '{}') as kinds
    from dossier_revision r join dossier d on d.id = r.dossier_id left join worklist_entry w on w.dossier_id = d.id and w.part = ''
    where r.revision = 1 and r.recorded_at ${stretch(window)} and d.site_id = ${siteId} and not d.is_test
    order by r.recorded_at, d.id`);
  return rows.map((row) => ({
    ...row,
    kind: '',
    person: row.person ?? '',
    place: row.place ?? '',
    detail: row.detail ?? '',
    since: new Date(row.since).toISOString(),
  }));
}

/** The calls of the night at a site: how many are over, and those that are open still. */
export async function nightCalls(tx: Transaction, siteId: string, window: Window): Promise<{ closed: number; open: DigestLine[] }> {
  const rows = await tx.execute<{ state: string; dossierId: string; number: string; person: string; place: string; since: string; tries: number }>(sql`
    select c.state, c.dossier_id as "dossierId", d.accession_number as number, coalesce(w.patient_name, '') as person, coalesce(w.place, '') as place,
      c.opened_at::text as since, (select count(*)::int from critical_call_attempt a where a.call_id = c.id) as tries
    from critical_call c join dossier d on d.id = c.dossier_id left join worklist_entry w on w.dossier_id = d.id and w.part = ''
    where c.site_id = ${siteId} and (c.state = 'open' or c.opened_at ${stretch(window)}) order by c.opened_at`);
  return {
    closed: rows.filter(({ state }) => state !== 'open').length,
    open: rows
      .filter(({ state }) => state === 'open')
      .map(({ state: _state, tries, since, ...row }) => ({ ...row, kind: 'call', detail: String(tries), since: new Date(since).toISOString() })),
  };
}

/** What was missing of the link in the night: silences, numbers that never came, days that do not add up. */
export async function nightGaps(tx: Transaction, siteId: string, window: Window): Promise<DigestLine[]> {
  const rows = await tx.execute<{ kind: string; subject: string; since: string; isOpen: boolean }>(sql`
    select a.kind, a.subject, a.opened_at::text as since, a.closed_at is null as "isOpen" from link_alarm a join site s on s.laboratory_id = a.laboratory_id
    where s.id = ${siteId} and a.kind in ('link-silent', 'sequence-gap', 'batch-count', 'message-stuck', 'quarantine-forgotten', 'day-unbalanced')
      and (a.opened_at ${stretch(window)} or (a.closed_at is null and a.opened_at < ${window.toAt.toISOString()}::timestamptz)) order by a.opened_at`);
  return rows.map(({ kind, isOpen, since }) => ({
    kind: 'gap',
    dossierId: null,
    number: kind,
    person: '',
    place: '',
    detail: isOpen ? 'open' : 'closed',
    since: new Date(since).toISOString(),
  }));
}

/** How many dossiers of the site each person signed in the night. */
export async function signedBy(tx: Transaction, siteId: string, window: Window): Promise<Map<string, number>> {
  const rows = await tx.execute<{ userId: string; n: number }>(sql`
    select v.user_id as "userId", count(distinct v.dossier_id)::int as n from validation_decision v join dossier d on d.id = v.dossier_id
    where d.site_id = ${siteId} and v.kind = 'validate' and v.state <> 'cancelled' and v.signed_at ${stretch(window)} group by 1`);
  return new Map(rows.map(({ userId, n }) => [userId, n]));
}

export async function hasDigest(tx: Transaction, siteId: string, day: string): Promise<boolean> {
  const rows = await tx
    .select({ id: nightDigest.id })
    .from(nightDigest)
    .where(and(eq(nightDigest.siteId, siteId), eq(nightDigest.day, day)))
    .limit(1);
  return rows.length > 0;
}

export async function insertDigest(tx: Transaction, row: Omit<DigestRow, 'seenAt'>): Promise<void> {
  await tx.insert(nightDigest).values(row).onConflictDoNothing();
}

/** The newest mornings of these sites, hers only or everybody's. */
export const digestsOf = (tx: Transaction, siteIds: readonly string[], userId: string, limit: number): Promise<DigestRow[]> =>
  tx
    .select()
    .from(nightDigest)
    .where(and(inArray(nightDigest.siteId, [...siteIds]), eq(nightDigest.userId, userId)))
    .orderBy(desc(nightDigest.day), nightDigest.siteId)
    .limit(limit);

export async function markSeen(tx: Transaction, userId: string, ids: readonly string[], at: Date): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .update(nightDigest)
    .set({ seenAt: at })
    .where(and(inArray(nightDigest.id, [...ids]), eq(nightDigest.userId, userId), isNull(nightDigest.seenAt)))
    .returning({ id: nightDigest.id });
  return rows.map(({ id }) => id);
}
