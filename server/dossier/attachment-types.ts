/** A dossier whose identity is not sure, with the identity that came with it; `attachmentId` once a référent has said whose it is. */
export interface UnsureDossier {
  dossierId: string;
  accessionNumber: string;
  laboratoryId: string;
  createdAt: Date;
  identifier: string;
  birthFamilyName: string;
  firstGivenName: string;
  birthDate: string | null;
  birthDateText: string;
  sex: string;
  identityReliability: string;
  isReleased: boolean;
  attachmentId: string | null;
}

export interface LockedForAttachment {
  dossierId: string;
  laboratoryId: string;
  accessionNumber: string;
  identityGuaranteed: boolean;
  patientId: string;
  /** Whom the messages named. */
  fromPatientId: string;
  attachmentId: string | null;
}

/** A person, or the identity that came with a dossier, as far as a référent compares them. */
export interface ComparedPerson {
  patientId: string;
  identifier: string;
  authority: string;
  birthFamilyName: string;
  usedFamilyName: string | null;
  givenNames: string;
  firstGivenName: string;
  birthDate: string | null;
  birthDateText: string;
  sex: string;
  birthPlaceCode: string | null;
  /** Null unless it is qualified. */
  ins: string | null;
  identityReliability: string;
  dossiers: number;
}

export interface NewPerson {
  identifier: string;
  birthFamilyName: string;
  givenNames: string;
  firstGivenName: string;
  birthDate: string;
  sex: 'F' | 'M';
}

export const COMPARED_TRAITS = ['identifier', 'birthFamilyName', 'usedFamilyName', 'firstGivenName', 'birthDate', 'sex', 'birthPlaceCode', 'ins'] as const;
export type ComparedTrait = (typeof COMPARED_TRAITS)[number];
