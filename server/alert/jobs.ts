import { subjectsOf } from '../platform/facts';
import type { FactHandler, OutsideHandler, TogetherHandler } from '../platform/handlers';
import { followCalls } from './follow-calls';
import { type Notify, sendCallNotice } from './send-notice';
import { dossiersWithOpenCall } from './store';
import { takeStep } from './take-step';

/** Hears `validation.decided`: a critical value that takes effect is to be announced. */
export const onValidationDecided: FactHandler = async (ctx, tx, { dossierId }) => {
  if (dossierId !== null) await followCalls(ctx, tx, dossierId);
};

/** Hears `dossier.revised`: what was corrected while somebody is being sought is not said any more. Nearly no dossier has an open call. */
export const onDossiersRevised: TogetherHandler = async (ctx, tx, facts) => {
  for (const dossierId of await dossiersWithOpenCall(tx, subjectsOf(facts))) await followCalls(ctx, tx, dossierId);
  return facts;
};

/** Hears `call.step-due`, at the minute of the step. */
export const onStepDue: FactHandler = (ctx, tx, fact) => takeStep(ctx, tx, fact.subjectId);

/** Hears `call.notice-queued`; speaks to the outside by whatever the wiring gives. */
export const onNoticeQueued =
  (notify: Notify): OutsideHandler =>
  (ctx, fact) =>
    sendCallNotice(ctx, fact.subjectId, notify);

/** Seconds between two tries: somebody is to be woken now. */
export const CALL_BACKOFF = [5, 15, 30, 60] as const;
