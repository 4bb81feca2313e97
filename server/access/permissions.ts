import type { Actor, Role } from '../platform/actor';

/** Who a permission can be given to: the roles of professionals, whoever is setting up his account, a proven patient, and a person who has not proven anything yet. */
export type Audience = Role | 'enrolling' | 'patient' | 'patient_enrolling' | 'anonymous';

/** Every role: what each professional may do for himself. */
const STAFF = [
  'biologist',
  'technician',
  'prescriber',
  'ward_staff',
  'manager',
  'referent',
  'quality_manager',
  'medical_administrator',
  'administrator',
  'remote_maintainer',
] as const satisfies readonly Role[];

/**
 * What each audience may ask for at all; which rows it then gets is the scope of the actor and the row-level policies.
 *
 * An administrator neither validates nor reads a result: he sees metadata of exchanges and the audit (decision « Sessions and walls »).
 * Only a biologist decides (GBUI V-1). This table is the one statement of who may do what; a procedure names a line of it.
 */
const TABLE = {
  'session.read': [...STAFF, 'enrolling', 'patient', 'patient_enrolling'],
  'session.keep': [...STAFF, 'enrolling', 'patient', 'patient_enrolling'],
  'session.close': [...STAFF, 'enrolling', 'patient', 'patient_enrolling'],
  /** The person proves again that he is there, for one act. */
  'session.prove': STAFF,
  'live.follow': [...STAFF, 'patient'],
  /** One's own passkeys, password, codes and sessions. */
  'account.manage': STAFF,
  /** The first means of identification, and nothing else. */
  'account.enrol': ['enrolling'],
  /** Coming in: every door is open to whoever has not proven anything yet. */
  'door.use': ['anonymous'],
  'security.read': STAFF,

  'user.read': ['administrator', 'quality_manager'],
  'user.manage': ['administrator'],
  'terminal.read': ['administrator', 'quality_manager'],
  'terminal.manage': ['administrator'],
  'emergency.manage': ['administrator'],
  'maintenance.read': ['administrator', 'biologist', 'quality_manager', 'remote_maintainer'],
  'maintenance.open': ['biologist', 'administrator'],
  'maintenance.agree': ['biologist'],
  /** At once, by whoever watches or by the technician himself. */
  'maintenance.close': ['biologist', 'administrator', 'remote_maintainer'],
  'maintenance.run': ['remote_maintainer'],
  /** Whether the envelope in the safe is still sealed. */
  'emergency.read': ['administrator', 'biologist', 'quality_manager'],

  'worklist.read': ['biologist'],
  'dossier.read': ['biologist', 'technician'],
  'validation.decide': ['biologist'],
  'report.read': ['biologist', 'technician'],
  'results.read': ['prescriber', 'ward_staff'],
  'report.view': ['prescriber', 'ward_staff'],
  /** Access with the patient's own code, or in an emergency. */
  'presence.redeem': ['prescriber', 'ward_staff'],
  'breakglass.request': ['prescriber', 'ward_staff'],
  'breakglass.review': ['medical_administrator'],
  /** The laboratory's desk: enrolment codes, representatives, requests of patients. */
  'desk.read': ['referent', 'biologist'],
  'desk.manage': ['referent', 'biologist'],

  'notice.open': ['anonymous'],
  /** The page that stands for mailboxes and telephones; the use case answers in a demonstration only. */
  'demo.read': ['anonymous'],
  'patient.read': ['patient'],
  /** One's own account, choices, requests, representatives and codes to show. */
  'patient.manage': ['patient'],
  /** A patient's own means of identification, also the first ones. */
  'patient.enrol': ['patient', 'patient_enrolling'],
  'activity.read': ['manager', 'quality_manager'],
  'exchanges.read': ['administrator', 'referent', 'manager'],
  'exchanges.retry': ['administrator', 'referent', 'remote_maintainer'],
  /** What a message says, in full: whoever repairs must see it, nobody else (decision « Sessions and walls »). */
  'repair.read': ['referent'],
  'repair.manage': ['referent'],
  /** What stands for what: local codes, units, wards, prescribers of one laboratory. */
  'mapping.read': ['referent', 'biologist', 'quality_manager'],
  'mapping.manage': ['referent'],
  /** Each laboratory's own list of urgent delays (arrêté of 15 December 2016). */
  'delays.read': ['referent', 'biologist', 'quality_manager'],
  'delays.manage': ['referent', 'biologist'],
  /** Connection profiles, watched folders, bedside devices. */
  'links.read': ['referent', 'administrator', 'manager', 'quality_manager'],
  'links.manage': ['referent'],
  /** Received against decided, published and kept out, day by day; the alarms that come of it. */
  'reconciliation.read': ['referent', 'biologist', 'manager', 'administrator', 'quality_manager'],
  'reconciliation.manage': ['referent', 'biologist'],
  /** Archive of every transmission, printable (GBUI VII-2.3). */
  'transmissions.read': ['referent', 'biologist', 'manager', 'administrator', 'quality_manager'],
  /** Rerun, recollection or further test, asked of the LIS. */
  'request.make': ['biologist'],
  /** What legal entities agreed on about each other's patients. */
  'agreement.read': ['biologist', 'technician', 'manager', 'referent', 'quality_manager', 'administrator'],
  'agreement.manage': ['administrator', 'quality_manager'],
  /** Who is on duty now, for whoever may have to call. */
  'duty.reach': ['biologist', 'technician', 'prescriber', 'ward_staff', 'manager', 'referent', 'quality_manager', 'administrator'],
  'duty.read': ['biologist', 'technician', 'manager', 'referent', 'quality_manager', 'administrator'],
  /** Planning, cancelling, absences, numbers to call. */
  'duty.manage': ['biologist', 'manager'],
  /** Being on duty: offering one's own, answering a colleague. */
  'duty.hold': ['biologist'],
  /** What the laboratory's rules look at, and on whose word. */
  'rules.read': ['biologist', 'technician', 'referent', 'manager', 'quality_manager'],
  /** To put one's name under a version of them. */
  'rules.approve': ['biologist'],
  /** To write drafts of them, replay and submit: the trade writes its rules, not the IT (TDN-16). */
  'rules.write': ['biologist', 'technician'],
  /** To stop them at once, and to put them back. */
  'rules.suspend': ['biologist'],
  /** How a laboratory wants decisions taken: second reader, own technical results. */
  'decision-policy.read': ['biologist', 'quality_manager'],
  'decision-policy.manage': ['biologist'],
  /** Comments written beforehand, in the laboratory's own words. */
  'phrase.read': ['biologist', 'quality_manager'],
  'phrase.manage': ['biologist'],
  /** Automatic validation: what it does, on whose acceptance. */
  'autoverification.read': ['biologist', 'technician', 'referent', 'manager', 'quality_manager'],
  /** To accept it in one's own name, to put it on again, to look at a sample. */
  'autoverification.accept': ['biologist'],
  /** To stop it, at once. */
  'autoverification.stop': ['biologist', 'technician'],
  /** Samples that were looked at, and how often a person disagreed. */
  'autoverification.review': ['biologist', 'quality_manager'],
  /** Announcing a critical result by voice, and closing the call. */
  'call.make': ['biologist'],
  /** The board of what nobody has announced yet, and its paper. */
  'call.read': ['biologist', 'technician'],
  /** What is critical where, and the numbers of wards by hours. */
  'call-policy.read': ['biologist', 'technician', 'referent', 'manager', 'quality_manager'],
  'call-policy.change': ['biologist', 'referent'],
  'call-policy.approve': ['biologist'],
  'outbox.read': ['administrator', 'manager'],
  'audit.read': ['administrator', 'manager', 'biologist', 'quality_manager', 'medical_administrator'],
} as const satisfies Record<`${string}.${string}`, readonly Audience[]>;

