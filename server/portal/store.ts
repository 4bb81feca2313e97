import { and, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { pdfTicket, portalVisit, reportView } from '../../db/schema/portal';
import { report } from '../../db/schema/report';
import type { ReleasedReport } from '../report/read-released';
import type { ReportContent } from '../report/types';
import { type Standing, standingOfGrounds } from './rules';
import type { Ground } from './types';

export type ViewRow = typeof reportView.$inferSelect;
export type TicketRow = typeof pdfTicket.$inferSelect;
export type VisitRow = typeof portalVisit.$inferSelect;

/** The wall's own question, so that a biologist who also prescribes gets here what is addressed to her and nothing else. */
const isAddressed = sql`report_is_addressed_to_actor(${report.id})`;

export type OpenableReport = Pick<
  ReleasedReport,
  'id' | 'dossierId' | 'patientId' | 'version' | 'content' | 'releasedAt' | 'supersededAt' | 'supersedesId' | 'underReview' | 'underReviewSince'
> & { ground: Ground };

const openable = {
  id: report.id,
  dossierId: report.dossierId,
  patientId: report.patientId,
  version: report.version,
  content: sql<ReportContent>`${report.content}`,
  releasedAt: report.releasedAt,
  supersededAt: report.supersededAt,
  supersedesId: report.supersedesId,
  underReview: report.underReview,
  underReviewSince: report.underReviewSince,
  /** The wall's own word for what opens it. */
  ground: sql<Ground>`report_ground(${report.id})`,
};

/** A report that the actor may open, or undefined as if there were none. */
export async function openableReport(tx: Transaction, id: string): Promise<OpenableReport | undefined> {
  return (
    await tx
      .select(openable)
      .from(report)
      .where(and(eq(report.id, id), isAddressed))
  )[0];
}

/** The versions of results that a report tells. */
export async function releasedIds(tx: Transaction, reportId: string): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(
    sql`select jsonb_path_query(content, '$.chapters[*].panels[*].results[*].observationId') #>> '{}' as id from report where id = ${reportId}`,
  );
  return new Set([...rows].map(({ id }) => id));
}

export interface VersionRow {
  reportId: string;
  version: number;
  releasedAt: Date;
}

/** Every version of a dossier's report that the actor may open, newest first. */
export const versionsOf = (tx: Transaction, dossierId: string): Promise<VersionRow[]> =>
  tx
    .select({ reportId: report.id, version: report.version, releasedAt: report.releasedAt })
    .from(report)
    .where(and(eq(report.dossierId, dossierId), isAddressed))
    .orderBy(sql`${report.version} desc`);

export type StoredPdf = Pick<typeof report.$inferSelect, 'pdf' | 'pdfHash' | 'dossierId' | 'patientId' | 'version' | 'supersededAt' | 'underReviewSince'> & {
  content: ReportContent;
};

export async function pdfOf(tx: Transaction, id: string): Promise<StoredPdf | undefined> {
  const rows = await tx
    .select({
      pdf: report.pdf,
      content: openable.content,
      pdfHash: report.pdfHash,
      dossierId: report.dossierId,
      patientId: report.patientId,
      version: report.version,
      supersededAt: report.supersededAt,
      underReviewSince: report.underReviewSince,
    })
    .from(report)
    .where(and(eq(report.id, id), isAddressed));
  return rows[0];
}

/** To whom a reading is news, as far as the actor may know: the recipients of the report among his own. */
export async function recipientKeysOf(tx: Transaction, reportId: string): Promise<string[]> {
  const rows = await tx.execute<{ key: string }>(
    sql`select coalesce(prescriber_id, ward_id, patient_id) as key from report_recipient where report_id = ${reportId}`,
  );
  return rows.map((row) => row.key);
}

export async function availableSince(tx: Transaction, reportId: string): Promise<Date | null> {
  const rows = await tx.execute<{ at: string | null }>(sql`select min(available_at) as at from report_recipient where report_id = ${reportId}`);
  return dateOf(rows[0]?.at ?? null);
}

export async function insertView(tx: Transaction, row: ViewRow): Promise<void> {
  await tx.insert(reportView).values(row);
}

export async function findView(tx: Transaction, id: string): Promise<ViewRow | undefined> {
  return (await tx.select().from(reportView).where(eq(reportView.id, id)))[0];
}

