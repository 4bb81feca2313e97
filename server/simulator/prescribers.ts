import type { HospitalCode } from './laboratories';
import type { Random } from './random';
import type { WardCode } from './wards';

export interface Prescriber {
  rppsNumber: string;
  familyName: string;
  givenName: string;
  wards: readonly WardCode[];
  /** Null for a town practitioner, whose patients come to any laboratory. */
  hospital: HospitalCode | null;
}

const prescriber = (rppsNumber: string, familyName: string, givenName: string, hospital: HospitalCode | null, ...wards: readonly WardCode[]): Prescriber => ({
  rppsNumber,
  familyName,
  givenName,
  hospital,
  wards,
});

/** Everyone who orders analyses; all of them are fictional and stand in the directory of the demo. */
export const prescribers: readonly Prescriber[] = [
  prescriber('10001234567', 'MARCHAL', 'Élise', 'CH-VALMONT', 'URG'),
  prescriber('99900001233', 'AUBIN', 'Claire', 'CH-VALMONT', 'MED3B'),
  prescriber('10009876543', 'LEROY', 'Hugues', 'CH-HAUTERIVE', 'CS-ENDO'),
  prescriber('99900002002', 'CALMET', 'Yves', null, 'EXT'),
  prescriber('99900003018', 'HANRIOT', 'Solange', 'CH-VALMONT', 'REA'),
  prescriber('99900003026', 'PIÉRRAT', 'Gaël', 'CH-VALMONT', 'CHIR2'),
  prescriber('99900003034', 'VUILLEMIN', 'Noémie', 'CH-VALMONT', 'MATER'),
  prescriber('99900003042', 'COSSERAT', 'Denis', 'CH-VALMONT', 'CARDIO'),
  prescriber('99900004016', 'ADNET', 'Irène', 'CH-HAUTERIVE', 'URG', 'CHIR2'),
  prescriber('99900004024', 'GRANDGEORGE', 'Rémi', 'CH-HAUTERIVE', 'PEDIA'),
  prescriber('99900004032', 'LAMBOLEZ', 'Zoé', 'CH-HAUTERIVE', 'CARDIO'),
  prescriber('99900005014', 'FERRY', 'Béatrice', null, 'EXT'),
];

/** A locum whom no directory knows: about one request in a hundred, which must be repaired and must block nothing (HCL-2). */
export const unknownPrescriber = prescriber('99900009999', 'REMPLAÇANT', 'Octave', null, 'EXT');

/** Who ordered, for a ward: always one of its own practitioners, but for the locum in about one request of a hundred. */
export function drawPrescriber(random: Random, hospital: HospitalCode, ward: WardCode): Prescriber {
  if (random.chance(0.01)) return unknownPrescriber;
  const candidates = prescribers.filter((one) => one.wards.includes(ward) && (one.hospital === null || one.hospital === hospital));
  return random.pick(candidates);
}