export type Permission = keyof typeof TABLE;

export const PERMISSIONS = Object.keys(TABLE) as readonly Permission[];

/** Answers whether any of the actor's audiences has the permission; a system process has none, it is wired, not asked. */
export function allows(actor: Actor, permission: Permission): boolean {
  const allowed: readonly Audience[] = TABLE[permission];
  return audiencesOf(actor).some((audience) => allowed.includes(audience));
}

/**
 * The actor as he may act by this permission: with the sites of the roles that give it, and of no other. Whoever is a biologist here and a manager there signs
 * here alone.
 */
export function actingBy<A extends Actor>(actor: A, permission: Permission): A {
  if (actor.kind !== 'professional' || !actor.siteIdsByRole) return actor;
  const allowed: readonly Audience[] = TABLE[permission];
  const places = actor.siteIdsByRole;
  const siteIds = [...new Set(actor.roles.filter((role) => allowed.includes(role)).flatMap((role) => places[role] ?? []))].sort();
  return { ...actor, siteIds };
}

/** All that the actor may ask for: what the screens show as ways to go. */
export const permissionsOf = (actor: Actor): Permission[] => PERMISSIONS.filter((permission) => allows(actor, permission));

/** All that one role opens. */
export const permissionsOfRole = (role: Role): Permission[] => PERMISSIONS.filter((permission) => (TABLE[permission] as readonly Audience[]).includes(role));

function audiencesOf(actor: Actor): readonly Audience[] {
  switch (actor.kind) {
    case 'professional':
      return actor.stage === 'enrolling' ? ['enrolling'] : actor.roles;
    case 'patient':
      return actor.stage === 'full' ? ['patient'] : ['patient_enrolling'];
    case 'anonymous':
      return ['anonymous'];
    case 'system':
      return [];
  }
}
