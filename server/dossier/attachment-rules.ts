import { COMPARED_TRAITS, type ComparedPerson, type ComparedTrait, type LockedForAttachment } from './attachment-types';

/** What is said of an attachment is kept for ever. */
export const SHORTEST_REASON = 10;

export type AttachRefusal = 'reason-too-short' | 'already-attached' | 'identity-sure';

/** Decides whether a dossier may be attached: while its identity is not sure, once at a time, and never without a reason. */
export function checkAttach(dossier: Pick<LockedForAttachment, 'identityGuaranteed' | 'attachmentId'>, reason: string): AttachRefusal | null {
  if (reason.trim().length < SHORTEST_REASON) return 'reason-too-short';
  if (dossier.attachmentId !== null) return 'already-attached';
  return dossier.identityGuaranteed ? 'identity-sure' : null;
}

export type DetachRefusal = 'reason-too-short' | 'not-attached' | 'attachment-confirmed';

/** Decides whether an attachment may be undone: while it stands and the LIS has not named that very person itself. */
export function checkDetach(attachment: { confirmedAt: Date | null; detachedAt: Date | null } | undefined, reason: string): DetachRefusal | null {
  if (reason.trim().length < SHORTEST_REASON) return 'reason-too-short';
  if (!attachment || attachment.detachedAt !== null) return 'not-attached';
  return attachment.confirmedAt === null ? null : 'attachment-confirmed';
}

/**
 * Names the traits in which two identities differ, in the order in which they are read; accents, case, spaces and hyphens of a name make no difference, and what
 * one of them does not know is none.
 */
export const differingTraits = (one: ComparedPerson, other: ComparedPerson): ComparedTrait[] =>
  COMPARED_TRAITS.filter((trait) => {
    const [a, b] = [plain(one[trait]), plain(other[trait])];
    return a !== '' && b !== '' && a !== b && !(trait === 'sex' && (a === 'U' || b === 'U'));
  });

const plain = (text: string | null): string =>
  (text ?? '')
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
