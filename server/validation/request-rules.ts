import type { ObservationStanding, StandingOfObservation } from './types';

export const REQUEST_KINDS = ['rerun', 'dilution', 'recollection', 'add-on'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Still expected of the laboratory. */
export const isOpenRequest = ({ state }: { state: string }): boolean => state === 'asked' || state === 'acknowledged';

/** Minutes after which the silence of the laboratory is told: a specimen at hand, a patient to be seen again, a test to be started. */
const LATE_MINUTES: Readonly<Record<RequestKind, number>> = { rerun: 60, dilution: 60, recollection: 240, 'add-on': 180 };

export const isLateRequest = (request: { kind: string; state: string; effectiveAt: Date }, now: Date): boolean =>
  isOpenRequest(request) && now.getTime() - request.effectiveAt.getTime() > LATE_MINUTES[request.kind as RequestKind] * 60_000;

/** The soonest that any request can be late: what is younger need not be looked at. */
export const SOONEST_LATE_MS = Math.min(...Object.values(LATE_MINUTES)) * 60_000;

export interface RequestToCheck {
  kind: RequestKind;
  observationIds: readonly string[];
  testCodes: readonly string[];
  reason: string;
}

export interface KnownForRequest {
  standings: readonly StandingOfObservation[];
  /** Codes of the results that the dossier has, but for what was taken away. */
  codes: ReadonlySet<string>;
  /** Codes that the catalogue has. */
  catalogue: ReadonlySet<string>;
  open: readonly { kind: string; observationKeys: readonly string[]; testCodes: readonly string[] }[];
}

export type RequestRefusal =
  | 'nothing-selected'
  | 'request-needs-reason'
  | 'dossier-changed'
  | 'not-decidable'
  | 'request-open'
  | 'unknown-test'
  | 'already-ordered';

const ASKABLE: ReadonlySet<ObservationStanding> = new Set(['awaiting', 'held', 'refused', 'validated']);

/**
 * Decides whether the laboratory may be asked: for results that were measured and are those on the screen, or for tests of the catalogue that
 * the dossier lacks; with a reason; and never twice for the same while the first is open.
 */
export function checkRequest(request: RequestToCheck, known: KnownForRequest): RequestRefusal | null {
  if (request.reason.trim() === '') return 'request-needs-reason';
  return request.kind === 'add-on' ? checkAddOn(request, known) : checkRepeat(request, known);
}

function checkRepeat({ kind, observationIds }: RequestToCheck, { standings, open }: KnownForRequest): RequestRefusal | null {
  if (observationIds.length === 0) return 'nothing-selected';
  const asked = new Set(open.filter((request) => request.kind === kind).flatMap((request) => request.observationKeys));
  const byId = new Map(standings.map((standing) => [standing.currentId, standing]));
  for (const id of observationIds) {
    const standing = byId.get(id);
    if (!standing) return 'dossier-changed';
    if (!ASKABLE.has(standing.standing)) return 'not-decidable';
    if (asked.has(standing.observationKey)) return 'request-open';
  }
  return null;
}

function checkAddOn({ testCodes }: RequestToCheck, { codes, catalogue, open }: KnownForRequest): RequestRefusal | null {
  if (testCodes.length === 0) return 'nothing-selected';
  const asked = new Set(open.filter((request) => request.kind === 'add-on').flatMap((request) => request.testCodes));
  for (const code of testCodes) {
    if (!catalogue.has(code)) return 'unknown-test';
    if (codes.has(code)) return 'already-ordered';
    if (asked.has(code)) return 'request-open';
  }
  return null;
}

/** Whether the laboratory has said something of everything that was asked for. */
export const isWhollyAnswered = (
  request: { kind: string; observationKeys: readonly string[]; testCodes: readonly string[] },
  said: { keys: ReadonlySet<string>; codes: ReadonlySet<string> },
): boolean =>
  request.kind === 'add-on' ? request.testCodes.every((code) => said.codes.has(code)) : request.observationKeys.every((key) => said.keys.has(key));
