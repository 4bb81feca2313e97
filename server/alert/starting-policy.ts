import { ANALYTES } from '../expertise/shipped/analytes';
import type { Known, PolicyContent, PolicyRow } from './policy';

/**
 * The policy that comes with the product: adults, then what differs in a newborn. Every row is a proposal taken from published limits, to be read, changed and approved by a biologist
 * of the laboratory; unapproved it calls nobody.
 * @see docs/guides/appels-critiques.md
 */
const THOMAS = 'Thomas L. Critical limits of laboratory results for urgent clinician notification. eJIFCC 2003;14:11-18';
const KOST = 'Kost GJ. Critical limits for urgent clinician notification at US medical centers. JAMA 1990;263:704-707';
const RCPATH = 'Royal College of Pathologists, G158, The communication of critical and unexpected pathology results, 2017';

const IMPROVING: Known = { hours: 24, rule: 'improving' };
const LONG: Known = { hours: 48, rule: 'improving' };
const NEWBORN = { ageFrom: null, ageBelow: { days: 28 } } as const;

type Bounds = Partial<Pick<PolicyRow, 'low' | 'high' | 'texts' | 'ageFrom' | 'ageBelow' | 'known' | 'wards' | 'patientClasses' | 'sex'>>;

function row(code: string, analyte: string, unit: string, minutes: number, source: string, bounds: Bounds): PolicyRow {
  const known = ANALYTES[analyte];
  return {
    code,
    label: known?.label ?? analyte,
    loincCodes: [...(known?.loincCodes ?? [])],
    unit,
    low: null,
    high: null,
    texts: [],
    wards: [],
    patientClasses: [],
    ageFrom: null,
    ageBelow: null,
    sex: null,
    known: IMPROVING,
    minutes,
    source,
    ...bounds,
  };
}

const ROWS: readonly PolicyRow[] = [
  row('K-NN', 'potassium', 'mmol/L', 10, THOMAS, { low: 2.6, high: 7.7, ...NEWBORN }),
  row('K', 'potassium', 'mmol/L', 10, RCPATH, { low: 2.5, high: 6.5 }),
  row('K-SANG', 'blood-potassium', 'mmol/L', 10, RCPATH, { low: 2.5, high: 6.5 }),
  row('NA', 'sodium', 'mmol/L', 30, THOMAS, { low: 120, high: 160 }),
  row('CA', 'calcium', 'mmol/L', 30, THOMAS, { low: 1.65, high: 3.5 }),
  row('CA-ION', 'ionised-calcium', 'mmol/L', 10, THOMAS, { low: 0.78, high: 1.6 }),
  row('MG', 'magnesium', 'mmol/L', 30, `${RCPATH} (bas) ; ${THOMAS} (haut)`, { low: 0.4, high: 2 }),
  row('PHOS', 'phosphate', 'mmol/L', 60, THOMAS, { low: 0.32, high: 2.9, known: LONG }),
  row('GLU-NN', 'glucose', 'mmol/L', 10, THOMAS, { low: 1.7, high: 18, ...NEWBORN }),
  row('GLU', 'glucose', 'mmol/L', 10, RCPATH, { low: 2.5, high: 25 }),
  row('CREA', 'creatinine', 'umol/L', 60, RCPATH, { high: 354, known: LONG }),
  row('UREE', 'urea', 'mmol/L', 60, RCPATH, { high: 30, known: LONG }),
  row('BILI-NN', 'bilirubin', 'umol/L', 30, THOMAS, { high: 239, ...NEWBORN }),
  row('NH3', 'ammonia', 'umol/L', 15, `${KOST} ; à ajuster à la méthode`, { high: 150 }),
  row('LITHIUM', 'lithium', 'mmol/L', 30, RCPATH, { high: 1.5 }),
  row('CK', 'ck', 'U/L', 60, RCPATH, { high: 5000, known: LONG }),
  row('LACTATE', 'lactate', 'mmol/L', 10, THOMAS, { high: 5 }),
  row('PH', 'ph-arterial', '[pH]', 10, THOMAS, { low: 7.2, high: 7.6 }),
  row('PCO2', 'pco2-arterial', 'mm[Hg]', 10, THOMAS, { low: 19, high: 67 }),
  row('PO2', 'po2-arterial', 'mm[Hg]', 10, THOMAS, { low: 43 }),
  row('METHB', 'methaemoglobin', '%', 10, `${THOMAS} ; à ajuster`, { high: 40 }),
  row('HB-NN', 'haemoglobin', 'g/L', 15, THOMAS, { low: 95, high: 223, ...NEWBORN }),
  row('HB', 'haemoglobin', 'g/L', 15, THOMAS, { low: 66, high: 199 }),
  row('PLQ-NN', 'platelets', '10*9/L', 15, THOMAS, { low: 100, ...NEWBORN }),
  row('PLQ', 'platelets', '10*9/L', 15, THOMAS, { low: 20, high: 1000 }),
  row('PNN', 'neutrophils', '10*9/L', 30, RCPATH, { low: 0.5, known: LONG }),
  row('LEUCO', 'leukocytes', '10*9/L', 60, THOMAS, { high: 50, known: LONG }),
  row('INR', 'inr', '{INR}', 15, RCPATH, { high: 6.5 }),
  row('FIB', 'fibrinogen', 'g/L', 15, THOMAS, { low: 0.8 }),
  row('PALU', 'malaria', '', 15, RCPATH, { texts: ['Positif', 'Positive', 'Présence'], known: LONG }),
];

export const STARTING_POLICY: PolicyContent = {
  title: 'Politique de départ',
  rows: [...ROWS],
  lis: { minutes: 10, known: null },
  ladder: [
    { afterMinutes: 3, who: 'on-duty' },
    { afterMinutes: 10, who: 'next' },
    { afterMinutes: 15, who: 'paper' },
  ],
};
