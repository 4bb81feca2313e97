import { dayOf } from '../platform/paris-days';

export const REPRESENTATION_KINDS = ['parent', 'guardian', 'trusted'] as const;
export type RepresentationKind = (typeof REPRESENTATION_KINDS)[number];

/** Age at which a minor decides alone who learns what the law protects (CSP L1111-5, L5134-1, L2212-7). */
export const SECRET_AGE = 15;
export const MAJORITY = 18;

/**
 * Completed years by the calendar of Paris; whoever was born on 29 February completes one on 1 March of an ordinary year.
 * @param birthDate `YYYY-MM-DD`
 */
export function yearsOld(birthDate: string, at: Date): number {
  const today = dayOf(at);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether somebody is of age; nobody is whose birth date is not known. */
export const isOfAge = (birthDate: string | null, at: Date): boolean => birthDate !== null && yearsOld(birthDate, at) >= MAJORITY;

export interface Representation {
  kind: RepresentationKind;
  validFrom: Date;
  validTo: Date | null;
  revokedAt: Date | null;
}

/** Why a representation opens nothing: it was taken back, its time has not come or is over, or the child is of age. */
export type RepresentationState = 'in-force' | 'to-come' | 'revoked' | 'expired' | 'of-age';

/**
 * Says whether a representation is in force: within its dates, not revoked, and a parent's only while the child is a minor whose age is known.
 * @see Code civil 371-1, 414; the database says the same in `representation_stands`
 */
export function representationState(row: Representation, birthDate: string | null, now: Date): RepresentationState {
  if (row.revokedAt !== null) return 'revoked';
  if (row.kind === 'parent' && (birthDate === null || yearsOld(birthDate, now) >= MAJORITY)) return 'of-age';
  if (row.validTo !== null && row.validTo <= now) return 'expired';
  return row.validFrom > now ? 'to-come' : 'in-force';
}

/** What of a dossier decides who sees it. */
export interface DossierSecrecy {
  confidentiality: readonly string[];
  /** A version of its report names what the law lets a minor keep to herself. */
  protectsMinor: boolean;
}

/** True when no representative may know that the dossier exists: flagged so, or of a minor from 15 and protected by the law; unknown ages count as protected. */
export function isHiddenFromRepresentatives({ confidentiality, protectsMinor }: DossierSecrecy, birthDate: string | null, now: Date): boolean {
  if (confidentiality.includes('INVISIBLE_REP_LEGAUX')) return true;
  if (birthDate === null) return true;
  const age = yearsOld(birthDate, now);
  return protectsMinor && age >= SECRET_AGE && age < MAJORITY;
}

/** True when a representative may open a report of the dossier now. */
export function representativeOpens(row: Representation, dossier: DossierSecrecy, birthDate: string | null, now: Date): boolean {
  return (
    representationState(row, birthDate, now) === 'in-force' &&
    !dossier.confidentiality.includes('INVISIBLE_PATIENT') &&
    !isHiddenFromRepresentatives(dossier, birthDate, now)
  );
}

export interface Grant {
  kind: RepresentationKind;
  validFrom: Date;
  validTo: Date | null;
}

/** Longest time that a trusted person or a guardian is granted at once (Code civil 441, 442). */
const LONGEST_YEARS = 10;

export type GrantRefusal = 'not-a-minor' | 'not-of-age' | 'end-date-needed' | 'wrong-dates';

/**
 * Why the laboratory may not grant this: a parent reads for a minor only, a person of trust is named by an adult, and whoever is no parent gets an end.
 * @see CSP L1111-6 (personne de confiance), Code civil 425 to 442
 */
export function grantRefusal({ kind, validFrom, validTo }: Grant, birthDate: string | null, now: Date): GrantRefusal | null {
  const age = birthDate === null ? null : yearsOld(birthDate, now);
  if (kind === 'parent' && (age === null || age >= MAJORITY)) return 'not-a-minor';
  if (kind === 'trusted' && (age === null || age < MAJORITY)) return 'not-of-age';
  if (kind !== 'parent' && validTo === null) return 'end-date-needed';
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + LONGEST_YEARS);
  const isWrong = validTo !== null && (validTo <= validFrom || validTo <= now || (kind !== 'parent' && validTo > latest));
  return isWrong ? 'wrong-dates' : null;
}

/** Only a person of trust is named by the patient, so only that one is ended by the patient, once he is of age. */
export const mayEndHimself = (kind: RepresentationKind, birthDate: string | null, now: Date): boolean =>
  kind === 'trusted' && birthDate !== null && yearsOld(birthDate, now) >= MAJORITY;
