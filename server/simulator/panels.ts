import type { WardCode } from './wards';

/** A set of analyses ordered together: one OBR. */
export interface Panel {
  code: string;
  label: string;
  /** Ends the filler number; no two panels share one. */
  suffix: string;
  /** OBR-24, HL7 0074. */
  section: string;
  kind: 'measured' | 'serology' | 'urineCulture' | 'bloodCulture';
  /** Local codes of `tests.ts`, for a measured panel. */
  tests: readonly string[];
  specimen: { code: string; label: string };
  equipment: readonly string[];
  /** Minutes from reception to the first result. */
  delayMinutes: readonly [shortest: number, longest: number];
  /** Laboratories may send this panel to another of the group. */
  canBeSubcontracted: boolean;
  /** How often each ward orders it; a ward that is not named never does. */
  orderedBy: Partial<Record<WardCode, number>>;
}

const serum = { code: 'SER', label: 'Sérum' };
const venousBlood = { code: 'BLD', label: 'Sang veineux' };
const edta = { code: 'BLD', label: 'Sang veineux EDTA' };
const citrate = { code: 'BLD', label: 'Sang veineux citraté' };
const arterialBlood = { code: 'BLDA', label: 'Sang artériel' };
const urine = { code: 'UR', label: 'Urine' };

type PanelShape = Omit<Panel, 'kind' | 'canBeSubcontracted'> & Partial<Pick<Panel, 'kind' | 'canBeSubcontracted'>>;

const panel = (shape: PanelShape): Panel => ({ kind: 'measured', canBeSubcontracted: false, ...shape });

const chemistryBench = { section: 'CH', specimen: venousBlood, equipment: ['COBAS-1', 'COBAS-2'] };
const hormoneBench = { section: 'CH', specimen: serum, equipment: ['COBAS-2', 'COBAS-3'], canBeSubcontracted: true };
const haemostasisBench = { section: 'HM', specimen: citrate, equipment: ['STA-R1', 'STA-R2'] };