/** Readings of every version of a dossier that the actor may open, newest first, each with its version. */
export const viewsOfDossier = (tx: Transaction, dossierId: string): Promise<(ViewRow & { version: number })[]> =>
  tx
    .select({ ...viewColumns, version: report.version })
    .from(reportView)
    .innerJoin(report, eq(report.id, reportView.reportId))
    .where(and(eq(report.dossierId, dossierId), isAddressed))
    .orderBy(sql`${reportView.viewedAt} desc`, sql`${reportView.id} desc`);

const viewColumns = {
  id: reportView.id,
  reportId: reportView.reportId,
  dossierId: reportView.dossierId,
  readerKind: reportView.readerKind,
  ground: reportView.ground,
  userId: reportView.userId,
  patientId: reportView.patientId,
  readerName: reportView.readerName,
  readerRpps: reportView.readerRpps,
  readerRole: reportView.readerRole,
  medium: reportView.medium,
  viewedAt: reportView.viewedAt,
  address: reportView.address,
};

export async function insertTicket(tx: Transaction, row: Omit<TicketRow, 'usedAt'>): Promise<void> {
  await tx.insert(pdfTicket).values(row);
}

/** Uses a ticket up: true once, for the session it was made for, before it ends. */
export async function spendTicket(
  tx: Transaction,
  ticket: { tokenHash: string; reportId?: string; documentId?: string; sessionId: string },
  now: Date,
): Promise<boolean> {
  const rows = await tx
    .update(pdfTicket)
    .set({ usedAt: now })
    .where(
      and(
        eq(pdfTicket.tokenHash, ticket.tokenHash),
        ticket.documentId === undefined ? isNull(pdfTicket.documentId) : eq(pdfTicket.documentId, ticket.documentId),
        ticket.reportId === undefined ? undefined : eq(pdfTicket.reportId, ticket.reportId),
        eq(pdfTicket.sessionId, ticket.sessionId),
        isNull(pdfTicket.usedAt),
        gt(pdfTicket.expiresAt, now),
      ),
    )
    .returning({ id: pdfTicket.id });
  return rows.length > 0;
}

export async function findVisit(tx: Transaction, userId: string): Promise<VisitRow | undefined> {
  return (await tx.select().from(portalVisit).where(eq(portalVisit.userId, userId)))[0];
}

/** Begins a visit unless one began in this session already; answers whether it did. */
export async function beginVisitOf(tx: Transaction, userId: string, sessionBegan: Date, now: Date): Promise<boolean> {
  const rows = await tx
    .insert(portalVisit)
    .values({ userId, currentVisitAt: now })
    .onConflictDoUpdate({
      target: portalVisit.userId,
      set: { previousVisitAt: sql`${portalVisit.currentVisitAt}`, currentVisitAt: now },
      setWhere: lt(portalVisit.currentVisitAt, sessionBegan),
    })
    .returning({ userId: portalVisit.userId });
  return rows.length > 0;
}

export interface Reader {
  userId: string;
  prescriberId: string | null;
  wardIds: readonly string[];
}

/**
 * The newest version of every dossier that something opens to this reader, without its content. Only what is unread is looked into for its flags; a search
 * looks at names, patient number and dossier number, without accents.
 *
 * It reads the report room's table beside its own: the list is one question to the database or it is slow.
 */
export async function standingsOf(tx: Transaction, reader: Reader, search: string): Promise<(Standing & { patientId: string })[]> {
  const rows = await tx.execute<StandingRow>(sql`
    with opened as (
      select report_id, available_at, kind as ground from report_recipient
      where (kind = 'prescriber' and prescriber_id = ${reader.prescriberId}) or (kind = 'ward' and ward_id = any (${uuids(reader.wardIds)}))
      union all
      select report_id, null, ground from reports_granted_to_actor()),
    grounded as (
      select report_id, min(available_at) as available_at, array_agg(distinct ground) as grounds from opened group by report_id),
    newest as (
      select distinct on (r.dossier_id) r.id, r.dossier_id, r.version, r.under_review_since, r.patient_id, r.kind, r.content, coalesce(g.available_at, r.released_at) as available_at, g.grounds
      from grounded g join report r on r.id = g.report_id
      order by r.dossier_id, r.version desc)
    select n.id, n.patient_id, n.grounds, n.available_at, n.under_review_since, v.read_at, b.version as before_version, b.viewed_at as before_at,
      case when v.read_at is null then jsonb_path_exists(n.content, ${CRITICAL}::jsonpath) else false end as has_critical,
      case when v.read_at is null then n.kind = 'corrective' or jsonb_path_exists(n.content, ${ABNORMAL}::jsonpath) else false end as is_abnormal
    from newest n
    cross join lateral (select min(viewed_at) as read_at from report_view where report_id = n.id and user_id = ${reader.userId}) v
    left join lateral (
      select e.version, w.viewed_at from report_view w join report e on e.id = w.report_id
      where v.read_at is null and w.dossier_id = n.dossier_id and w.user_id = ${reader.userId} and e.version < n.version
      order by e.version desc, w.viewed_at desc limit 1) b on true
    where ${matches(search)}
    order by n.available_at desc, n.id`);
  return rows.map((row) => ({
    reportId: row.id,
    patientId: row.patient_id,
    ...standingOfGrounds(row.grounds),
    readAt: dateOf(row.read_at),
    availableAt: dateOf(row.available_at) ?? new Date(0),
    hasCritical: row.has_critical,
    isAbnormalOrCorrected: row.is_abnormal,
    readBefore: readBeforeOf(row),
    underReviewSince: dateOf(row.under_review_since),
  }));
}

