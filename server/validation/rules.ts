import { PROOF_LIFE_MS } from '../access/step-up-rules';
import type { IdentityAmendment } from '../dossier/identity-rules';
import { classOf } from '../dossier/values';
import type { BatchBar } from './batch-rules';
import type { CommentRefusal } from './comment-rules';
import { isValidation, needsReason, type PersonalKind } from './kinds';
import type { DossierStanding, IdentityReview, ObservationStanding, StandingOfObservation, VersionDecision, VersionFacts } from './types';

/**
 * Derives where every result of a dossier stands. A decision covers the version it was made on and every later version with
 * the very same content (an LIS that repeats or echoes changes nothing); any other content waits for a new decision.
 * @param versions every version of every result of the dossier, any order
 * @param decisions active decisions only (a cancelled one is not active)
 * @see decisions.md « an analyte that did not change stays validated »; GBUI VIII-3d
 */
export function standingsOf(versions: readonly VersionFacts[], decisions: readonly VersionDecision[]): StandingOfObservation[] {
  const decided = new Map<string, VersionDecision[]>();
  for (const decision of decisions) decided.set(decision.observationVersionId, [...(decided.get(decision.observationVersionId) ?? []), decision]);
  const byKey = new Map<string, VersionFacts[]>();
  for (const version of versions) byKey.set(version.observationKey, [...(byKey.get(version.observationKey) ?? []), version]);
  return [...byKey].flatMap(([observationKey, list]) => {
    const newestFirst = [...list].sort((a, b) => b.version - a.version);
    const [current] = newestFirst;
    return current ? [standingOf(observationKey, current, newestFirst, decided)] : [];
  });
}

function standingOf(
  observationKey: string,
  current: VersionFacts,
  newestFirst: readonly VersionFacts[],
  decided: ReadonlyMap<string, VersionDecision[]>,
): StandingOfObservation {
  const same = leadingSame(newestFirst, current.contentHash);
  const decision = strongest(same.flatMap((version) => decided.get(version.id) ?? []));
  const replaced = newestFirst.slice(same.length).find((version) => isReleased(decided.get(version.id) ?? []));
  return {
    observationKey,
    currentId: current.id,
    standing: decision ? standingByDecision(decision) : undecided(current, replaced !== undefined),
    decisionId: decision?.decisionId ?? null,
    ...(decision?.kind === 'hold' && decision.isReminded ? { isReminded: true } : {}),
    ...(decision?.state === 'pending' && decision.isUnread ? { isUnread: true } : {}),
    replacesId: replaced?.id ?? null,
  };
}

function leadingSame(newestFirst: readonly VersionFacts[], contentHash: string): VersionFacts[] {
  const end = newestFirst.findIndex((version) => version.contentHash !== contentHash);
  return newestFirst.slice(0, end === -1 ? newestFirst.length : end);
}

/** A validation counts more than a refusal, and that more than a hold, that was put before it. */
function strongest(decisions: readonly VersionDecision[]): VersionDecision | undefined {
  return decisions.find(({ kind }) => isValidation(kind)) ?? decisions.find(({ kind }) => kind === 'refuse') ?? decisions[0];
}

const isReleased = (decisions: readonly VersionDecision[]): boolean => decisions.some(({ kind, state }) => isValidation(kind) && state === 'effective');

function standingByDecision(decision: VersionDecision): ObservationStanding {
  if (decision.kind === 'hold') return 'held';
  if (decision.state !== 'effective') return 'pending';
  return isValidation(decision.kind) ? 'validated' : 'refused';
}

function undecided(current: VersionFacts, replacesReleased: boolean): ObservationStanding {
  switch (classOf(current.status)) {
    case 'awaited':
      return 'awaited';
    case 'result':
      return 'awaiting';
    case 'removed':
      // « Not obtainable » is an answer to the prescriber; deleted or wrong patient matters only to who has read it.
      return current.status === 'X' || replacesReleased ? 'awaiting' : 'dropped';
  }
}

/**
 * Derives where a change of identity stands: it waits until a validation is signed after the last of its changes. A signature of before covers nothing, even
 * while it can be undone: it was put under another identity.
 * @see pain point 13; GBUI VIII-3d
 */
