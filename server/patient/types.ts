/** Identity as a message tells it; texts decoded, dates checked, nothing guessed. */
export interface IncomingPatient {
  assigningAuthority: string;
  identifier: string;
  birthFamilyName: string;
  usedFamilyName: string | null;
  givenNames: string;
  firstGivenName: string;
  /** `YYYY-MM-DD`, or null when absent or impossible; `birthDateText` is what was sent. */
  birthDate: string | null;
  birthDateText: string;
  sex: 'F' | 'M' | 'U';
  /** COG code of the birth place (PID-11 of type BDL, PID-23); null when none was sent. */
  birthPlaceCode: string | null;
  ins: string | null;
  insAuthority: string | null;
  /** PID-32, empty when not sent. */
  identityReliability: string;
  email: string | null;
  phone: string | null;
}

/** What a patient may oppose. */
export const OPPOSITION_SUBJECTS = ['notices', 'portal'] as const;
export type OppositionSubject = (typeof OPPOSITION_SUBJECTS)[number];

/** What a message says of where a patient is; every text empty when it is not said. */
export interface IncomingPlace {
  /** The event of an admission system (ADT), or the context that a result came with. */
  event: MovementEvent | 'result';
  /** PV1-2. */
  patientClass: string;
  wardCode: string;
  /** PV1-19 */
  encounterNumber: string;
  admittedAt: Date | null;
  dischargedAt: Date | null;
  /** When the movement itself was (ZBE-2, EVN-6); null when it is not said. */
  movedAt: Date | null;
  /** ZBE-4 of a Z99. */
  action: 'INSERT' | 'UPDATE' | 'CANCEL';
  /** ZBE-5: of the past, tells nothing of now. */
  isHistoric: boolean;
}

/** What an admission system tells: movements with their cancellations, identities, and numbers of one person. @see HL7 2.5 chapter 3.3; PAM-FR 2.11 */
export const MOVEMENT_EVENTS = [
  'A01',
  'A02',
  'A03',
  'A04',
  'A05',
  'A06',
  'A07',
  'A08',
  'A11',
  'A12',
  'A13',
  'A21',
  'A22',
  'A24',
  'A28',
  'A31',
  'A37',
  'A38',
  'A40',
  'A47',
  'A54',
  'A55',
  'Z99',
] as const;
export type MovementEvent = (typeof MOVEMENT_EVENTS)[number];

/** What a patient asks of the laboratory about the data. */
export const REQUEST_KINDS = ['rectification', 'reading', 'access', 'opposition'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Elements of identity whose correction can be asked for, one by one (GBUI III-1b). */
export const REQUEST_FIELDS = ['birthFamilyName', 'usedFamilyName', 'givenNames', 'birthDate', 'sex', 'ins', 'email', 'phone'] as const;
export type RequestField = (typeof REQUEST_FIELDS)[number];
