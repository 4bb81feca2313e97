import { openToPatient } from '../delivery/deliver';
import type { FactHandler } from '../platform/handlers';
import { findView } from './store';
import { tellLentReaders } from './tell-lent-readers';

/** Hears `report.viewed`: once a professional has read a report, its patient need not wait any longer. */
export const onReportViewed: FactHandler = async (ctx, tx, fact) => {
  const view = await findView(tx, fact.subjectId);
  if (view?.readerKind === 'professional') await openToPatient(ctx, tx, view.reportId);
};

/** Hears `report.released`: who read the version before by an access that is over is told that it no longer holds. */
export const onReportReleased: FactHandler = (ctx, tx, fact) => tellLentReaders(ctx, tx, fact.subjectId);