interface StandingRow extends Record<string, unknown> {
  id: string;
  patient_id: string;
  grounds: string[];
  available_at: string;
  read_at: string | null;
  has_critical: boolean;
  is_abnormal: boolean;
  before_version: number | null;
  before_at: string | null;
  under_review_since: string | null;
}

function readBeforeOf({ before_version: version, before_at: at }: StandingRow): Standing['readBefore'] {
  const viewedAt = dateOf(at);
  return version === null || viewedAt === null ? null : { version, viewedAt };
}

const CRITICAL = '$.chapters[*].panels[*].results[*].flag ? (@ starts with "critical")';
const ABNORMAL = '$.chapters[*].panels[*].results[*].flag ? (@ == "high" || @ == "low" || @ == "abnormal")';

/** Every word must be in one of the names or begin a number. */
function matches(search: string) {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return sql`true`;
  const people = sql`translate(lower(concat_ws(' ', n.content #>> '{patient,usedName}', n.content #>> '{patient,birthFamilyName}', n.content #>> '{patient,firstGivenName}',
    n.content #>> '{patient,identifier}', n.content ->> 'accessionNumber')), 'àâäáãéèêëîïíôöóõùûüúçñ', 'aaaaaeeeeiiioooouuuucn')`;
  return sql.join(
    words.map((word) => sql`position(${word} in ${people}) > 0`),
    sql` and `,
  );
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The contents of one page of the list. */
export async function contentsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, ReportContent>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: report.id, content: sql<ReportContent>`${report.content}` })
    .from(report)
    .where(inArray(report.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row.content]));
}

export interface OwnReport {
  id: string;
  content: ReportContent;
  availableAt: Date;
  isRead: boolean;
  hasReadEarlier: boolean;
  isReplaced: boolean;
  isUnderReview: boolean;
}

/** The newest version of every dossier that the patient may open, newest first, and whether he opened it or one before it. */
export async function reportsOfPatient(tx: Transaction, patientId: string, ground: 'self' | 'representation' = 'self'): Promise<OwnReport[]> {
  const isOwn = sql`v.patient_id = ${patientId} and (v.ground = 'representation') = ${ground === 'representation'}`;
  const rows = await tx.execute<OwnReportRow>(sql`
    select * from (
      select distinct on (r.dossier_id) r.id, r.content, a.available_at, r.superseded_at is not null as is_replaced, r.under_review_since is not null as is_under_review,
        exists (select 1 from report_view v where v.report_id = r.id and ${isOwn}) as is_read,
        exists (select 1 from report_view v join report e on e.id = v.report_id where v.dossier_id = r.dossier_id and e.version < r.version and ${isOwn}) as has_read_earlier
      from report_recipient a join report r on r.id = a.report_id
      where a.kind = 'patient' and a.patient_id in (select person_rows(${patientId}::uuid))
      order by r.dossier_id, r.version desc) newest
    order by available_at desc, id`);
  return rows.map((row) => ({
    id: row.id,
    content: row.content,
    availableAt: dateOf(row.available_at) ?? new Date(0),
    isRead: row.is_read,
    hasReadEarlier: row.has_read_earlier,
    isReplaced: row.is_replaced,
    isUnderReview: row.is_under_review,
  }));
}

interface OwnReportRow extends Record<string, unknown> {
  id: string;
  content: ReportContent;
  available_at: string;
  is_read: boolean;
  has_read_earlier: boolean;
  is_replaced: boolean;
  is_under_review: boolean;
}

const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`;

/** The driver hands over instants of raw statements as text. */
const dateOf = (at: string | Date | null): Date | null => (at === null ? null : new Date(at));
