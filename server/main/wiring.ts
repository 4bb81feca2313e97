import { ACCOUNT_CODE_BACKOFF, ACCOUNT_WORD_BACKOFF, onAccountCodeRequested, onAccountWordRequested } from '../access/account-jobs';
import { NOTICE_MAIL_BACKOFF, onSecurityTold } from '../access/jobs';
import { sweepAccess } from '../access/sweep-access';
import { sweepMaintenance } from '../access/sweep-maintenance';
import { sweepNoticeMail } from '../access/sweep-notice-mail';
import { sweepAdvice } from '../advice/sweep-advice';
import { CALL_BACKOFF, onValidationDecided as onDecisionForCall, onNoticeQueued, onDossiersRevised as onRevisionsForCall, onStepDue } from '../alert/jobs';
import { sweepCalls } from '../alert/sweep-calls';
import { onValidationDecided as onDecisionForSample, onExpertiseConcluded } from '../autoverification/jobs';
import { mayLeave } from '../autoverification/may-leave';
import { acceptedLaboratories } from '../autoverification/read-accepted';
import { readGate } from '../autoverification/replay-gate';
import { sweepAutoverification } from '../autoverification/sweep';
import {
  CODE_BACKOFF,
  NOTICE_BACKOFF,
  onCodeRequested,
  onDossiersRevised as onDossiersForDelivery,
  onNoticeRequested,
  onOppositionEnded,
  onReportHeld,
  onReportReleased,
} from '../delivery/jobs';
import { sweepNotices } from '../delivery/sweep-notices';
import { sweepDuty } from '../duty/sweep-duty';
import { sweepReplays as sweepRuleReplays } from '../expertise/continue-replay';
import { onDossiersRevised as onDossiersForRules, onReplayAsked as onRulesReplayed } from '../expertise/jobs';
import { sweepExpertise } from '../expertise/sweep';
import { makeDigests } from '../handover/make-digests';
import { readSitesBeingHandedOver } from '../handover/read-open-sites';
import { sweepHandovers } from '../handover/sweep-handovers';
import { sweepNeeds } from '../handover/sweep-needs';
import { sweepReplays } from '../inbound/continue-replay';
import { onDossierAttached, onMappingMade, onMessagesStored, onReplayAsked, onReplayContinued } from '../inbound/jobs';
import { readIsUncarried, readLinesSince, readNewestMessage, readOutboundSettings, readReceivedMessage, saidLine } from '../inbound/read-received';
import { sweepInbound } from '../inbound/sweep';
import { sweepCertificates } from '../inbound/sweep-certificates';
import { sweepDevices } from '../inbound/sweep-devices';
import { sweepRepair } from '../inbound/sweep-repair';
import {
  onCallClosed,
  onOutboundQueued,
  onReportAcknowledged,
  onReportAvailable,
  onReportViewed,
  onRequestMade,
  onDossiersRevised as onRevisionsForLis,
  onValidationDecided,
} from '../outbound/jobs';
import { RETRY_SECONDS } from '../outbound/rules';
import { sweepOutbound } from '../outbound/sweep-outbound';
import { sweepPacks } from '../pack/sweep-packs';
import type { Context } from '../platform/context';
import type { Wiring } from '../platform/handlers';
import { sweepDoneTasks } from '../platform/sweep-done-tasks';
import { onReportViewed as onReadingForPatient, onReportReleased as onReplacementForReaders } from '../portal/jobs';
import { sweepReconciliation } from '../reconciliation/sweep';
import { onValidationDecided as onDecisionForReport, onDossiersRevised as onRevisionsForReport } from '../report/jobs';
import { sweepReports } from '../report/sweep';
import { onDossiersMoved } from '../statistics/jobs';
import { sweepActivity } from '../statistics/sweep-activity';
import { onControlsRecorded, onDecisionSigned, onDelaysChanged, onDossiersRevised, onHoldReminded } from '../validation/jobs';
import { readPriorsForRules } from '../validation/read-priors-of-many';
import { sweepControls } from '../validation/review-controls';
import { sweepValidation } from '../validation/sweep';
import { onWakeAsked, onWakeOverdue, WAKE_BACKOFF } from '../wake/jobs';
import { sweepWakes } from '../wake/sweep-wakes';
import { notifyByChannels } from './notify-by-channels';

