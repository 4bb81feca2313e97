import type { DossierState } from '../dossier/read-dossier';
import type { PatientRecord } from '../patient/read-patient';
import { hashOf } from '../platform/canonical';
import type { StandingOfObservation } from './types';

export interface SignedIntent {
  kind: 'validate' | 'hold';
  observationIds: readonly string[];
  comment: string;
  holdReason: string;
}

/**
 * Hashes what is being signed: everything that a biologist has before her, and what she is about to do. Any change in between
 * gives another hash, so the signature is refused instead of being put under something that nobody read.
 * @see product.md decision 3; threats.md 27
 */
export function fingerprintOf(state: DossierState, patient: PatientRecord, standings: readonly StandingOfObservation[], intent: SignedIntent): string {
  return hashOf({
    displayed: displayedHashOf(state, patient, standings),
    intent: [intent.kind, [...intent.observationIds].sort(), intent.comment, intent.holdReason],
  });
}

/**
 * Hashes everything that the card shows: who the patient is, the context, every result in the version and standing shown,
 * every note. The card carries it, so that a name or a clinical information that came since is a change like a new value,
 * though the results have the same revision.
 */
export function displayedHashOf(state: DossierState, patient: PatientRecord, standings: readonly StandingOfObservation[]): string {
  const { dossier } = state;
  return hashOf({
    dossier: [dossier.id, dossier.accessionNumber, dossier.identityGuaranteed, dossier.isTest, dossier.priority],
    patient: [patient.id, patient.birthFamilyName, patient.usedFamilyName, patient.firstGivenName, patient.birthDate, patient.birthDateText, patient.sex],
    context: [
      dossier.clinicalInformation,
      dossier.collectedAt,
      dossier.receivedAt,
      dossier.collector,
      dossier.prescriberName,
      dossier.wardCode,
      dossier.room,
      dossier.bed,
    ],
    specimens: state.specimens.map((specimen) => [specimen.identifier, specimen.kind, specimen.condition]),
    notes: [state.revision.notes, state.requests.map((request) => [request.requestKey, request.label, request.notes])],
    results: state.observations.map((observation) => [observation.id, observation.contentHash, observation.status]),
    standings: standings.map((standing) => `${standing.currentId} ${standing.standing}`).sort(),
  });
}
