import type { Transaction } from '../../db/client';
import { insGapsHere } from './ins-gaps-here';
import { hasRightKey, type InsTraits } from './ins-rules';
import { confirmsContact, contradicts, isIdentityGuaranteed, isUnreliable } from './rules';
import { findPatientByKey, type PatientKey, type PatientRow, updateReliability, upsertPatient } from './store';
import type { IncomingPatient } from './types';

export interface RecordIdentityInput {
  legalEntityId: string;
  patient: IncomingPatient;
  /** The dossier that the message is about, told apart from another laboratory's of the same number: an identity that is not guaranteed serves it alone. */
  dossierKey: string;
  /** MSH-7 of the message. */
  sentAt: Date;
}

/**
 * Records what a message says of a person and answers the row that the dossier hangs on. An identity that is not guaranteed
 * never touches, and never links to, the person of the same number (GBUI III-2b), nor does one that contradicts her; an
 * older message never undoes a newer one; an absent address leaves the known one.
 */
export async function recordIdentity(tx: Transaction, input: RecordIdentityInput): Promise<RecordedIdentity> {
  const number = { legalEntityId: input.legalEntityId, assigningAuthority: input.patient.assigningAuthority, identifier: input.patient.identifier };
  if (!isIdentityGuaranteed(input.patient)) return { ...(await saved(tx, input, { ...number, loneDossier: input.dossierKey })), standing: 'provisional' };
  const holder = await findPatientByKey(tx, { ...number, loneDossier: '' });
  if (holder && contradicts(holder, input.patient))
    return { ...(await saved(tx, input, { ...number, loneDossier: input.dossierKey })), standing: 'contradicts' };
  return { ...(await saved(tx, input, { ...number, loneDossier: '' })), standing: 'guaranteed' };
}

/** A person as she is known now, and as she was before the message; null when it is the first. */
export interface SavedIdentity {
  person: PatientRow;
  before: PatientRow | null;
}

export interface RecordedIdentity extends SavedIdentity {
  /** `contradicts`: the number belongs to somebody of another name and another birth date. */
  standing: 'guaranteed' | 'provisional' | 'contradicts';
}

/**
 * The same for a message that is about no dossier: only a guaranteed identity that contradicts nobody has a row to be recorded on. Null for any other; then
 * nothing was recorded.
 */
export async function recordSureIdentity(tx: Transaction, input: Omit<RecordIdentityInput, 'dossierKey'>): Promise<SavedIdentity | null> {
  const key = {
    legalEntityId: input.legalEntityId,
    assigningAuthority: input.patient.assigningAuthority,
    identifier: input.patient.identifier,
    loneDossier: '',
  };
  if (!isIdentityGuaranteed(input.patient)) return null;
  const holder = await findPatientByKey(tx, key);
  if (holder && contradicts(holder, input.patient)) return null;
  return saved(tx, { ...input, dossierKey: '' }, key);
}

async function saved(tx: Transaction, { patient, sentAt }: RecordIdentityInput, key: PatientKey): Promise<SavedIdentity> {
  const known = await findPatientByKey(tx, key);
  if (known && known.updatedAt > sentAt) return { person: known, before: known };
  const traits = traitsOf(patient, known);
  const confirmedAt = confirmsContact(patient) ? sentAt : null;
  const person = await upsertPatient(tx, key, {
    usedFamilyName: patient.usedFamilyName,
    givenNames: patient.givenNames,
    birthDateText: patient.birthDateText,
    ...traits,
    insQualified: insGapsHere(traits).length === 0,
    ...contact(patient.email, confirmedAt, known?.email ?? null, known?.emailConfirmedAt ?? null, 'email'),
    ...contact(patient.phone, confirmedAt, known?.phone ?? null, known?.phoneConfirmedAt ?? null, 'phone'),
    updatedAt: sentAt,
  });
  return { person, before: known ?? null };
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

/**
 * Records that an admission system doubts an identity that was sure: her INS is not qualified any more, and nothing else of her changes; only a later word of
 * the same system gives it back. Null when there is nobody to doubt, somebody else is meant, or it was said before what is known.
 * @see RNIV: an identity is validated and devalidated; PID-32
 */
export async function recordDoubt(tx: Transaction, input: Omit<RecordIdentityInput, 'dossierKey'>): Promise<SavedIdentity | null> {
  const { legalEntityId, patient, sentAt } = input;
  if (!isUnreliable(patient.identityReliability)) return null;
  const key = { legalEntityId, assigningAuthority: patient.assigningAuthority, identifier: patient.identifier, loneDossier: '' };
  const before = await findPatientByKey(tx, key);
  if (!before || before.updatedAt > sentAt || contradicts(before, patient)) return null;
  const doubted = { identityReliability: patient.identityReliability, insQualified: false, updatedAt: sentAt };
  await updateReliability(tx, before.id, doubted);
  return { before, person: { ...before, ...doubted } };
}

function contact<K extends 'email' | 'phone'>(sent: string | null, confirmedAt: Date | null, known: string | null, knownAt: Date | null, kind: K) {
  const value = sent ?? known;
  // The same address sent again stays confirmed since its first confirmation; a new one needs its own.
  const at = sent === null || sent === known ? (knownAt ?? (sent === null ? null : confirmedAt)) : confirmedAt;
  return { [kind]: value, [`${kind}ConfirmedAt`]: at } as Record<K, string | null> & Record<`${K}ConfirmedAt`, Date | null>;
}
