import type { IdentityTraits } from '../../db/schema/dossier';

export type IdentityTrait = keyof IdentityTraits;

/** One trait that changed, as it was signed and as it is now; null = none, an identity is « garantie » by the word `yes`, else by none. */
export interface IdentityChange {
  trait: IdentityTrait;
  before: string | null;
  after: string | null;
}

/** What changed in the identity of a dossier since it was signed. */
export interface IdentityAmendment {
  /** Trait by trait, from what was signed to what it is now. */
  changes: IdentityChange[];
  since: Date;
  /** When it changed last: a signature of before does not cover it. */
  lastAt: Date;
}

/** What tells a person from another, of all that is known of her. */
export const traitsOf = (patient: Omit<IdentityTraits, 'guaranteed'> & { insQualified: boolean; loneDossier: string }): IdentityTraits => ({
  identifier: patient.identifier,
  birthFamilyName: patient.birthFamilyName,
  firstGivenName: patient.firstGivenName,
  birthDate: patient.birthDate,
  sex: patient.sex,
  ins: patient.insQualified ? patient.ins : null,
  guaranteed: patient.loneDossier === '',
});

const TRAITS: readonly IdentityTrait[] = ['birthFamilyName', 'firstGivenName', 'birthDate', 'sex', 'identifier', 'ins', 'guaranteed'];

/** The traits that differ, in the order in which they are read. A used name, an address or a reliability tell nobody apart and are not among them. */
export const identityChanges = (before: IdentityTraits, after: IdentityTraits): IdentityChange[] =>
  TRAITS.filter((trait) => isKnown(before, trait) && isKnown(after, trait) && before[trait] !== after[trait]).map((trait) => ({
    trait,
    before: inWords(before[trait]),
    after: inWords(after[trait]),
  }));

export const changedTraits = (before: IdentityTraits, after: IdentityTraits): IdentityTrait[] => identityChanges(before, after).map(({ trait }) => trait);

/** Amendments of before did not say whether an identity was sure: it is then no difference. */
const isKnown = (traits: IdentityTraits, trait: IdentityTrait): boolean => traits[trait] !== undefined;

const inWords = (value: string | boolean | null | undefined): string | null => {
  if (typeof value === 'boolean') return value ? 'yes' : null;
  return value ?? null;
};
