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
  /** Sites of every laboratory habilitation in force; within a procedure, of those that open it. */
  siteIds: readonly string[];
  /** Where each role is held: a biologist here who is a manager there does not validate there. Left out, every role is held at every site. */
  siteIdsByRole?: Readonly<Partial<Record<Role, readonly string[]>>>;
  wardIds: readonly string[];
  prescriberId: string | null;
  /** `enrolling`: came by an activation code and has no right but to set up his own first means of identification. */
  stage: 'full' | 'enrolling';
  /** The device, once it has proven its key. */
  terminalId: string | null;
  address: string;
  terminal: string;
}

export interface PatientActor {
  kind: 'patient';
  /** Whose results are read. */
  patientId: string;
  sessionId: string;
  /** The account that entered; null for whoever came by the link of a notice without having one. */
  accountId: string | null;
  /** Set while the account reads for somebody else: the row that says so and until when. */
  representationId: string | null;
  /**
   * `confirming`: has shown the laboratory's code and still owes one sent to the telephone or mailbox that is known; `enrolling`: still owes a first strong
   * means of identification. Neither reads anything.
   */
  stage: 'full' | 'confirming' | 'enrolling';
  address: string;
  terminal: string;
}

export interface AnonymousActor {
  kind: 'anonymous';
  /** SHA-256 of the link's token, when the person came by one: opens that notice and no other. */
  noticeTokenHash: string | null;
  address: string;
  terminal: string;
  /** Hash of what the proof of the device's key left in its cookie; says which terminal this is. */
  terminalTokenHash?: string | null;
  /** Hash of the cookie that binds a challenge to this browser. */
  bindingHash?: string | null;
}

export const ROLES = [
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
] as const;
export type Role = (typeof ROLES)[number];

export const systemActor = (name: string): SystemActor => ({ kind: 'system', name });
