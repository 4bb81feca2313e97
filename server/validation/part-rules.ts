import { classOf } from '../dossier/values';
import type { VersionFacts } from './types';

export const PART_KINDS = ['validate', 'hold', 'refuse'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** A version, as far as who executed it goes. */
export interface ExecutedVersion extends VersionFacts {
  performerFiness: string;
  performerName: string;
  /** Who validated it there, as an LIS says; '' = nobody is named, null = nothing says so. */
  executorValidator: string | null;
}

/** A decision in force of the laboratory that executed, on one version. */
export interface PartOnVersion {
  observationVersionId: string;
  decisionId: string;
  kind: PartKind;
  by: string;
  rppsNumber: string | null;
  at: Date;
  reason: string;
}

/** A decision on the whole that says itself on what word of the executing laboratory it rests. */
export interface WholeOnVersion {
  observationVersionId: string;
  by: string;
  rppsNumber: string | null;
  at: Date;
  /** FINESS numbers of the laboratories in whose name it stands as well. */
  capacities: readonly string[];
  /** How the executing laboratory's validation came otherwise; '' = it did not. */
  received: string;
}

/** What stands behind the executing laboratory's word: its biologist here, its LIS, a biologist of both, another way. */
export type PartSource = 'relais' | 'lis' | 'both' | 'received';

/** Where the part of a laboratory that executed stands, for one result. */
export interface PartState {
  observationId: string;
  observationKey: string;
  finessNumber: string;
  /** Its name as the LIS sends it. */
  performerName: string;
  standing: 'awaiting' | 'validated' | 'held' | 'refused';
  source: PartSource | null;
  decisionId: string | null;
  by: string;
  rppsNumber: string | null;
  at: Date | null;
  /** Why it is held or refused; how the word came. */
  reason: string;
}

const STANDING = { validate: 'validated', hold: 'held', refuse: 'refused' } as const;

/** Whether another laboratory executed it than the dossier's own, whose numbers are its own and its legal entity's. A laboratory without a number is nobody who could validate. */
export const isElsewhere = (performerFiness: string, ownNumbers: readonly string[]): boolean => performerFiness !== '' && !ownNumbers.includes(performerFiness);

/**
 * Derives where the part of every executing laboratory stands: of what it decided on the very content that stands now. Whatever was decided of another content counts no more: a
 * correction makes the part wait again. Removed and awaited results have no part to validate.
 * @see GBUI XIV-2; decisions.md « An executing laboratory's `F` is that laboratory's validation »
 */
export function partStatesOf(
  versions: readonly ExecutedVersion[],
  ownNumbers: readonly string[],
  { parts, wholes }: { parts: readonly PartOnVersion[]; wholes: readonly WholeOnVersion[] },
): PartState[] {
  const byKey = new Map<string, ExecutedVersion[]>();
  for (const version of versions) byKey.set(version.observationKey, [...(byKey.get(version.observationKey) ?? []), version]);
  return [...byKey.values()].flatMap((list) => {
    const newestFirst = list.toSorted((a, b) => b.version - a.version);
    const [current] = newestFirst;
    if (!current || classOf(current.status) !== 'result' || !isElsewhere(current.performerFiness, ownNumbers)) return [];
    const end = newestFirst.findIndex(({ contentHash }) => contentHash !== current.contentHash);
    const same = new Set(newestFirst.slice(0, end === -1 ? undefined : end).map(({ id }) => id));
    return [
      stateOf(
        current,
        newestFirst.find(({ id, executorValidator }) => same.has(id) && executorValidator !== null),
        {
          part: parts.findLast(({ observationVersionId }) => same.has(observationVersionId)),
          whole: wholes.findLast(({ observationVersionId }) => same.has(observationVersionId)),
        },
      ),
    ];
  });
}

function stateOf(
  current: ExecutedVersion,
  told: ExecutedVersion | undefined,
  { part, whole }: { part: PartOnVersion | undefined; whole: WholeOnVersion | undefined },
): PartState {
  const { id: observationId, observationKey, performerFiness: finessNumber, performerName } = current;
  const of = { observationId, observationKey, finessNumber, performerName };
  const nobody = { decisionId: null, by: '', rppsNumber: null, at: null, reason: '' };
  if (part?.kind === 'validate') return { ...of, ...saidBy(part), standing: 'validated', source: 'relais' };
  // A signature of both laboratories comes after what one of them had set aside.
  if (whole?.capacities.includes(finessNumber))
    return { ...of, ...nobody, standing: 'validated', source: 'both', by: whole.by, rppsNumber: whole.rppsNumber, at: whole.at };
  if (whole && whole.received !== '') return { ...of, ...nobody, standing: 'validated', source: 'received', at: whole.at, reason: whole.received };
  if (part) return { ...of, ...saidBy(part), standing: STANDING[part.kind], source: 'relais' };
  if (told) return { ...of, ...nobody, standing: 'validated', source: 'lis', by: told.executorValidator ?? '' };
  return { ...of, ...nobody, standing: 'awaiting', source: null };
}

const saidBy = ({ decisionId, by, rppsNumber, at, reason }: PartOnVersion) => ({ decisionId, by, rppsNumber, at, reason });

/** The parts among these results whose executing laboratory has not validated, and in whose name the signer may not speak. */
export const awaitedParts = (parts: readonly PartState[], observationIds: readonly string[], ownFiness: readonly string[]): PartState[] =>
  parts.filter(
    ({ observationId, standing, finessNumber }) => observationIds.includes(observationId) && standing !== 'validated' && !ownFiness.includes(finessNumber),
  );

/** The executing laboratories in whose name a signature stands as well: the signer is theirs too, and they have not validated yet. */
export const capacitiesOf = (parts: readonly PartState[], observationIds: readonly string[], ownFiness: readonly string[]): string[] => [
  ...new Set(
    parts
      .filter(
        ({ observationId, standing, finessNumber }) => observationIds.includes(observationId) && standing !== 'validated' && ownFiness.includes(finessNumber),
      )
      .map(({ finessNumber }) => finessNumber),
  ),
];

export interface PartRequest {
  kind: PartKind;
  observationIds: readonly string[];
  holdReason: string;
  fingerprint: string;
}

export type PartRefusal =
  | 'nothing-selected'
  | 'not-your-part'
  | 'hold-needs-reason'
  | 'refusal-needs-reason'
  | 'dossier-changed'
  | 'already-decided'
  | 'not-decidable';

/**
 * Whether the executing laboratory may decide so on its part: on results that it executed, and no others; that wait, or that it set aside; that the whole does not rest on yet.
 * @param settled results that the sampling laboratory has validated
 * @see GBUI XIV-2
 */
export function checkPart(
  request: PartRequest,
  { parts, known, ownFiness, settled }: { parts: readonly PartState[]; known: ReadonlySet<string>; ownFiness: string; settled: ReadonlySet<string> },
  fingerprintNow: string,
): PartRefusal | null {
  if (request.observationIds.length === 0) return 'nothing-selected';
  if (request.kind !== 'validate' && request.holdReason.trim() === '') return request.kind === 'hold' ? 'hold-needs-reason' : 'refusal-needs-reason';
  const byId = new Map(parts.map((part) => [part.observationId, part]));
  for (const id of request.observationIds) {
    if (!known.has(id)) return 'dossier-changed';
    const part = byId.get(id);
    if (part?.finessNumber !== ownFiness) return 'not-your-part';
    if (settled.has(id) || part.standing === 'validated') return 'already-decided';
    if (part.standing === 'held' && request.kind === 'hold') return 'not-decidable';
    if (part.standing === 'refused' && request.kind !== 'validate') return 'not-decidable';
  }
  return fingerprintNow === request.fingerprint ? null : 'dossier-changed';
}
