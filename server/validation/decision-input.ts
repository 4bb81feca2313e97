import type { SignedIntent } from './statement';

export interface RecordDecisionInput extends SignedIntent {
  dossierId: string;
  fingerprint: string;
  /** What she proved herself with, for this act on this fingerprint: good for one decision, or for its batch. */
  proofId: string;
  /** One per press of the button: a repeated request finds the decision that the first one made. */
  idempotencyKey: string;
  /** Signed with others by one proof: the batch that names this fingerprint. */
  batchId?: string | null;
  /** How long it waits for those that are signed after it. */
  waitMs?: number;
}

export interface RecordedDecision {
  decisionId: string;
  signedAt: Date;
  effectiveAt: Date;
  state: string;
  /** Another biologist has to read it first: its time to undo begins when she agrees. */
  isUnread: boolean;
}
