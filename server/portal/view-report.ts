import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { announcedLater } from '../report/announced-in';
import { patientReportOf } from './patient-rules';
import { type Reader, recordReading } from './record-reading';
import { availableSince, type OpenableReport, openableReport, type VersionRow, type ViewRow, versionsOf, viewsOfDossier } from './store';
import type { PatientReport, ViewedReport } from './types';

type NotFound = Refusal<'not-found'>;

/**
 * Answers a report to a prescriber or a ward, and never without the reading on record. A version that was replaced stays readable and says by which
 * one.
 */
export async function viewReport(ctx: Context<ProfessionalActor>, input: { reportId: string }): Promise<Outcome<ViewedReport, NotFound>> {
  const denied = requireAccess(ctx, 'report.view');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const report = await openableReport(tx, input.reportId);
    if (!report) return refuse('not-found');
    const readBefore = await readBeforeOf(ctx, tx, report);
    const viewedAt = await recordReading(ctx, tx, report, 'screen');
    const versions = await versionsOf(tx, report.dossierId);
    return done({
      reportId: report.id,
      content: report.content,
      releasedAt: report.releasedAt,
      viewedAt,
      replacedBy: newerThan(report.version, versions),
      underReview: underReviewOf(report),
      replaced: versions.find((version) => version.reportId === report.supersedesId) ?? null,
      readBefore,
      announcedLater: await announcedLater(tx, report.dossierId, report.content),
    });
  });
}

/** The same for the patient himself: every result and every note, in the laboratory's order. */
export async function viewMyReport(ctx: Context<PatientActor>, input: { reportId: string }): Promise<Outcome<PatientReport, NotFound>> {
  const denied = requireAccess(ctx, 'patient.read');
  if (denied) return denied;
  return ctx.transaction(async (tx: Transaction) => {
    const report = await openableReport(tx, input.reportId);
    if (!report) return refuse('not-found');
    const readBefore = await readBeforeOf(ctx, tx, report);
    const at = await recordReading(ctx, tx, report, 'screen');
    return done({
      ...patientReportOf(report.content),
      reportId: report.id,
      at,
      availableAt: (await availableSince(tx, report.id)) ?? report.releasedAt,
      replacedBy: newerThan(report.version, await versionsOf(tx, report.dossierId)),
      isReplaced: report.supersededAt !== null,
      readBefore,
      underReview: underReviewOf(report),
    });
  });
}

/** Of this very person: another reader of the same ward, or a patient's representative, has read for herself. */
async function readBeforeOf(ctx: Context<Reader>, tx: Transaction, report: OpenableReport): Promise<{ version: number; viewedAt: Date } | null> {
  const { actor } = ctx;
  const isMine = (view: ViewRow) =>
    actor.kind === 'professional'
      ? view.userId === actor.userId
      : view.readerKind === 'patient' && view.patientId === actor.patientId && (view.readerRole === 'representative') === (actor.representationId !== null);
  const earlier = (await viewsOfDossier(tx, report.dossierId)).filter((view) => view.version < report.version && isMine(view));
  // Newest reading first: of the newest version that was read, the last time.
  const [last] = earlier.toSorted((a, b) => b.version - a.version);
  return last ? { version: last.version, viewedAt: last.viewedAt } : null;
}

const newerThan = (version: number, versions: readonly VersionRow[]): VersionRow | null => {
  const [newest] = versions;
  return newest && newest.version > version ? newest : null;
};

/** A replaced version says by which one; only the version in force can be under review. */
function underReviewOf(report: OpenableReport): { since: Date; labels: string[] } | null {
  if (report.underReviewSince === null || report.supersededAt !== null) return null;
  return { since: report.underReviewSince, labels: report.underReview };
}