export function identityReviewOf(
  amendment: IdentityAmendment | null,
  decisions: readonly { id: string; kind: string; state: string; signedAt: Date }[],
): IdentityReview | null {
  if (!amendment) return null;
  const signed = decisions.find(({ kind, state, signedAt }) => kind === 'validate' && state === 'pending' && signedAt >= amendment.lastAt);
  return { ...amendment, decisionId: signed?.id ?? null };
}

/** The dossier's standing: the most pressing of its results' and of its identity's. A hold whose reminder is due waits for a biologist again, and so does what a second one has to read. */
export function dossierStandingOf(standings: readonly StandingOfObservation[], identity: IdentityReview | null): DossierStanding {
  const has = (standing: ObservationStanding) => standings.some((item) => item.standing === standing);
  if (
    has('awaiting') ||
    standings.some(({ isReminded, isUnread }) => isReminded === true || isUnread === true) ||
    (identity !== null && identity.decisionId === null)
  )
    return 'awaiting';
  if (has('held') || has('refused')) return 'held';
  if (has('pending') || identity !== null) return 'pending';
  if (has('validated')) return has('awaited') ? 'partial' : 'validated';
  return has('awaited') ? 'expected' : 'empty';
}

export interface DecisionRequest {
  kind: PersonalKind;
  observationIds: readonly string[];
  comment: string;
  holdReason: string;
  /** When a hold wants to be looked at again. */
  remindAt?: Date | null;
  /** What the person's screen said it was about. */
  fingerprint: string;
}

export type DecisionRefusal =
  | { code: 'nothing-selected' }
  | { code: 'hold-needs-reason' }
  | { code: 'refusal-needs-reason' }
  | { code: 'reminder-not-ahead' }
  | { code: CommentRefusal }
  | { code: 'own-result' }
  | { code: 'dossier-changed' }
  | { code: 'already-decided'; decisionId: string }
  | { code: 'not-decidable' }
  | { code: 'proof-refused' }
  | { code: 'not-together'; bars: readonly BatchBar[] }
  | { code: 'part-awaited'; laboratories: string[] }
  | { code: 'not-your-part' };

/**
 * Decides whether a decision may be recorded: on results that still wait (or are held or refused), all of them known to the person's
 * screen, whose fingerprint is still that of the dossier. On no result at all when the identity alone was changed since it was signed.
 * @see GBUI V-1; threats.md 27; screens « conflict », « signature refused »
 */
export function checkDecision(
  request: DecisionRequest,
  { standings, identity }: { standings: readonly StandingOfObservation[]; identity: IdentityReview | null },
  fingerprintNow: string,
): DecisionRefusal | null {
  // What a comment may be on is asked of its own rules.
  if (request.kind === 'comment') return fingerprintNow === request.fingerprint ? null : { code: 'dossier-changed' };
  if (request.observationIds.length === 0 && (request.kind !== 'validate' || identity === null)) return { code: 'nothing-selected' };
  if (request.observationIds.length === 0 && identity?.decisionId) return { code: 'already-decided', decisionId: identity.decisionId };
  if (needsReason(request.kind) && request.holdReason.trim() === '') return { code: request.kind === 'hold' ? 'hold-needs-reason' : 'refusal-needs-reason' };
  const byId = new Map(standings.map((standing) => [standing.currentId, standing]));
  for (const id of request.observationIds) {
    const standing = byId.get(id);
    if (!standing) return { code: 'dossier-changed' };
    if ((standing.standing === 'pending' || standing.standing === 'validated') && standing.decisionId)
      return { code: 'already-decided', decisionId: standing.decisionId };
    if (!mayFollow(request.kind, standing)) return { code: 'not-decidable' };
  }
  return fingerprintNow === request.fingerprint ? null : { code: 'dossier-changed' };
}

/** What is set aside can still be refused, and what is refused still validated; nothing is set aside or refused twice, but for a hold whose reminder has come. */
function mayFollow(kind: PersonalKind, { standing, isReminded = false }: StandingOfObservation): boolean {
  if (standing === 'awaiting') return true;
  if (standing === 'held') return kind !== 'hold' || isReminded;
  return standing === 'refused' && kind === 'validate';
}

