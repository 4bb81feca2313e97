import { isValidation } from './kinds';
import type { StandingOfObservation, VersionFacts } from './types';

export const COMMENT_LEVELS = ['analyte', 'sample', 'dossier'] as const;
export type CommentLevel = (typeof COMMENT_LEVELS)[number];

export interface WrittenComment {
  level: CommentLevel;
  /** Version of the result, identifier of the sample, '' for the dossier. */
  target: string;
  /** '' withdraws what it corrects. */
  text: string;
  /** The comment whose place it takes. */
  corrects?: string | null | undefined;
}

/** A phrase of the library as it was filled in. */
export interface UsedPhrase {
  phraseId: string;
  version: number;
  text: string;
}

/** A comment that a reader reads now. */
export interface StandingComment {
  id: string;
  level: CommentLevel;
  /** The result's stable key, the sample's identifier, '' for the dossier. */
  target: string;
  text: string;
  by: string;
  at: Date;
}

export interface CommentRow {
  id: string;
  decisionId: string;
  level: string;
  observationVersionId: string | null;
  specimen: string;
  text: string;
  corrects: string | null;
}

interface CommentingDecision {
  id: string;
  kind: string;
  state: string;
  deciderName: string;
  signedAt: Date;
  comment: string;
}

export interface Commented {
  /** Every decision, oldest first. */
  decisions: readonly CommentingDecision[];
  rows: readonly CommentRow[];
  history: readonly VersionFacts[];
  standings: readonly StandingOfObservation[];
  /** Decisions that count besides those that results stand on: the one that settled the identity. */
  alsoStanding?: ReadonlySet<string>;
}

/**
 * The comments that are in force: of what has effect, without what was corrected or withdrawn since. A comment goes with the result that it was written on: once
 * another value stands there, nothing is said of it any more; the comment of a whole decision goes with the results that still stand on it.
 * @see GBUI VIII-3d
 */
export function standingComments({ decisions, rows, history, standings, alsoStanding }: Commented): StandingComment[] {
  const effective = new Map(
    decisions.filter(({ state, kind }) => state === 'effective' && (isValidation(kind) || kind === 'comment')).map((one) => [one.id, one]),
  );
  const inForce = new Set(standings.flatMap(({ standing, decisionId }) => (standing === 'validated' && decisionId ? [decisionId] : [])));
  const isOnStanding = (id: string): boolean => inForce.has(id) || (alsoStanding?.has(id) ?? false);
  const own = rows.filter(({ decisionId }) => effective.has(decisionId));
  const corrected = new Set(own.flatMap(({ corrects }) => corrects ?? []));
  const rootOf = (row: CommentRow): string => {
    const before = own.find(({ id }) => id === row.corrects);
    return before ? rootOf(before) : (row.corrects ?? row.id);
  };
  const versions = new Map(history.map((version) => [version.id, version]));
  const current = new Map(standings.filter(({ standing }) => standing === 'validated').map(({ observationKey, currentId }) => [observationKey, currentId]));
  /** The result's key while what was commented is what stands. */
  const targetOf = (row: CommentRow): string | null => {
    if (row.level !== 'analyte') return row.specimen;
    const commented = versions.get(row.observationVersionId ?? '');
    const stands = versions.get(current.get(commented?.observationKey ?? '') ?? '');
    return commented && stands?.contentHash === commented.contentHash ? commented.observationKey : null;
  };
  const whole = [...effective.values()]
    .filter(({ id, comment }) => comment !== '' && isOnStanding(id) && !corrected.has(id))
    .map(({ id, comment, deciderName, signedAt }): StandingComment => ({ id, level: 'dossier', target: '', text: comment, by: deciderName, at: signedAt }));
  const single = own.flatMap((row): StandingComment[] => {
    const target = targetOf(row);
    const decision = effective.get(row.decisionId);
    const root = rootOf(row);
    const isGone = effective.has(root) && !isOnStanding(root);
    if (!decision || target === null || isGone || row.text === '' || corrected.has(row.id)) return [];
    return [{ id: row.id, level: row.level as CommentLevel, target, text: row.text, by: decision.deciderName, at: decision.signedAt }];
  });
  return [...whole, ...single].sort((a, b) => a.at.getTime() - b.at.getTime());
}

export type CommentRefusal = 'comment-empty' | 'comment-target' | 'comment-changed' | 'phrase-not-used';

export interface CommentCheck {
  kind: string;
  /** What is signed with it. */
  observationIds: readonly string[];
  comments: readonly WrittenComment[];
  phrases: readonly UsedPhrase[];
  comment: string;
}

/**
 * Whether these comments may be written: on results that are signed now or are out, on samples of the dossier, correcting only what is still read (or being signed by
 * nobody else), and holding word for word the phrases that they claim.
 */
export function checkComments(
  { kind, observationIds, comments, phrases, comment }: CommentCheck,
  known: { released: ReadonlySet<string>; specimens: ReadonlySet<string>; standing: readonly StandingComment[]; beingCorrected: ReadonlySet<string> },
): CommentRefusal | null {
  if (kind === 'comment' && (comments.length === 0 || known.released.size === 0)) return 'comment-empty';
  if (kind !== 'comment' && kind !== 'validate' && comments.length > 0) return 'comment-target';
  // By itself, what is said of the dossier is one of the comments.
  if (kind === 'comment' && (comment.trim() !== '' || observationIds.length > 0)) return 'comment-target';
  const open = new Set([...observationIds, ...known.released]);
  const byId = new Map(known.standing.map((one) => [one.id, one]));
  for (const { level, target, text, corrects } of comments) {
    if (text.trim() === '' && !corrects) return 'comment-empty';
    if (level === 'analyte' ? !open.has(target) : level === 'sample' ? !known.specimens.has(target) : target !== '') return 'comment-target';
    if (corrects && (kind !== 'comment' || byId.get(corrects)?.level !== level || known.beingCorrected.has(corrects))) return 'comment-changed';
  }
  const written = [comment, ...comments.map(({ text }) => text)];
  return phrases.every(({ text }) => text !== '' && written.some((one) => one.includes(text))) ? null : 'phrase-not-used';
}
