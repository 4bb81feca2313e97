import type { Role } from '../platform/actor';
import { type Refusal, refuse } from '../platform/outcome';

/** A right as somebody would hold it: one role, at one place, for a time. */
export interface Right {
  role: Role;
  siteId: string | null;
  wardId: string | null;
  validFrom: Date;
  /** Null = without end. */
  validTo: Date | null;
}

export interface HeldRight extends Right {
  id: string;
  revokedAt: Date | null;
}

/** What the rules know of the person who gets or loses a right. */
export interface Holder {
  kind: 'personal' | 'emergency';
  rppsNumber: string | null;
  /** The row of the directory that this RPPS number belongs to. */
  prescriberId: string | null;
}

/** Where a role is held. `nowhere`: the whole installation, or whatever is addressed to the person. */
export const PLACE_OF: Readonly<Record<Role, 'site' | 'ward' | 'nowhere'>> = {
  biologist: 'site',
  technician: 'site',
  manager: 'site',
  referent: 'site',
  quality_manager: 'site',
  ward_staff: 'ward',
  prescriber: 'nowhere',
  medical_administrator: 'nowhere',
  administrator: 'nowhere',
  remote_maintainer: 'nowhere',
};

/** Whoever gives the rights neither validates nor reads a result (GBUI B-2; threats.md 24). */
const NOT_WITH_ADMINISTRATOR: ReadonlySet<Role> = new Set(['biologist', 'technician', 'prescriber', 'ward_staff']);

/** Says whether two roles can never lie in one account at one time; the same statement stands in the database, `roles_exclude`. */
export function excludes(one: Role, other: Role): boolean {
  if (one === other) return false;
  if (one === 'remote_maintainer' || other === 'remote_maintainer') return true;
  return (one === 'administrator' && NOT_WITH_ADMINISTRATOR.has(other)) || (other === 'administrator' && NOT_WITH_ADMINISTRATOR.has(one));
}

type GrantCode =
  | 'dates-incoherent'
  | 'role-needs-site'
  | 'role-needs-ward'
  | 'role-takes-no-place'
  | 'role-needs-prescriber'
  | 'emergency-role-only'
  | 'roles-exclude'
  | 'already-held';

/**
 * Answers why a right cannot be given, or null when it can: dates that make sense, a place that fits the role, an RPPS number that the directory knows for a
 * prescriber, no role that excludes one held at the same time, no second right of the same role at the same place.
 */
export function refusalOfGrant(holder: Holder, held: readonly HeldRight[], right: Right, now: Date): Refusal<GrantCode> | null {
  if (right.validFrom < now || (right.validTo !== null && right.validTo <= right.validFrom)) return { code: 'dates-incoherent' };
  if (holder.kind === 'emergency' && right.role !== 'administrator') return { code: 'emergency-role-only' };
  const misplaced = refusalOfPlace(holder, right);
  if (misplaced) return misplaced;
  const meanwhile = held.filter((other) => overlap(endedRight(other), right));
  const excluded = meanwhile.find((other) => excludes(other.role, right.role));
  if (excluded) return { code: 'roles-exclude', detail: { role: right.role, held: excluded.role } };
  return meanwhile.some((other) => isSamePlace(other, right)) ? { code: 'already-held', detail: { role: right.role } } : null;
}

function refusalOfPlace(holder: Holder, { role, siteId, wardId }: Right): Refusal<GrantCode> | null {
  switch (PLACE_OF[role]) {
    case 'site':
      if (siteId === null) return { code: 'role-needs-site' };
      return wardId === null ? null : { code: 'role-takes-no-place' };
    case 'ward':
      if (wardId === null) return { code: 'role-needs-ward' };
      return siteId === null ? null : { code: 'role-takes-no-place' };
    case 'nowhere':
      if (siteId !== null || wardId !== null) return { code: 'role-takes-no-place' };
      return role === 'prescriber' && (holder.rppsNumber === null || holder.prescriberId === null) ? { code: 'role-needs-prescriber' } : null;
  }
}