/** A reminder further ahead than that is a forgotten dossier. */
const REMINDER_MAX_MS = 7 * 86_400_000;

/** Whether a hold may ask to come back then: ahead, within a week. No other decision may. */
export const isReminderAhead = ({ kind, remindAt }: Pick<DecisionRequest, 'kind' | 'remindAt'>, now: Date): boolean =>
  !remindAt || (kind === 'hold' && remindAt > now && remindAt.getTime() - now.getTime() <= REMINDER_MAX_MS);

/** How long a hold that came back may stay without anybody opening its dossier. */
export const UNLOOKED_MS = 30 * 60_000;

interface Proven {
  userId: string;
  sessionId: string;
  act: string;
  contentHash: string;
  provenAt: Date;
}

/**
 * Whether a stored proof is one of this person, in this session, a moment ago, for this very decision on exactly this; a proof that another decision has used
 * proves nothing either, which the database sees to as well.
 * @see threats.md 12, 27
 */
export function isProofOfDecision(proof: Proven | null, by: { userId: string; sessionId: string }, request: DecisionRequest, now: Date): boolean {
  if (!proof || proof.userId !== by.userId || proof.sessionId !== by.sessionId) return false;
  const age = now.getTime() - proof.provenAt.getTime();
  return proof.act === request.kind && proof.contentHash === request.fingerprint && age >= 0 && age <= PROOF_LIFE_MS;
}

/**
 * Whether a stored proof is one of this person, in this session, a moment ago, for a batch in which exactly this is named. What the batch does not name, its proof
 * does not cover.
 */
export function isProofOfBatch(
  proof: Proven | null,
  by: { userId: string; sessionId: string },
  batch: { contentHash: string; fingerprints: readonly string[] },
  request: Pick<DecisionRequest, 'kind' | 'fingerprint'>,
  now: Date,
): boolean {
  if (!proof || proof.userId !== by.userId || proof.sessionId !== by.sessionId) return false;
  const age = now.getTime() - proof.provenAt.getTime();
  const isOfBatch = proof.act === 'batch' && proof.contentHash === batch.contentHash && age >= 0 && age <= PROOF_LIFE_MS;
  return isOfBatch && isOfBatches(request.kind) && batch.fingerprints.includes(request.fingerprint);
}

/** What may be signed with others by one proof. */
export const isOfBatches = (kind: string): boolean => kind === 'validate' || kind === 'hold';

/** Undo is possible until the decision takes effect, by the person who signed; as long as a second reader is awaited, at any time. */
export function mayUndo(decision: { state: string; userId: string | null; effectiveAt: Date }, isUnread: boolean, userId: string, now: Date): boolean {
  return decision.state === 'pending' && decision.userId === userId && (isUnread || now < decision.effectiveAt);
}

/** A colleague takes a signature back with a reason, until it takes effect. */
export const mayRevoke = ({ state, effectiveAt }: { state: string; effectiveAt: Date }, isUnread: boolean, now: Date): boolean =>
  state === 'pending' && (isUnread || now < effectiveAt);

export interface Urgency {
  priority: 'stat' | 'urgent' | 'routine';
  hasCritical: boolean;
  /** A value or an identity that was released is not what is known now. */
  isModified: boolean;
}

/** 0 = cannot wait (vital or critical), 1 = urgent, 2 = replaces something released, 3 = routine. */
export function rankOf({ priority, hasCritical, isModified }: Urgency): number {
  if (priority === 'stat' || hasCritical) return 0;
  if (priority === 'urgent') return 1;
  return isModified ? 2 : 3;
}

/**
 * The instant by which an urgent result must have reached its prescriber: counted from the sampling, by the shortest delay
 * that the laboratory set for the examinations that wait; null when it set none or nothing is urgent.
 * @see arrêté of 15 December 2016
 */
export function deadlineOf(priority: 'stat' | 'urgent' | 'routine', collectedAt: Date | null, delaysMinutes: readonly (number | null)[]): Date | null {
  if (priority === 'routine' || collectedAt === null) return null;
  const delays = delaysMinutes.filter((delay) => delay !== null);
  return delays.length === 0 ? null : new Date(collectedAt.getTime() + Math.min(...delays) * 60_000);
}
