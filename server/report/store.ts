import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { report, reportRecipient } from '../../db/schema/report';
import type { ReportContent } from './types';

export type ReportRow = typeof report.$inferSelect;
export type ReleasedReport = Omit<ReportRow, 'pdf' | 'content'> & { content: ReportContent };

const { pdf: _, content, ...columns } = getTableColumns(report);
const withoutPdf = { ...columns, content: sql<ReportContent>`${content}` };

export async function insertReport(tx: Transaction, row: Omit<ReportRow, 'content'> & { content: ReportContent }): Promise<void> {
  await tx.insert(report).values(row);
}

export async function releasedReport(tx: Transaction, id: string): Promise<ReleasedReport | undefined> {
  const [row] = await tx.select(withoutPdf).from(report).where(eq(report.id, id));
  return row;
}

export async function latestReport(tx: Transaction, dossierId: string): Promise<ReleasedReport | undefined> {
  const [row] = await tx.select(withoutPdf).from(report).where(eq(report.dossierId, dossierId)).orderBy(desc(report.version)).limit(1);
  return row;
}

export async function isDecisionReported(tx: Transaction, decisionId: string): Promise<boolean> {
  const rows = await tx.select({ id: report.id }).from(report).where(eq(report.decisionId, decisionId));
  return rows.length > 0;
}

export async function markSuperseded(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx
    .update(report)
    .set({ supersededAt: at })
    .where(and(eq(report.id, id), isNull(report.supersededAt)));
}

export async function markUnderReview(tx: Transaction, id: string, labels: string[], since: Date | null): Promise<void> {
  await tx.update(report).set({ underReview: labels, underReviewSince: since }).where(eq(report.id, id));
}

/** Whose screens follow this report. */
export async function recipientKeys(tx: Transaction, reportId: string): Promise<string[]> {
  const rows = await tx.select().from(reportRecipient).where(eq(reportRecipient.reportId, reportId));
  return [...new Set(rows.flatMap((row) => row.prescriberId ?? row.wardId ?? row.patientId ?? []))];
}

/** Effective validations that were never told to the report: no task, open or done, carries them, and, since what was done long ago is swept away, no version came after them. */
export async function unreportedDecisions(tx: Transaction): Promise<{ id: string; dossierId: string }[]> {
  return tx.execute<{ id: string; dossierId: string }>(sql`
    select d.id, d.dossier_id as "dossierId" from validation_decision d
    where d.state = 'effective' and validates(d.kind)
      and not exists (select 1 from fact_task t where t.handler = 'report.compose' and t.subject_id = d.id)
      and not exists (select 1 from report r where r.dossier_id = d.dossier_id and r.released_at >= d.effective_at)
    limit 500`);
}

export async function dossiersReported(tx: Transaction, patientId: string): Promise<string[]> {
  const rows = await tx.selectDistinct({ dossierId: report.dossierId }).from(report).where(eq(report.patientId, patientId));
  return rows.map((row) => row.dossierId);
}

export async function reportedAmong(tx: Transaction, dossierIds: readonly string[]): Promise<string[]> {
  const rows = await tx.selectDistinct({ dossierId: report.dossierId }).from(report).where(isAmong(report.dossierId, dossierIds)).orderBy(report.dossierId);
  return rows.map((row) => row.dossierId);
}
