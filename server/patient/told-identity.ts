import { insGapsHere } from './ins-gaps-here';
import { hasRightKey, type InsTraits } from './ins-rules';
import { confirmsContact, contradicts, isIdentityGuaranteed } from './rules';
import type { PatientKey, PatientRow } from './store';
import type { IncomingPatient } from './types';

export interface ToldIdentity {
  legalEntityId: string;
  patient: IncomingPatient;
  /** The dossier that the message is about, told apart from another laboratory's of the same number: an identity that is not guaranteed serves it alone. */
  dossierKey: string;
  /** MSH-7 of the message. */
  sentAt: Date;
  /** A message of the same instant that came later was carried in before. */
  isOvertaken?: boolean;
}

/** `contradicts`: the number belongs to somebody of another name and another birth date. */
export type IdentityStanding = 'guaranteed' | 'provisional' | 'contradicts';

/** The row of that very number: the one that a guaranteed identity has. */
export const numberOf = ({ legalEntityId, patient: { assigningAuthority, identifier } }: Pick<ToldIdentity, 'legalEntityId' | 'patient'>): PatientKey => ({
  legalEntityId,
  assigningAuthority,
  identifier,
  loneDossier: '',
});

/** Under which row a message's identity belongs. An identity that is not guaranteed, or that contradicts the number's holder, has one of its own. */
export function placeOfIdentity(told: ToldIdentity, holder: PatientRow | undefined): { key: PatientKey; standing: IdentityStanding } {
  const number = numberOf(told);
  const lone = { ...number, loneDossier: told.dossierKey };
  if (!isIdentityGuaranteed(told.patient)) return { key: lone, standing: 'provisional' };
  return holder && contradicts(holder, told.patient) ? { key: lone, standing: 'contradicts' } : { key: number, standing: 'guaranteed' };
}

/** What the message makes of the row; null when it is older than what is known. An absent address leaves the known one. */
export function toldFields(
  { patient, sentAt, isOvertaken = false }: Pick<ToldIdentity, 'patient' | 'sentAt' | 'isOvertaken'>,
  known: PatientRow | undefined,
): Omit<PatientRow, 'id' | 'mergedInto' | keyof PatientKey> | null {
  if (known && (known.updatedAt > sentAt || (isOvertaken && known.updatedAt.getTime() === sentAt.getTime()))) return null;
  const traits = traitsOf(patient, known);
  const confirmedAt = confirmsContact(patient) ? sentAt : null;
  return {
    usedFamilyName: patient.usedFamilyName,
    givenNames: patient.givenNames,
    birthDateText: patient.birthDateText,
    ...traits,
    insQualified: insGapsHere(traits).length === 0,
    ...contact(patient.email, confirmedAt, known?.email ?? null, known?.emailConfirmedAt ?? null, 'email'),
    ...contact(patient.phone, confirmedAt, known?.phone ?? null, known?.phoneConfirmedAt ?? null, 'phone'),
    updatedAt: sentAt,
  };
}

/** What a message leaves out stays as it was known, and so does an INS that another with a wrong key would replace. */
function traitsOf(patient: IncomingPatient, known: PatientRow | undefined): InsTraits {
  const isBetter = patient.ins !== null && (hasRightKey(patient.ins) || known?.ins === undefined || known.ins === null);
  const ins = isBetter || !known ? patient : known;
  return {
    birthFamilyName: patient.birthFamilyName,
    firstGivenName: patient.firstGivenName,
    birthDate: patient.birthDate,
    sex: patient.sex === 'U' ? (known?.sex ?? 'U') : patient.sex,
    birthPlaceCode: patient.birthPlaceCode ?? known?.birthPlaceCode ?? null,
    ins: ins.ins,
    insAuthority: ins.insAuthority,
    identityReliability: patient.identityReliability || (known?.identityReliability ?? ''),
  };
}

function contact<K extends 'email' | 'phone'>(sent: string | null, confirmedAt: Date | null, known: string | null, knownAt: Date | null, kind: K) {
  const value = sent ?? known;
  // The same address sent again stays confirmed since its first confirmation; a new one needs its own.
  const at = sent === null || sent === known ? (knownAt ?? (sent === null ? null : confirmedAt)) : confirmedAt;
  return { [kind]: value, [`${kind}ConfirmedAt`]: at } as Record<K, string | null> & Record<`${K}ConfirmedAt`, Date | null>;
}
