import type { Flag } from '../dossier/types';

/** A validated version of a result, as far as a call needs it. */
export interface ValidatedValue {
  observationVersionId: string;
  label: string;
  value: string;
  unit: string;
  flag: Flag;
}

/** What a call holds of a version. */
export interface KnownValue {
  observationVersionId: string;
  isVoid: boolean;
  /** The call that holds it is still open. */
  isOpen: boolean;
}

export interface CallChange<Fresh> {
  /** To be said from now on. */
  add: Fresh[];
  /** Said no more once, and valid again. */
  restore: string[];
  /** Versions of the open call that nobody is to say any more. */
  drop: string[];
  /** Nothing is left to say. */
  isOver: boolean;
}

/**
 * Compares what was judged to be announced, and what stands validated, with what calls hold already: a version that was announced is never announced again, one that is not valid any
 * more is no longer said, and what is new is added to the open call. What a policy says later changes no call that is open.
 */
export function changeOfCall<Fresh extends { observationVersionId: string }>(
  fresh: readonly Fresh[],
  stands: ReadonlySet<string>,
  known: readonly KnownValue[],
): CallChange<Fresh> {
  const held = new Set(known.filter(({ isVoid }) => !isVoid).map(({ observationVersionId }) => observationVersionId));
  const open = known.filter(({ isOpen, isVoid }) => isOpen && !isVoid);
  const add = fresh.filter(({ observationVersionId: id }) => stands.has(id) && !held.has(id));
  const added = new Set(add.map(({ observationVersionId }) => observationVersionId));
  const back = known.filter(({ isVoid, observationVersionId: id }) => isVoid && stands.has(id) && !held.has(id) && !added.has(id));
  const restore = [...new Set(back.map(({ observationVersionId }) => observationVersionId))];
  const drop = open.map(({ observationVersionId }) => observationVersionId).filter((id) => !stands.has(id));
  return { add, restore, drop, isOver: open.length > 0 && drop.length === open.length && add.length + restore.length === 0 };
}

const NUMBER = /^([<>]=?)?(-?\d+(?:\.\d+)?)$/;
const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');
const asNumber = (text: string) => NUMBER.exec(plain(text).replaceAll(' ', '').replaceAll(',', '.'));

/**
 * Whether what was repeated is what was said. Numbers agree as numbers (6,9 and 6,90), a sign of the analyser belongs to them (« <10 » is not 10); any other text agrees as text,
 * capitals and blanks aside.
 */
export function agrees(said: string, repeated: string): boolean {
  const [one, other] = [asNumber(said), asNumber(repeated)];
  if (one && other) return (one[1] ?? '') === (other[1] ?? '') && Number(one[2]) === Number(other[2]);
  return plain(said) !== '' && plain(said) === plain(repeated);
}

export type CloseRefusal = 'call-over' | 'call-changed' | 'call-needs-name' | 'read-back-differs';

export interface Closing {
  isIdentityRepeated: boolean;
  spokenTo: string;
  quality: string;
  readBack: readonly { observationVersionId: string; repeated: string }[];
}

/** Decides whether a call may be closed: by the values that are to be said now, all of them, each repeated rightly, by somebody with a name. */
export function checkClosing(closing: Closing, toSay: readonly { observationVersionId: string; value: string }[]): CloseRefusal | null {
  const repeated = new Map(closing.readBack.map((said) => [said.observationVersionId, said.repeated]));
  if (repeated.size !== toSay.length || toSay.some(({ observationVersionId }) => !repeated.has(observationVersionId))) return 'call-changed';
  if (!closing.isIdentityRepeated || toSay.some((value) => !agrees(value.value, repeated.get(value.observationVersionId) ?? ''))) return 'read-back-differs';
  return closing.spokenTo.trim() === '' || closing.quality.trim() === '' ? 'call-needs-name' : null;
}
