import type { AuditEvent } from '../audit/append';
import type { SaidWords } from './said-words';
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
  /** What was said since, when messages are not carried in in their order. */
  since: SaidSince;
  dossier: IncomingDossier;
}

/** What messages that are newer than one, and were carried in before it, have said: what it says of the same is no longer true. */
export interface SaidSince {
  /** Keys of the results, by MSH-7 and, of one instant, by arrival. */
  keys: ReadonlySet<string>;
  /** Of messages of the same instant that came later: each field keeps the instant of its newest word, which tells the others apart. */
  words: SaidWords;
  /** Whether there is a message of the same instant that came later: it says who the dossier is about. */
  isOvertaken: boolean;
}

export const NOTHING_SINCE: SaidSince = { keys: new Set(), words: new Set(), isOvertaken: false };

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
