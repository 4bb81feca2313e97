import type { HospitalCode, Laboratory, Staff } from './laboratories';

/** What the laboratory system is about to send, before it becomes segments: the words of the simulator. */
export interface LisMessage {
  laboratory: Laboratory;
  /** MSH-7. */
  sentAt: Date;
  /** MSH-11; `P` but for trials. */
  processingId: 'P' | 'T' | 'D';
  patient: LisPatient;
  encounter: LisEncounter;
  order: LisOrder;
  groups: readonly LisGroup[];
  specimens: readonly LisSpecimen[];
}

export interface LisPatient {
  /** IPP, assigned by `hospital`. */
  identifier: string;
  hospital: HospitalCode;
  /** NIR of the test domain with its key; only a qualified identity has one. */
  ins: string | null;
  birthFamilyName: string;
  usedName: string | null;
  givenNames: readonly string[];
  /** `YYYY-MM-DD`; a laboratory can also send what is no date, so this is text. */
  birthDate: string;
  sex: 'F' | 'M';
  /** COG code of PID-11 BDL. */
  birthPlaceCode: string | null;
  street: string;
  postalCode: string;
  town: string;
  mobilePhone: string | null;
  email: string | null;
  /** PID-32, HL7 0445 as used in France. */
  reliability: 'VALI' | 'PROV' | 'DOUB' | 'CACH' | 'ANOM';
  notes: readonly string[];
}

export interface LisEncounter {
  patientClass: 'I' | 'O' | 'E';
  ward: string;
  room: string;
  bed: string;
  visitNumber: string;
}

export interface LisOrder {
  placerNumber: string;
  accessionNumber: string;
  orderedAt: Date;
  priority: 'stat' | 'urgent' | 'routine';
  prescriber: { rppsNumber: string; familyName: string; givenName: string };
  wardPhone: string;
  /** ORC-5, HL7 0038: `IP` until the laboratory holds the order for completed. */
  status: 'IP' | 'CM';
}

/** One OBR and its observations. */
export interface LisGroup {
  code: string;
  label: string;
  /** Ends the filler number of the OBR, so that one dossier can have several. */
  suffix: string;
  /** OBR-24, HL7 0074. */
  section: string;
  specimen: { code: string; label: string };
  collectedAt: Date;
  receivedAt: Date;
  collector: Staff & { profession: string };
  clinicalInformation: string;
  /** OBR-22: when the state of the group last changed. */
  changedAt: Date;
  status: string;
  technician: Staff | null;
  centrifugedAt?: Date | null;
  notes: readonly string[];
  results: readonly LisResult[];
}

export interface LisResult {
  localCode: string;
  label: string;
  loincCode: string | null;
  loincLabel: string;
  /** OBX-4. */
  subId: string;
  valueType: 'NM' | 'SN' | 'ST' | 'TX' | 'CWE' | 'CE';
  /** Repetitions of OBX-5; an `SN` begins with its comparator, a `CWE` is code, text and system parted by `^`. */
  values: readonly string[];
  unit: string;
  referenceRange: string;
  /** OBX-8; empty is "not assessed", never "normal". */
  interpretation: string;
  /** OBX-11, HL7 0085. */
  status: string;
  /** OBX-16: a technician while the result is unvalidated, a biologist when a laboratory has validated its own part. */
  responsible: Staff | null;
  /** `code^text` of OBX-17. */
  method: string;
  equipment: string;
  /** OBX-19; null while nothing was measured. */
  analysedAt: Date | null;
  /** OBX-15 and OBX-23 when another laboratory than the sender did the work. */
  executedBy: Laboratory | null;
  notes: readonly string[];
  /** What the analyser says besides the value; absent = nothing. */
  technical?: LisTechnical;
}

/** What an analyser says of a value besides it: sent in a Z-segment after the result (ZRS), which the links of the demonstration know how to read. */
export interface LisTechnical {
  flags: readonly string[];
  /** State of the control of this measurement, where the system tells it with each result. */
  control: string;
  valueBefore: string;
  dilution: string;
}

export interface LisSpecimen {
  identifier: string;
  code: string;
  label: string;
  collectedAt: Date;
  receivedAt: Date;
  /** SPM-8, -14, -24 and the notes after it; each absent when nothing is said. */
  site?: string;
  description?: string;
  condition?: readonly string[] | null;
  notes?: readonly string[];
}
