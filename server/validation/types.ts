import type { IdentityAmendment } from '../dossier/identity-rules';
import type { DecisionKind } from './kinds';

/** Where one result stands; derived from its versions and the decisions on them, never stored. */
export type ObservationStanding =
  /** The laboratory has not measured it yet. */
  | 'awaited'
  /** Waits for a biologist. */
  | 'awaiting'
  | 'held'
  /** Not released: the laboratory was told why and asked to measure again. */
  | 'refused'
  /** Signed; its time to undo runs. */
  | 'pending'
  | 'validated'
  /** Taken away before anybody decided on it: nothing to do. */
  | 'dropped';

/** Where a dossier stands; refused results wait with the held ones, for the laboratory. */
export type DossierStanding = 'expected' | 'awaiting' | 'held' | 'pending' | 'partial' | 'validated' | 'empty';

/** Where a change of identity stands that came after a decision had taken effect. */
export interface IdentityReview extends IdentityAmendment {
  /** The signature that covers it and can still be undone; null = it waits for a biologist. */
  decisionId: string | null;
}

export type DecisionState = 'pending' | 'effective' | 'cancelled';

/** One version of one result, as far as standings need it. */
export interface VersionFacts {
  id: string;
  observationKey: string;
  version: number;
  contentHash: string;
  status: string;
}

/** An active decision on a version. */
export interface VersionDecision {
  observationVersionId: string;
  decisionId: string;
  kind: DecisionKind;
  state: DecisionState;
  /** A hold whose time to be looked at again has come. */
  isReminded?: boolean;
  /** Another biologist has to read it before it can have effect. */
  isUnread?: boolean;
}

export interface StandingOfObservation {
  observationKey: string;
  /** The newest version: the one to decide on. */
  currentId: string;
  standing: ObservationStanding;
  decisionId: string | null;
  /** On hold, and the time to look at it again has come. */
  isReminded?: boolean;
  /** Signed, and a second reader is asked for. */
  isUnread?: boolean;
  /** An earlier version with other content was validated: this one replaces something already decided. */
  replacesId: string | null;
}
