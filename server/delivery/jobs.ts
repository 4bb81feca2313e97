import { subjectsOf } from '../platform/facts';
import type { FactHandler, OutsideHandler, TogetherHandler } from '../platform/handlers';
import { readReportedAmong } from '../report/read-released';
import { deliver, openToPatient } from './deliver';
import { followDossier } from './follow-dossier';
import { reopen } from './reopen';
import { sendCode } from './send-code';
import { sendNotice } from './send-notice';

/** Hears `report.released`. */
export const onReportReleased: FactHandler = (ctx, tx, fact) => deliver(ctx, tx, fact.subjectId);

/** Hears `dossier.revised`: who is named only since the release. */
export const onDossiersRevised: TogetherHandler = async (ctx, tx, facts) => {
  for (const dossierId of await readReportedAmong(tx, subjectsOf(facts))) await followDossier(ctx, tx, dossierId);
  return facts;
};

/** Hears `opposition.ended`: what came while the patient opposed. */
export const onOppositionEnded: FactHandler = (ctx, tx, fact) => reopen(ctx, tx, fact.subjectId);

/** Hears `report.held`, due when the waiting time is over. */
export const onReportHeld: FactHandler = (ctx, tx, fact) => openToPatient(ctx, tx, fact.subjectId);

/** Hears `notice.requested`; speaks to the mail server. */
export const onNoticeRequested: OutsideHandler = (ctx, fact) => sendNotice(ctx, fact.subjectId);

/** Hears `code.requested`; speaks to the SMS gateway. */
export const onCodeRequested: OutsideHandler = (ctx, fact) => sendCode(ctx, fact.subjectId);

/** Seconds between two tries of a mail: it may wait for a mail server that is away for hours. */
export const NOTICE_BACKOFF = [5, 30, 120, 600, 1800, 3600] as const;
/** A code is wanted now or not at all. */
export const CODE_BACKOFF = [2, 5, 10, 30] as const;
