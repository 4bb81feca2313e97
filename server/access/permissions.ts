import type { Actor, Role } from '../platform/actor';

/** Who a permission can be given to: the roles of professionals, a proven patient, and a person who has not proven anything yet. */
export type Audience = Role | 'patient' | 'anonymous';

/**
 * What each audience may ask for at all; which rows it then gets is the scope of the actor and the row-level policies.
 *
 * An administrator neither validates nor reads a result: he sees metadata of exchanges and the audit (decision « Sessions and walls »).
 * Only a biologist decides (GBUI V-1). This table is the one statement of who may do what; a procedure names a line of it.
 */
const TABLE = {
  'session.read': ['biologist', 'technician', 'prescriber', 'ward_staff', 'manager', 'referent', 'administrator', 'patient'],
  'session.keep': ['biologist', 'technician', 'prescriber', 'ward_staff', 'manager', 'referent', 'administrator', 'patient'],
  'session.close': ['biologist', 'technician', 'prescriber', 'ward_staff', 'manager', 'referent', 'administrator', 'patient'],
  'live.follow': ['biologist', 'technician', 'prescriber', 'ward_staff', 'manager', 'referent', 'administrator', 'patient'],
  'worklist.read': ['biologist'],
  'dossier.read': ['biologist', 'technician'],
  'validation.decide': ['biologist'],
  'report.read': ['biologist', 'technician'],
  'results.read': ['prescriber', 'ward_staff'],
  'report.view': ['prescriber', 'ward_staff'],
  'notice.open': ['anonymous'],
  /** The page that stands for mailboxes and telephones; the use case answers in a demonstration only. */
  'demo.read': ['anonymous'],
  'patient.read': ['patient'],
  'activity.read': ['manager'],
  'exchanges.read': ['administrator', 'referent', 'manager'],
  'exchanges.retry': ['administrator', 'referent'],
  'outbox.read': ['administrator', 'manager'],
  'audit.read': ['administrator', 'manager', 'biologist'],
} as const satisfies Record<`${string}.${string}`, readonly Audience[]>;

export type Permission = keyof typeof TABLE;

export const PERMISSIONS = Object.keys(TABLE) as readonly Permission[];

/** Answers whether any of the actor's audiences has the permission; a system process has none, it is wired, not asked. */
export function allows(actor: Actor, permission: Permission): boolean {
  const allowed: readonly Audience[] = TABLE[permission];
  return audiencesOf(actor).some((audience) => allowed.includes(audience));
}

/** All that the actor may ask for: what the screens show as ways to go. */
export const permissionsOf = (actor: Actor): Permission[] => PERMISSIONS.filter((permission) => allows(actor, permission));

function audiencesOf(actor: Actor): readonly Audience[] {
  switch (actor.kind) {
    case 'professional':
      return actor.roles;
    case 'patient':
      return ['patient'];
    case 'anonymous':
      return ['anonymous'];
    case 'system':
      return [];
  }
}