export const panels: readonly Panel[] = [
  panel({
    ...chemistryBench,
    code: 'IONO',
    label: 'Ionogramme sanguin',
    suffix: 'BIOCH',
    tests: ['NA', 'K', 'CL', 'CO2', 'PROT', 'HEMOL'],
    delayMinutes: [12, 40],
    orderedBy: { URG: 0.9, REA: 0.95, MED3B: 0.85, CHIR2: 0.7, MATER: 0.3, PEDIA: 0.6, CARDIO: 0.9, 'CS-ENDO': 0.3, EXT: 0.4 },
  }),
  panel({
    ...chemistryBench,
    code: 'RENAL',
    label: 'Fonction rénale',
    suffix: 'RENAL',
    tests: ['UREE', 'CREA', 'DFG'],
    delayMinutes: [14, 42],
    orderedBy: { URG: 0.85, REA: 0.95, MED3B: 0.8, CHIR2: 0.6, MATER: 0.3, PEDIA: 0.5, CARDIO: 0.85, 'CS-ENDO': 0.35, EXT: 0.5 },
  }),
  panel({
    ...chemistryBench,
    code: 'PCAL',
    label: 'Bilan phosphocalcique',
    suffix: 'PHOSPHO',
    tests: ['CA', 'PHOS', 'MG', 'ALB'],
    delayMinutes: [16, 45],
    orderedBy: { REA: 0.6, MED3B: 0.3, 'CS-ENDO': 0.2, EXT: 0.1, PEDIA: 0.15 },
  }),
  panel({
    ...chemistryBench,
    code: 'HEPA',
    label: 'Bilan hépatique',
    suffix: 'HEPAT',
    tests: ['ASAT', 'ALAT', 'GGT', 'PAL', 'BILT', 'BILD'],
    delayMinutes: [14, 42],
    orderedBy: { URG: 0.4, REA: 0.6, MED3B: 0.5, CHIR2: 0.25, MATER: 0.35, PEDIA: 0.15, CARDIO: 0.25, EXT: 0.35 },
  }),
  panel({
    ...chemistryBench,
    code: 'LIPASE',
    label: 'Lipase',
    suffix: 'LIPASE',
    tests: ['LIP'],
    delayMinutes: [14, 42],
    orderedBy: { URG: 0.25, CHIR2: 0.15 },
  }),
  panel({
    ...chemistryBench,
    code: 'INFL',
    label: 'Protéine C réactive',
    suffix: 'INFLAM',
    tests: ['CRP'],
    delayMinutes: [14, 40],
    orderedBy: { URG: 0.7, REA: 0.7, MED3B: 0.6, CHIR2: 0.6, MATER: 0.4, PEDIA: 0.7, CARDIO: 0.3, EXT: 0.3 },
  }),
  panel({
    ...chemistryBench,
    code: 'PCT',
    label: 'Procalcitonine',
    suffix: 'PCT',
    tests: ['PCT'],
    delayMinutes: [25, 60],
    orderedBy: { REA: 0.35, URG: 0.12, PEDIA: 0.15 },
  }),
  panel({
    ...chemistryBench,
    code: 'CARD',
    label: 'Marqueurs cardiaques',
    suffix: 'CARDIO',
    tests: ['TNT', 'NTPROBNP', 'CK', 'LDH'],
    delayMinutes: [18, 45],
    orderedBy: { URG: 0.35, REA: 0.3, CARDIO: 0.7 },
  }),
  panel({
    ...chemistryBench,
    code: 'LIPI',
    label: 'Bilan lipidique',
    suffix: 'LIPID',
    tests: ['CHOL', 'TG', 'HDL', 'LDL'],
    delayMinutes: [20, 55],
    orderedBy: { CARDIO: 0.3, MED3B: 0.1, 'CS-ENDO': 0.35, EXT: 0.35 },
  }),
  panel({
    ...chemistryBench,
    code: 'GLYC',
    label: 'Glycémie',
    suffix: 'GLUCOSE',
    tests: ['GLU'],
    delayMinutes: [12, 40],
    orderedBy: { URG: 0.6, REA: 0.6, MED3B: 0.3, MATER: 0.3, PEDIA: 0.4, 'CS-ENDO': 0.5, EXT: 0.4 },
  }),
  panel({
    ...chemistryBench,
    code: 'HBA1C',
    label: 'Hémoglobine glyquée',
    suffix: 'HBA1C',
    specimen: edta,
    equipment: ['HPLC-1'],
    tests: ['HBA1C'],
    delayMinutes: [60, 180],
    orderedBy: { 'CS-ENDO': 0.5, EXT: 0.2, MED3B: 0.08 },
  }),
  panel({
    ...chemistryBench,
    code: 'URATE',
    label: 'Uricémie',
    suffix: 'URATE',
    tests: ['URATE'],
    delayMinutes: [14, 42],
    orderedBy: { MATER: 0.15, EXT: 0.1, MED3B: 0.08 },
  }),
  panel({
    code: 'NFS',
    label: 'Numération formule sanguine',
    suffix: 'HEMATO',
    section: 'HM',
    specimen: edta,
    equipment: ['XN-1000', 'XN-2000'],
    tests: ['LEU', 'GR', 'HB', 'HT', 'VGM', 'TCMH', 'CCMH', 'PLQ', 'PNN', 'PEO', 'PBA', 'LYM', 'MONO'],
    delayMinutes: [8, 25],
    orderedBy: { URG: 0.85, REA: 0.95, MED3B: 0.8, CHIR2: 0.85, MATER: 0.85, PEDIA: 0.8, CARDIO: 0.6, 'CS-ENDO': 0.15, EXT: 0.65 },
  }),
  panel({
    code: 'RETIC',
    label: 'Réticulocytes',
    suffix: 'RETIC',
    section: 'HM',
    specimen: edta,
    equipment: ['XN-2000'],
    tests: ['RETIC'],
    delayMinutes: [12, 30],
    orderedBy: { MED3B: 0.08, EXT: 0.04 },
  }),
  panel({
    ...haemostasisBench,
    code: 'HEMOST',
    label: 'Bilan de coagulation',
    suffix: 'HEMOST',
    tests: ['TP', 'INR', 'TCA', 'FIB'],
    delayMinutes: [18, 45],
    orderedBy: { URG: 0.35, REA: 0.8, MED3B: 0.2, CHIR2: 0.7, MATER: 0.5, CARDIO: 0.5, EXT: 0.12 },
  }),
  panel({
    ...haemostasisBench,
    code: 'DDIM',
    label: 'D-dimères',
    suffix: 'DDIM',
    tests: ['DDIM'],
    delayMinutes: [20, 50],
    orderedBy: { URG: 0.2, CARDIO: 0.1 },
  }),
  panel({
    code: 'GAZ',
    label: 'Gaz du sang artériel et lactate',
    suffix: 'GAZ',
    section: 'BG',
    specimen: arterialBlood,
    equipment: ['GEM-5000'],
    tests: ['PH', 'PCO2', 'PO2', 'HCO3', 'SAO2', 'BE', 'LACT'],
    delayMinutes: [4, 10],
    orderedBy: { REA: 0.75, URG: 0.15, CARDIO: 0.05 },
  }),
  panel({
    ...hormoneBench,
    code: 'THYR',
    label: 'Bilan thyroïdien',
    suffix: 'HORM',
    tests: ['TSH', 'T4L'],
    delayMinutes: [60, 200],
    orderedBy: { MED3B: 0.15, CARDIO: 0.2, 'CS-ENDO': 0.75, EXT: 0.25, MATER: 0.1 },
  }),
  panel({
    ...hormoneBench,
    code: 'THYRC',
    label: 'Bilan thyroïdien complémentaire',
    suffix: 'HORM2',
    tests: ['T3L', 'TRAK'],
    delayMinutes: [90, 300],
    orderedBy: { 'CS-ENDO': 0.2 },
  }),
  panel({
    ...hormoneBench,
    code: 'CORT',
    label: 'Cortisol de 8 heures',
    suffix: 'CORT',
    tests: ['CORT'],
    delayMinutes: [60, 200],
    orderedBy: { 'CS-ENDO': 0.25, REA: 0.05 },
  }),
  panel({
    ...hormoneBench,
    code: 'HCG',
    label: 'hCG plasmatique',
    suffix: 'HCG',
    tests: ['HCG'],
    delayMinutes: [25, 60],
    orderedBy: { MATER: 0.3 },
  }),
  panel({
    ...hormoneBench,
    code: 'MART',
    label: 'Bilan martial',
    suffix: 'MARTIAL',
    tests: ['FERR', 'FER'],
    delayMinutes: [50, 180],
    orderedBy: { MED3B: 0.15, MATER: 0.3, EXT: 0.25, 'CS-ENDO': 0.1 },
  }),
  panel({
    ...hormoneBench,
    code: 'VITB',
    label: 'Vitamine B12 et folates',
    suffix: 'VITB',
    tests: ['B12', 'FOL'],
    delayMinutes: [80, 240],
    orderedBy: { MED3B: 0.1, EXT: 0.1 },
  }),
  panel({
    ...hormoneBench,
    code: 'VITD',
    label: 'Vitamine D et parathormone',
    suffix: 'VITD',
    tests: ['VITD', 'PTH'],
    delayMinutes: [80, 240],
    orderedBy: { 'CS-ENDO': 0.2, EXT: 0.12 },
  }),
  panel({
    ...hormoneBench,
    code: 'PSA',
    label: 'PSA',
    suffix: 'PSA',
    tests: ['PSA'],
    delayMinutes: [60, 200],
    orderedBy: { EXT: 0.12 },
  }),
  panel({
    code: 'SERO',
    label: 'Sérologies infectieuses',
    suffix: 'SERO',
    section: 'SR',
    kind: 'serology',
    specimen: serum,
    equipment: ['COBAS-3'],
    tests: [],
    delayMinutes: [120, 400],
    canBeSubcontracted: true,
    orderedBy: { MATER: 0.3, EXT: 0.08, MED3B: 0.05 },
  }),
  panel({
    code: 'ECBU',
    label: 'Examen cytobactériologique des urines',
    suffix: 'ECBU',
    section: 'MB',
    kind: 'urineCulture',
    specimen: urine,
    equipment: ['UF-4000'],
    tests: [],
    delayMinutes: [25, 70],
    orderedBy: { URG: 0.2, MED3B: 0.2, CHIR2: 0.15, MATER: 0.3, PEDIA: 0.3, EXT: 0.18 },
  }),
  panel({
    code: 'HEMOC',
    label: 'Hémoculture aérobie et anaérobie',
    suffix: 'HEMOC',
    section: 'MB',
    kind: 'bloodCulture',
    specimen: { code: 'BLDV', label: 'Sang veineux, flacons aérobie et anaérobie' },
    equipment: ['BACTEC-FX'],
    tests: [],
    delayMinutes: [20, 60],
    orderedBy: { URG: 0.06, REA: 0.15, MED3B: 0.08, PEDIA: 0.05 },
  }),
];

/** Finds a panel by its code; throws for a code that the catalogue does not have. */
export function panelOf(code: string): Panel {
  const found = panels.find((one) => one.code === code);
  if (!found) throw new Error(`no such panel: ${code}`);
  return found;
}
