import type { SaidFlags } from './confidentiality';

/** What one message says of one dossier: decoded texts, checked instants, no HL7 left. */
export interface IncomingDossier {
  accessionNumber: string;
  placerNumber: string | null;
  encounterNumber: string | null;
  patientClass: string;
  priority: Priority | null;
  wardCode: string;
  room: string;
  bed: string;
  prescriberRpps: string;
  prescriberName: string;
  callbackPhone: string;
  requestedAt: Date | null;
  collectedAt: Date | null;
  receivedAt: Date | null;
  /** The three as they were written; absent when nobody asked. */
  requestedText?: string;
  collectedText?: string;
  receivedText?: string;
  /** By when the laboratory plans to answer (TQ1-8); absent where nobody asked. */
  plannedFor?: Date | null;
  collector: string;
  clinicalInformation: string;
  /** Who may see it, as far as the message speaks of it (MASQUE_PS, INVISIBLE_PATIENT…). */
  confidentiality: SaidFlags;
  /** Notes on the whole dossier (NTE after PID). */
  notes: string[];
  requests: IncomingRequest[];
  specimens: IncomingSpecimen[];
}

export type Priority = 'stat' | 'urgent' | 'routine';

export interface IncomingRequest {
  /** The order was cancelled (ORC-1, OBR-25): what it asked for will not come. Absent when it was not. */
  isCancelled?: boolean;
  requestKey: string;
  placerNumber: string;
  fillerNumber: string;
  code: string;
  codeSystem: string;
  label: string;
  section: string;
  status: string;
  specimenKind: string;
  technician: string;
  /** OBR-29: the parent request's filler number, else its placer's; empty when the request has no parent. */
  parentNumber: string;
  /** OBR-26: the parent's result that this request follows, by its code (LOINC when there is one), its sub-id and its text. */
  parentCode: string;
  parentSubId: string;
  parentText: string;
  notes: string[];
  /** Absent when nobody asked. */
  centrifugedAt?: Date | null;
  observations: IncomingObservation[];
}

export interface IncomingSpecimen {
  identifier: string;
  kind: string;
  /** SPM-8 where it was taken, SPM-11 its role when it is not the patient's (« Contrôle de qualité »), SPM-14 as described by who took it. */
  site: string;
  role: string;
  description: string;
  condition: string | null;
  collectedAt: Date | null;
  receivedAt: Date | null;
  /** What was said of the sample itself (NTE after SPM). */
  notes?: string[];
  centrifugedAt?: Date | null;
}

/** A document that came with a result, byte for byte; what it is was read from its own first bytes. */
export interface IncomingDocument {
  mediaType: 'application/pdf' | 'application/xml' | 'image/png' | 'image/jpeg' | 'application/octet-stream';
  size: number;
  sha256: string;
  bytes: Buffer;
}

export interface IncomingObservation {
  /** Request key + OBX-3 + OBX-4 + rank among equals: the same result in every message. */
  observationKey: string;
  code: string;
  codeSystem: string;
  localCode: string;
  label: string;
  subId: string;
  valueType: string;
  /** Every repetition as a person reads it, decoded, verbatim numbers (« 6.9 », « <10 »). */
  values: string[];
  number: number | null;
  comparator: string | null;
  unit: string;
  referenceRange: string;
  referenceLow: number | null;
  referenceHigh: number | null;
  /** OBX-8 as sent, repetitions joined by `~`. */
  interpretation: string;
  /** OBX-11 as sent. */
  status: string;
  observedAt: Date | null;
  analysedAt: Date | null;
  /** The two as they were written. */
  observedText?: string;
  analysedText?: string;
  performerCode: string;
  performerName: string;
  performerFiness: string;
  responsibleObserver: string;
  method: string;
  equipment: string;
  notes: string[];
  lisValidator: string | null;
  /** Who validated it in the laboratory that executed it, '' when nobody is named; absent or null when nothing says so. */
  executorValidator?: string | null;
  /** Absent when none came. */
  documents?: IncomingDocument[];
  /** Where it was measured when that was not in a laboratory; empty = in the laboratory (GBUI XIII-2.6). */
  origin: string;
  /** What the analyser said besides the value, each absent when the message says nothing of it. */
  analyserFlags?: string[];
  /** Word for word. */
  qualityControl?: string;
  /** Before a rerun or a dilution, verbatim. */
  valuesBefore?: string[];
  dilution?: string;
  /** When the laboratory gave it its status (OBR-22), and as it was written. */
  statusAt?: Date | null;
  statusText?: string;
}

/** What an OBX-11 status means for the work: a result to decide on, one still to come, or one taken away. */
export type ObservationClass = 'result' | 'awaited' | 'removed';

export type Flag = 'critical-high' | 'critical-low' | 'critical' | 'high' | 'low' | 'abnormal' | 'normal' | 'not-evaluated';
