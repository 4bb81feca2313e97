import type { AuditEvent } from '../audit/append';
import type { DocumentRow, DossierRow, ObservationRow, RevisionRow, ServiceRequestRow, SpecimenRow } from './store';
import type { IncomingDossier } from './types';

export interface ReviseDossierInput {
  laboratoryId: string;
  legalEntityId: string;
  siteId: string;
  patientId: string;
  identityGuaranteed: boolean;
  isTest: boolean;
  wardId: string | null;
  prescriberId: string | null;
  messageId: string;
  /** MSH-7: order of messages is theirs, not that of their arrival. */
  sentAt: Date;
  /** Keys of the results that a newer message has spoken of: this one changes none of them. */
  saidSince: ReadonlySet<string>;
  dossier: IncomingDossier;
}

/** Everything that a message may change of a dossier, as it stands. */
export interface DossierBook {
  /** Null before its first message. */
  dossier: DossierRow | null;
  requests: readonly ServiceRequestRow[];
  specimens: readonly SpecimenRow[];
  /** The newest version of every result, by position. */
  observations: readonly ObservationRow[];
  /** The newest. */
  revision: RevisionRow | null;
}

export const UNBORN: DossierBook = { dossier: null, requests: [], specimens: [], observations: [], revision: null };

/** What one message makes of a dossier. */
export interface RevisedDossier {
  /** As it stands afterwards; what the message left as it was is the very same row as before. */
  book: DossierBook & { dossier: DossierRow; revision: RevisionRow };
  added: ObservationRow[];
  documents: DocumentRow[];
  /** False when nothing that a person sees has changed. */
  isRevised: boolean;
  events: AuditEvent[];
}

/** The instant, and how rows get their ids. */
export interface Making {
  now: Date;
  newId: () => string;
}