/** Edges do not know each other: what outbound needs of received messages is handed to it here. */
export const RECEIVED_MESSAGES = {
  byId: readReceivedMessage,
  newestOf: readNewestMessage,
  linesSince: readLinesSince,
  lineOf: saidLine,
  settingsOf: readOutboundSettings,
};

/** Who listens to which fact: the whole product on one page. A room tells, this file says who hears. */
export const WIRING: readonly Wiring[] = [
  { fact: 'message.stored', handler: 'inbound.apply', runTogether: onMessagesStored, tells: 'dossier.revised' },
  { fact: 'replay.asked', handler: 'inbound.replay', run: onReplayAsked },
  { fact: 'replay.continued', handler: 'inbound.replay-period', run: onReplayContinued },
  { fact: 'dossier.attached', handler: 'inbound.attach', run: onDossierAttached },
  { fact: 'mapping.made', handler: 'inbound.map', run: onMappingMade },
  {
    fact: 'dossier.revised',
    handler: 'expertise.conclude',
    runTogether: onDossiersForRules(readPriorsForRules, acceptedLaboratories),
    tells: 'expertise.concluded',
  },
  { fact: 'rules.replay-asked', handler: 'expertise.replay', run: onRulesReplayed(readPriorsForRules, readGate) },
  { fact: 'dossier.revised', handler: 'validation.follow', runTogether: onDossiersRevised },
  { fact: 'expertise.concluded', handler: 'validation.follow', runTogether: onDossiersRevised },
  { fact: 'expertise.concluded', handler: 'autoverification.decide', runTogether: onExpertiseConcluded(readSitesBeingHandedOver) },
  { fact: 'control.recorded', handler: 'validation.controls', run: onControlsRecorded(readPriorsForRules, acceptedLaboratories) },
  { fact: 'part.moved', handler: 'validation.follow', runTogether: onDossiersRevised },
  { fact: 'delays.changed', handler: 'validation.recount', run: onDelaysChanged },
  {
    fact: 'decision.signed',
    handler: 'validation.settle',
    run: onDecisionSigned({ mayLeave: mayLeave(readSitesBeingHandedOver), readUncarried: readIsUncarried }),
  },
  { fact: 'hold.reminded', handler: 'validation.remind', run: onHoldReminded },
  { fact: 'validation.decided', handler: 'alert.open', run: onDecisionForCall },
  { fact: 'call.step-due', handler: 'alert.step', run: onStepDue },
  { fact: 'call.notice-queued', handler: 'alert.wake', runOutside: onNoticeQueued(notifyByChannels), backoffSeconds: CALL_BACKOFF },
  { fact: 'dossier.revised', handler: 'alert.follow', concerns: 'decided', runTogether: onRevisionsForCall },
  { fact: 'dossier.revised', handler: 'report.review', concerns: 'decided', runTogether: onRevisionsForReport },
  { fact: 'validation.decided', handler: 'autoverification.draw', run: onDecisionForSample },
  { fact: 'validation.decided', handler: 'report.compose', run: onDecisionForReport },
  { fact: 'validation.decided', handler: 'outbound.tell', run: onValidationDecided(RECEIVED_MESSAGES) },
  { fact: 'report.released', handler: 'delivery.deliver', run: onReportReleased },
  { fact: 'report.released', handler: 'portal.replaced', run: onReplacementForReaders },
  { fact: 'dossier.revised', handler: 'delivery.follow', concerns: 'decided', runTogether: onDossiersForDelivery },
  { fact: 'opposition.ended', handler: 'delivery.reopen', run: onOppositionEnded },
  { fact: 'report.held', handler: 'delivery.hold', run: onReportHeld },
  { fact: 'notice.requested', handler: 'delivery.notice', runOutside: onNoticeRequested, backoffSeconds: NOTICE_BACKOFF },
  { fact: 'code.requested', handler: 'delivery.code', runOutside: onCodeRequested, backoffSeconds: CODE_BACKOFF },
  { fact: 'account-code.requested', handler: 'access.code', runOutside: onAccountCodeRequested, backoffSeconds: ACCOUNT_CODE_BACKOFF },
  { fact: 'account-word.requested', handler: 'access.word', runOutside: onAccountWordRequested, backoffSeconds: ACCOUNT_WORD_BACKOFF },
  { fact: 'report.viewed', handler: 'portal.viewed', run: onReadingForPatient },
  { fact: 'report.available', handler: 'outbound.tell', run: onReportAvailable(RECEIVED_MESSAGES) },
  { fact: 'report.viewed', handler: 'outbound.tell', run: onReportViewed(RECEIVED_MESSAGES) },
  { fact: 'report.acknowledged', handler: 'outbound.tell', run: onReportAcknowledged(RECEIVED_MESSAGES) },
  { fact: 'call.closed', handler: 'outbound.tell', run: onCallClosed(RECEIVED_MESSAGES) },
  { fact: 'request.made', handler: 'outbound.tell', run: onRequestMade(RECEIVED_MESSAGES) },
  { fact: 'dossier.revised', handler: 'outbound.compare', concerns: 'decided', runTogether: onRevisionsForLis(RECEIVED_MESSAGES) },
  { fact: 'dossier.revised', handler: 'statistics.follow', runTogether: onDossiersMoved },
  { fact: 'validation.decided', handler: 'statistics.follow', runTogether: onDossiersMoved },
  { fact: 'report.available', handler: 'statistics.follow', runTogether: onDossiersMoved },
  { fact: 'report.viewed', handler: 'statistics.follow', runTogether: onDossiersMoved },
  { fact: 'outbound.queued', handler: 'outbound.send', runOutside: onOutboundQueued(RECEIVED_MESSAGES), backoffSeconds: RETRY_SECONDS },
  { fact: 'wake.asked', handler: 'wake.push', runOutside: onWakeAsked, backoffSeconds: WAKE_BACKOFF },
  { fact: 'wake.overdue', handler: 'wake.sms', runOutside: onWakeOverdue, backoffSeconds: WAKE_BACKOFF },
  { fact: 'security.told', handler: 'access.mail', runOutside: onSecurityTold, backoffSeconds: NOTICE_MAIL_BACKOFF },
];

