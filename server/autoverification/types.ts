import type { autoverificationAcceptance } from '../../db/schema/autoverification';

export type AcceptanceRow = typeof autoverificationAcceptance.$inferSelect;

/** Which examinations: whole chapters of the catalogue, and single ones beside them. */
export interface Scope {
  chapters: readonly string[];
  testCodes: readonly string[];
}

/** An acceptance, as far as the rules need it. */
export interface Acceptance
  extends Scope,
    Pick<AcceptanceRow, 'id' | 'userId' | 'ruleSetId' | 'ruleSetVersionId' | 'startsAt' | 'endsAt' | 'endedAt' | 'acceptedAt'> {
  siteIds: readonly string[];
}

/** How the four switches stand for one dossier; each is off until somebody has put it on. */
export interface Switches {
  all: boolean;
  site: boolean;
  ruleSet: boolean;
  biologist: boolean;
}

export interface Circumstances {
  switches: Switches;
  /** Who answers for the site at this instant; null = nobody. */
  responsible: { userId: string; isOnDuty: boolean } | null;
  /** Hers that is in force. */
  acceptance: Acceptance | null;
  /** The rules of the dossier's laboratory as they are at this instant. */
  rulesInForce: { versionId: string | null; isSuspended: boolean };
  /** The site is being handed over: whose it will be is not settled. */
  isHandoverOpen: boolean;
}

export interface ExaminedResult {
  /** The version to decide on. */
  id: string;
  code: string;
  /** Of the catalogue; null when it does not know the code. */
  chapter: string | null;
  status: string;
  interpretation: string;
  origin: string;
  /** Another laboratory executed it: that one validates its part first (GBUI XIV-2). */
  isExecutedElsewhere: boolean;
  replacesReleased: boolean;
  needsSecondReader: boolean;
  /** Its technical validation bears the name of whoever would be signed for. */
  isOwn: boolean;
}

export interface Examined {
  dossierId: string;
  isTest: boolean;
  identityGuaranteed: boolean;
  hasIdentityChange: boolean;
  /** Whether every laboratory whose earlier values count could be asked. */
  arePriorsConsulted: boolean;
  hasOpenCall: boolean;
  /** A result is held, refused, being signed by a person, or a second reader is asked for. */
  isSetAside: boolean;
  hasOpenRequest: boolean;
  /** What waits for a decision. */
  open: readonly ExaminedResult[];
  verdict: {
    outcome: string;
    effect: string | null;
    findingCount: number;
    isApproved: boolean;
    ruleSetVersionId: string | null;
    results: Readonly<Record<string, { outcome: string; effect: string | null }>>;
    evaluatedAt: Date;
  } | null;
}

/** The four places where it can be stopped. */
export const SWITCH_SCOPES = ['all', 'site', 'rule-set', 'biologist'] as const;
export type SwitchScope = (typeof SWITCH_SCOPES)[number];

/** Whom the switch of everything is about. */
export const EVERYTHING = '00000000-0000-0000-0000-000000000000';
