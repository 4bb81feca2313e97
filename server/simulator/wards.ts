import type { HospitalCode, LaboratoryCode } from './laboratories';

export type WardCode = 'URG' | 'REA' | 'MED3B' | 'CHIR2' | 'MATER' | 'PEDIA' | 'CARDIO' | 'CS-ENDO' | 'EXT';

export interface Ward {
  code: WardCode;
  label: string;
  /** HL7 0004: in-patient, out-patient, emergency. */
  patientClass: 'I' | 'O' | 'E';
  /** Number of beds; 0 where nobody lies. */
  beds: number;
  phone: string;
  /** Share of the dossiers by day and by night. */
  weightByDay: number;
  weightByNight: number;
  ages: readonly [youngest: number, oldest: number];
}

const ward = (
  code: WardCode,
  label: string,
  patientClass: Ward['patientClass'],
  beds: number,
  phone: string,
  [weightByDay, weightByNight]: readonly [number, number],
  ages: readonly [number, number],
): Ward => ({ code, label, patientClass, beds, phone, weightByDay, weightByNight, ages });

const everyWard: readonly Ward[] = [
  ward('URG', 'Urgences', 'E', 12, '0329000415', [18, 55], [1, 98]),
  ward('REA', 'Réanimation', 'I', 8, '0329000433', [9, 22], [18, 95]),
  ward('MED3B', 'Médecine interne 3B', 'I', 24, '0329000438', [22, 8], [25, 98]),
  ward('CHIR2', 'Chirurgie 2', 'I', 20, '0329000452', [10, 4], [16, 95]),
  ward('MATER', 'Maternité', 'I', 16, '0329000461', [8, 7], [18, 44]),
  ward('PEDIA', 'Pédiatrie', 'I', 14, '0329000467', [7, 5], [0, 15]),
  ward('CARDIO', 'Cardiologie', 'I', 18, '0329000471', [9, 5], [40, 98]),
  ward('CS-ENDO', "Consultation d'endocrinologie", 'O', 0, '0329000482', [12, 0], [18, 90]),
  ward('EXT', 'Consultants externes', 'O', 0, '0329000490', [30, 0], [3, 98]),
];

const wardsOfHospital: Record<HospitalCode, readonly WardCode[]> = {
  'CH-VALMONT': ['URG', 'REA', 'MED3B', 'CHIR2', 'MATER', 'CARDIO', 'EXT'],
  'CH-HAUTERIVE': ['URG', 'CHIR2', 'PEDIA', 'CARDIO', 'CS-ENDO', 'EXT'],
};

/** Clairlieu is the town site of its hospital: it takes consultants, and the wards' overflow in the small hours. */
const wardsOfClairlieu: readonly WardCode[] = ['CS-ENDO', 'EXT', 'PEDIA', 'URG'];

/** Every ward that sends work to this laboratory, in a fixed order. */
export function wardsServedBy(laboratory: LaboratoryCode, hospital: HospitalCode): readonly Ward[] {
  const codes = laboratory === 'LBM-CLAIRLIEU' ? wardsOfClairlieu : wardsOfHospital[hospital];
  return everyWard.filter((one) => codes.includes(one.code));
}
