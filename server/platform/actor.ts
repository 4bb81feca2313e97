/** Who acts. Made from a session or by a process, never from a request's own words. */
export type Actor = SystemActor | ProfessionalActor | PatientActor | AnonymousActor;

export interface SystemActor {
  kind: 'system';
  /** `gateway`, `worker`, `seed` … */
  name: string;
}

export interface ProfessionalActor {
  kind: 'professional';
  userId: string;
  sessionId: string;
  name: string;
  rppsNumber: string | null;
  roles: readonly Role[];
  /** Sites of every laboratory habilitation in force. */
  siteIds: readonly string[];
  wardIds: readonly string[];
  prescriberId: string | null;
  address: string;
  terminal: string;
}

export interface PatientActor {
  kind: 'patient';
  patientId: string;
  sessionId: string;
  address: string;
  terminal: string;
}

export interface AnonymousActor {
  kind: 'anonymous';
  /** SHA-256 of the link's token, when the person came by one: opens that notice and no other. */
  noticeTokenHash: string | null;
  address: string;
  terminal: string;
}

export const ROLES = ['biologist', 'technician', 'prescriber', 'ward_staff', 'manager', 'referent', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export const systemActor = (name: string): SystemActor => ({ kind: 'system', name });
