import type { Transaction } from '../../db/client';
import { contradicts, isIdentityGuaranteed, isUnreliable } from './rules';
import { findPatientByKey, type PatientKey, type PatientRow, updateReliability, upsertPatient } from './store';
import { type IdentityStanding, numberOf, placeOfIdentity, type ToldIdentity, toldFields } from './told-identity';

export type RecordIdentityInput = ToldIdentity;

/**
 * Records what a message says of a person and answers the row that the dossier hangs on. An identity that is not guaranteed
 * never touches, and never links to, the person of the same number (GBUI III-2b), nor does one that contradicts her; an
 * older message never undoes a newer one; an absent address leaves the known one.
 */
export async function recordIdentity(tx: Transaction, told: RecordIdentityInput): Promise<RecordedIdentity> {
  const holder = isIdentityGuaranteed(told.patient) ? await findPatientByKey(tx, numberOf(told)) : undefined;
  const { key, standing } = placeOfIdentity(told, holder);
  return { ...(await saved(tx, told, key)), standing };
}

/** A person as she is known now, and as she was before the message; null when it is the first. */
export interface SavedIdentity {
  person: PatientRow;
  before: PatientRow | null;
}

export interface RecordedIdentity extends SavedIdentity {
  standing: IdentityStanding;
}

/**
 * The same for a message that is about no dossier: only a guaranteed identity that contradicts nobody has a row to be recorded on. Null for any other; then
 * nothing was recorded.
 */
export async function recordSureIdentity(tx: Transaction, input: Omit<RecordIdentityInput, 'dossierKey'>): Promise<SavedIdentity | null> {
  const told = { ...input, dossierKey: '' };
  if (!isIdentityGuaranteed(told.patient)) return null;
  const holder = await findPatientByKey(tx, numberOf(told));
  if (holder && contradicts(holder, told.patient)) return null;
  return saved(tx, told, numberOf(told));
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

async function saved(tx: Transaction, told: RecordIdentityInput, key: PatientKey): Promise<SavedIdentity> {
  const known = await findPatientByKey(tx, key);
  const fields = toldFields(told, known);
  if (known && !fields) return { person: known, before: known };
  if (!fields) throw new Error('broken promise: what nobody knew is not older than what is known');
  return { person: await upsertPatient(tx, key, fields), before: known ?? null };
}
