import { readEnvironment } from '../platform/env';
import type { FactHandler, OutsideHandler } from '../platform/handlers';
import { LisLinks } from './lis-links';
import { type ReceivedMessages, recordDecisionMessage } from './record-decision';
import { recordAvailability, recordReading } from './record-receipt';
import { sendMessage } from './send-message';

const links = new LisLinks();

/** Hears `validation.decided`. One handler name for the three: what concerns a dossier is queued in the order it happened. */
export const onValidationDecided =
  (received: ReceivedMessages): FactHandler =>
  (ctx, tx, fact) =>
    recordDecisionMessage(ctx, tx, received, fact.subjectId);

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

/** Hears `outbound.queued`: speaks MLLP, outside any transaction. */
export const onOutboundQueued: OutsideHandler = (ctx, fact) => sendMessage(ctx, { links, defaultUrl: readEnvironment().LIS_URL ?? null }, fact);

/** For the end of the process: what is in flight gets its answer first. */
export const closeLisLinks = (): Promise<void> => links.close();