/** Who compares intents with outcomes, every minute and at every start. */
export const SWEEPERS: readonly { name: string; run(ctx: Context): Promise<unknown> }[] = [
  { name: 'access', run: sweepAccess },
  { name: 'inbound', run: sweepInbound },
  { name: 'repair', run: sweepRepair },
  { name: 'devices', run: sweepDevices },
  { name: 'certificates', run: sweepCertificates },
  { name: 'replay', run: sweepReplays },
  { name: 'expertise', run: (ctx) => sweepExpertise(ctx, readPriorsForRules, acceptedLaboratories) },
  { name: 'rules', run: sweepRuleReplays },
  { name: 'validation', run: sweepValidation },
  { name: 'controls', run: (ctx) => sweepControls(ctx, readPriorsForRules, acceptedLaboratories) },
  { name: 'autoverification', run: (ctx) => sweepAutoverification(ctx, readSitesBeingHandedOver) },
  { name: 'calls', run: sweepCalls },
  { name: 'report', run: sweepReports },
  { name: 'delivery', run: sweepNotices },
  { name: 'statistics', run: sweepActivity },
  { name: 'outbound', run: (ctx) => sweepOutbound(ctx, RECEIVED_MESSAGES) },
  { name: 'maintenance', run: sweepMaintenance },
  { name: 'security', run: sweepNoticeMail },
  { name: 'duty', run: sweepDuty },
  { name: 'handover', run: sweepHandovers },
  { name: 'digest', run: makeDigests },
  { name: 'needs', run: sweepNeeds },
  { name: 'wake', run: sweepWakes },
  { name: 'advice', run: sweepAdvice },
  { name: 'pack', run: sweepPacks },
  { name: 'reconciliation', run: sweepReconciliation },
  { name: 'history', run: sweepDoneTasks },
];
