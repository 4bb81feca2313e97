import type { ReadPriors, ReadWanted } from '../expertise/conclude';
import { subjectsOf } from '../platform/facts';
import type { FactHandler, TogetherHandler } from '../platform/handlers';
import { followDossiers } from './follow-dossier';
import { recountDeadlines } from './recount-deadlines';
import { remindOfHold } from './remind-of-hold';
import { reviewControls } from './review-controls';
import { type MayLeave, type ReadUncarried, settleDecision } from './settle-decision';

/** Hears `dossier.revised`: LIS-validated results and the worklist follow. */
export const onDossiersRevised: TogetherHandler = async (ctx, tx, facts) => {
  await followDossiers(ctx, tx, subjectsOf(facts));
  return facts;
};

/** Hears `decision.signed` when its time to undo is over. */
export const onDecisionSigned =
  (asked: { mayLeave: MayLeave; readUncarried: ReadUncarried }): FactHandler =>
  (ctx, tx, fact) =>
    settleDecision(ctx, tx, fact.subjectId, asked);

/** Hears `hold.reminded` when the time has come that a hold asked for. */
export const onHoldReminded: FactHandler = (ctx, tx, fact) => remindOfHold(ctx, tx, fact.subjectId);

/** Hears `delays.changed`: the deadlines of what waits in that laboratory are counted anew. */
export const onDelaysChanged: FactHandler = (ctx, tx, fact) => recountDeadlines(ctx, tx, fact.subjectId);

/** Hears `control.recorded`: what it says of results that were there before it. */
export const onControlsRecorded =
  (readPriors: ReadPriors, readWanted: ReadWanted): FactHandler =>
  (ctx, tx, fact) =>
    reviewControls(ctx, tx, fact.subjectId, readPriors, readWanted);
