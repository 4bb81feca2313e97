import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { userAccount } from '../../db/schema/access';
import { reportAcknowledgement, reportView } from '../../db/schema/portal';
import { report, reportRecipient } from '../../db/schema/report';
import type { NamedPerson } from './types';

/** The few columns that a receipt needs, never a content or a PDF. */
const reportHead = { id: report.id, dossierId: report.dossierId, version: report.version, kind: report.kind, releasedAt: report.releasedAt };

export type ReportHead = Pick<typeof report.$inferSelect, 'id' | 'dossierId' | 'version' | 'kind' | 'releasedAt'>;
export type RecipientRow = typeof reportRecipient.$inferSelect;
export type ViewRow = typeof reportView.$inferSelect;

export async function recipientWithReport(tx: Transaction, id: string): Promise<{ recipient: RecipientRow; report: ReportHead } | undefined> {
  const [row] = await tx
    .select({ recipient: reportRecipient, report: reportHead })
    .from(reportRecipient)
    .innerJoin(report, eq(report.id, reportRecipient.reportId))
    .where(eq(reportRecipient.id, id));
  return row;
}

export async function viewWithReport(tx: Transaction, id: string): Promise<{ view: ViewRow; report: ReportHead } | undefined> {
  const [row] = await tx
    .select({ view: reportView, report: reportHead })
    .from(reportView)
    .innerJoin(report, eq(report.id, reportView.reportId))
    .where(eq(reportView.id, id));
  return row;
}

export async function acknowledgementWithReport(
  tx: Transaction,
  id: string,
): Promise<{ acknowledgement: typeof reportAcknowledgement.$inferSelect; report: ReportHead } | undefined> {
  const [row] = await tx
    .select({ acknowledgement: reportAcknowledgement, report: reportHead })
    .from(reportAcknowledgement)
    .innerJoin(report, eq(report.id, reportAcknowledgement.reportId))
    .where(eq(reportAcknowledgement.id, id));
  return row;
}

/** Names of a member of staff, apart, as XCN wants them. */
export async function personOfUser(tx: Transaction, userId: string): Promise<NamedPerson | undefined> {
  const [row] = await tx
    .select({ rppsNumber: userAccount.rppsNumber, familyName: userAccount.familyName, givenName: userAccount.givenName, title: userAccount.title })
    .from(userAccount)
    .where(eq(userAccount.id, userId));
  return row;
}
