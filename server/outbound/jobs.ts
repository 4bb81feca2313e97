import { readEnvironment } from '../platform/env';
import { subjectsOf } from '../platform/facts';
import type { FactHandler, OutsideHandler, TogetherHandler } from '../platform/handlers';
import { comparedAmong, compareWithLis } from './compare-with-lis';
import { LisLinks } from './lis-links';
import { recordAmendmentMessage } from './record-amendment';
import { recordCall } from './record-call';
import { recordDecisionMessage } from './record-decision';
import { recordAcknowledgement, recordAvailability, recordReading } from './record-receipt';
import { recordRequest } from './record-request';
import { sendMessage } from './send-message';
import type { ReceivedMessages } from './types';

const links = new LisLinks();

/** Hears `validation.decided`: the results that were decided on, then the identity that was signed again with them. One handler name for the three: what concerns a dossier is queued in the order it happened. */
export const onValidationDecided =
  (received: ReceivedMessages): FactHandler =>
  async (ctx, tx, fact) => {
    await recordDecisionMessage(ctx, tx, received, fact.subjectId);
    await recordAmendmentMessage(ctx, tx, received, fact.subjectId);
  };

/** Hears `report.available`. */
export const onReportAvailable =
  (received: ReceivedMessages): FactHandler =>
  (ctx, tx, fact) =>
    recordAvailability(ctx, tx, received, fact.subjectId);

/** Hears `report.viewed`. */
export const onReportViewed =
  (received: ReceivedMessages): FactHandler =>
  (ctx, tx, fact) =>
    recordReading(ctx, tx, received, fact.subjectId);

/** Hears `report.acknowledged`. */
export const onReportAcknowledged =
  (received: ReceivedMessages): FactHandler =>
  (ctx, tx, fact) =>
    recordAcknowledgement(ctx, tx, received, fact.subjectId);

/** Hears `call.closed`. */
export const onCallClosed =
  (received: ReceivedMessages): FactHandler =>
  (ctx, tx, fact) =>
    recordCall(ctx, tx, received, fact.subjectId);

/** Hears `request.made`, also when it was taken back. */
export const onRequestMade =
  (received: ReceivedMessages): FactHandler =>
  (ctx, tx, fact) =>
    recordRequest(ctx, tx, received, fact.subjectId);

/** Hears `dossier.revised`: what the LIS says now against what it was told. */
export const onDossiersRevised =
  (received: ReceivedMessages): TogetherHandler =>
  async (ctx, tx, facts) => {
    for (const dossierId of await comparedAmong(tx, subjectsOf(facts))) await compareWithLis(ctx, tx, received, dossierId);
    return facts;
  };

/** Hears `outbound.queued`: speaks MLLP, outside any transaction. */
export const onOutboundQueued =
  (received: ReceivedMessages): OutsideHandler =>
  (ctx, fact) =>
    sendMessage(
      ctx,
      {
        links,
        defaultUrl: readEnvironment().LIS_URL ?? null,
        answerSecondsOf: async (tx, laboratoryId) => (await received.settingsOf(tx, laboratoryId)).answerTimeoutSeconds,
      },
      fact,
    );

/** For the end of the process: what is in flight gets its answer first. */
export const closeLisLinks = (): Promise<void> => links.close();
