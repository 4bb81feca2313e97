import type { MessageProblem } from '../../db/schema/inbound';
import type { IncomingControl } from '../dossier/record-controls';
import type { IncomingDossier } from '../dossier/types';
import type { IncomingPatient, IncomingPlace, MovementEvent } from '../patient/types';
import type { ProfileSettings } from './profile-settings';

export type { MessageProblem };

/**
 * ORU^R32: a result of the bedside whose order is known.
 * @see HL7 2.5 chapter 7.3 (unsolicited point-of-care observation)
 */
export const BEDSIDE_EVENT = 'R32';

/** What translation needs of a connection profile. */
export interface TranslationProfile {
  timeZone: string;
  defaultCharset: string;
  /** FINESS number of the laboratory whose LIS speaks: tells its own `F` from an executing laboratory's. */
  laboratoryFiness: string;
  /** MSH-4 as this LIS writes it. */
  facility: string;
  settings: ProfileSettings;
}

/** Something that a référent must mend; the rest of the message goes on. */
export interface Repair {
  kind:
    | 'unknown_prescriber'
    | 'unknown_ward'
    | 'unknown_device'
    | 'unknown_status'
    | 'unmapped_code'
    | 'unit_mismatch'
    | 'identity'
    | 'unreadable_line'
    | 'reused_control_id';
  /** A code or a number to mend, never a person's name. */
  subject: string;
  segment: string;
  field: number | null;
  accessionNumber: string;
}

export interface TranslatedPatientGroup {
  patient: IncomingPatient;
  /** Empty in a message of movement. */
  dossiers: IncomingDossier[];
  place: IncomingPlace | null;
  /** Other numbers of this patient (MRG-1). */
  merged: { assigningAuthority: string; identifier: string }[];
}

export interface Translation {
  /** Null for results. */
  event: MovementEvent | null;
  /** MSH-3 and MSH-4, and whether the event itself is that of the bedside. */
  sender: { application: string; facility: string; isBedside: boolean };
  groups: TranslatedPatientGroup[];
  /** Of a message that tells controls of the laboratory, and nobody's results. */
  controls: IncomingControl[];
  /** Numbers of dossiers whose patient cannot be told: what is kept out is still found by them. */
  strayNumbers: string[];
  problems: MessageProblem[];
  repairs: Repair[];
}
