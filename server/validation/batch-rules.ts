import type { ControlState } from '../dossier/control-words';
import { classOf, flagOf, isAbnormal, isCritical, unknownFlags } from '../dossier/values';
import type { ObservationStanding } from './types';

/** As many as a person can look at one by one. */
export const BATCH_MOST = 20;

/** A result that was on the screen for less was not read. */
export const SEEN_AT_LEAST_MS = 500;

/** Everything that keeps a dossier out of a batch, in the order in which it is told. One of them is enough: it is then read and signed by itself. */
export const BATCH_BARS = [
  'not-displayed',
  'test-message',
  'nothing-waits',
  'identity-changed',
  'identity-not-guaranteed',
  'call-open',
  'set-aside',
  'opened-elsewhere',
  'request-open',
  'second-reader',
  'own-result',
  'awaited',
  'bedside',
  'executed-elsewhere',
  'replaces-released',
  'not-a-result',
  'critical',
  'flagged',
  'not-evaluated',
  'analyser-flag',
  'control-failed',
  'measured-again',
  'sample-remark',
  'documents',
  'no-verdict',
  'rule-found',
  'rule-not-evaluable',
] as const;
export type BatchBar = (typeof BATCH_BARS)[number];

/** A dossier as the policy of batches looks at it. */
export interface BatchFacts {
  isTest: boolean;
  identityGuaranteed: boolean;
  hasIdentityChange: boolean;
  hasOpenCall: boolean;
  isOpenedElsewhere: boolean;
  hasOpenRequest: boolean;
  needsSecondReader: boolean;
  hasOwnResult: boolean;
  hasDocuments: boolean;
  hasSampleRemark: boolean;
  /** What the rules said of this revision, whether a biologist has approved them or not; null = they have not been asked yet. */
  verdict: { findings: number; isEvaluable: boolean } | null;
  results: readonly BatchResult[];
}

export interface BatchResult {
  id: string;
  standing: ObservationStanding;
  isReminded: boolean;
  isUnread: boolean;
  replacesReleased: boolean;
  status: string;
  interpretation: string;
  origin: string;
  isExecutedElsewhere: boolean;
  analyserFlags: number;
  controls: readonly ControlState[];
  /** It had another value before a rerun, or was diluted. */
  isMeasuredAgain: boolean;
}

/** A result that was drawn in sight, and for how long. */
export interface SeenResult {
  id: string;
  ms: number;
}

/**
 * Says everything that keeps a dossier out of a batch; none = every one of its results was displayed, and none of them asks for more than a look. Conservative: what
 * is not known counts as against it, and what stands out in any way is read in its own card, with what surrounds it.
 * @see GBUI V-1, V-2a; issue « Batch validation only for rows actually displayed »; docs/decisions/018-batch.md
 */
export function batchBarsOf(dossier: BatchFacts, seen: readonly SeenResult[]): BatchBar[] {
  const { results, verdict } = dossier;
  const longEnough = new Set(seen.filter(({ ms }) => ms >= SEEN_AT_LEAST_MS).map(({ id }) => id));
  const shown = results.filter(({ standing }) => standing !== 'dropped');
  const open = shown.filter(({ standing }) => standing === 'awaiting');
  const any = (holds: (result: BatchResult) => boolean) => open.some(holds);
  const found: Record<BatchBar, boolean> = {
    'not-displayed': shown.some(({ id }) => !longEnough.has(id)),
    'test-message': dossier.isTest,
    'nothing-waits': open.length === 0,
    'identity-changed': dossier.hasIdentityChange,
    'identity-not-guaranteed': !dossier.identityGuaranteed,
    'call-open': dossier.hasOpenCall,
    'set-aside': shown.some(isSetAside),
    'opened-elsewhere': dossier.isOpenedElsewhere,
    'request-open': dossier.hasOpenRequest,
    'second-reader': dossier.needsSecondReader,
    'own-result': dossier.hasOwnResult,
    awaited: shown.some(({ standing }) => standing === 'awaited'),
    bedside: any(({ origin }) => origin !== ''),
    'executed-elsewhere': any(({ isExecutedElsewhere }) => isExecutedElsewhere),
    'replaces-released': any(({ replacesReleased }) => replacesReleased),
    'not-a-result': any(({ status }) => classOf(status) !== 'result'),
    critical: any(({ interpretation }) => isCritical(flagOf(interpretation))),
    flagged: any(({ interpretation }) => isAbnormal(flagOf(interpretation)) || unknownFlags(interpretation).length > 0),
    'not-evaluated': any(({ interpretation }) => flagOf(interpretation) === 'not-evaluated'),
    'analyser-flag': any(({ analyserFlags }) => analyserFlags > 0),
    'control-failed': any(({ controls }) => controls.some((state) => state === 'out' || state === 'warning')),
    'measured-again': any(({ isMeasuredAgain }) => isMeasuredAgain),
    'sample-remark': dossier.hasSampleRemark,
    documents: dossier.hasDocuments,
    'no-verdict': verdict === null,
    'rule-found': verdict !== null && verdict.findings > 0,
    'rule-not-evaluable': verdict !== null && !verdict.isEvaluable,
  };
  return BATCH_BARS.filter((bar) => found[bar]);
}

const isSetAside = ({ standing, isReminded, isUnread }: BatchResult): boolean =>
  standing === 'held' || standing === 'refused' || standing === 'pending' || isReminded || isUnread;