/** A right ends when it is taken back or when its time is over, whichever comes first. */
export function endOf({ validTo, revokedAt }: Pick<HeldRight, 'validTo' | 'revokedAt'>): Date | null {
  if (validTo === null || revokedAt === null) return validTo ?? revokedAt;
  return validTo < revokedAt ? validTo : revokedAt;
}

export const isInForce = (right: HeldRight, now: Date): boolean => right.validFrom <= now && !isOver(right, now);

export function isOver(right: Pick<HeldRight, 'validTo' | 'revokedAt'>, now: Date): boolean {
  const end = endOf(right);
  return end !== null && end <= now;
}

const endedRight = (right: HeldRight): Right => ({ ...right, validTo: endOf(right) });

export const isSamePlace = (one: Right, other: Right): boolean => one.role === other.role && one.siteId === other.siteId && one.wardId === other.wardId;

const overlap = (one: Right, other: Right): boolean =>
  (one.validTo === null || (one.validTo > one.validFrom && other.validFrom < one.validTo)) && (other.validTo === null || one.validFrom < other.validTo);

/** Answers why a right cannot be ended then, or null. An end only ever comes nearer: to lengthen a right is to give another. */
export function refusalOfEnd(right: HeldRight, endsAt: Date, now: Date): Refusal<'already-ended' | 'dates-incoherent'> | null {
  if (isOver(right, now)) return { code: 'already-ended' };
  const end = endOf(right);
  return endsAt < now || (end !== null && endsAt >= end) || (endsAt > now && endsAt <= right.validFrom) ? { code: 'dates-incoherent' } : null;
}

/** An installation that nobody administers any more can only be mended at the machine: the last administrator stays. */
export function refusalOfLast(others: readonly { rights: readonly HeldRight[] }[], at: Date): Refusal<'last-administrator'> | null {
  const remains = others.some(({ rights }) => rights.some((right) => right.role === 'administrator' && isInForce(right, at)));
  return remains ? null : { code: 'last-administrator' };
}

/** Where an account stands; the first that applies, from top to bottom. */
export const ACCOUNT_STATES = ['disabled', 'locked', 'to-activate', 'to-grant', 'active'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

const LOGIN = /^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])$/;
const FUNCTIONS = new Set(
  'accueil admin administrateur administration astreinte biologie biologiste cadre commun demo garde generique infirmier infirmiere interne ide labo laboratoire lbm medecin prescripteur qualite referent root salle secretariat secretaire service support tech technicien test urgence urgences user utilisateur'.split(
    ' ',
  ),
);

/** Answers why this cannot be a login. A code names a person, never a function, a room or a team (GBUI B-9, B-19). */
export function refusalOfLogin(login: string): Refusal<'login-malformed' | 'login-names-function'> | null {
  if (!LOGIN.test(login)) return { code: 'login-malformed' };
  const words = login.split(/[._-]/).map((word) => word.replaceAll(/\d/g, ''));
  return words.every((word) => word === '' || FUNCTIONS.has(word)) ? { code: 'login-names-function' } : null;
}

/**
 * Says what an RPPS number is worth: eleven digits with a key by Luhn. Those that begin with 999 are given to nobody and serve demonstrations; their key
 * is not always right, which is said and not refused.
 * @see ANS, « Identification nationale des professionnels de santé », RPPS
 */
export function checkRpps(rppsNumber: string): 'valid' | 'fictional' | 'invalid' {
  if (!/^\d{11}$/.test(rppsNumber)) return 'invalid';
  if (rppsNumber.startsWith('999')) return 'fictional';
  return luhnSum(rppsNumber) % 10 === 0 ? 'valid' : 'invalid';
}

const luhnSum = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);

/** A number is checked when it is given, not again while it stays: what an older file brought in can still be worked with. */
export const refusalOfRpps = (rppsNumber: string | null, before: string | null): Refusal<'rpps-invalid'> | null =>
  rppsNumber !== null && rppsNumber !== before && checkRpps(rppsNumber) === 'invalid' ? refuse('rpps-invalid').refusal : null;
