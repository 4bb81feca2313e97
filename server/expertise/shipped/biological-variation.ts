/**
 * How much a healthy person varies from week to week (CV_I, percent), for reference change values. Only figures that are published in papers, each with
 * its own; none is taken from the database of the EFLM, whose terms forbid to pass it on. The analytical part is the desirable imprecision, half of CV_I:
 * a laboratory that knows its own puts it in its place.
 * @see Fraser CG, Harris EK. Crit Rev Clin Lab Sci 1989;27:409-37 (reference change value)
 * @see Ricós C et al. Scand J Clin Lab Invest 2004;64:175-84 (half of CV_I)
 */
const PAPERS = {
  electrolytes: 'EuBIVAS, Aarsand AK et al. Clin Chem 2018;64:1380-93',
  enzymes: 'EuBIVAS, Carobene A et al. Clin Chem 2017;63:1141-50',
  creatinine: 'EuBIVAS, Carobene A et al. Clin Chem 2017;63:1527-36 (méthode enzymatique)',
  proteins: 'EuBIVAS, Carobene A et al. Clin Chem 2019;65:1031-41',
  thyroid: 'EuBIVAS, Bottani M et al. Clin Chem Lab Med 2022;60:523-32',
  coagulation: 'EuBIVAS, Aarsand AK et al. Clin Chem 2021;67:1259-70',
  bloodCount: 'Coşkun A et al. Clin Chem Lab Med 2018;56:1309-18',
} as const;

/** Of two values by sex the larger one: fewer changes are then called real by mistake. */
const WITHIN_SUBJECT: Readonly<Record<string, readonly [percent: number, paper: keyof typeof PAPERS]>> = {
  sodium: [0.53, 'electrolytes'],
  potassium: [3.92, 'electrolytes'],
  chloride: [0.98, 'electrolytes'],
  calcium: [1.81, 'electrolytes'],
  urea: [14.1, 'electrolytes'],
  'uric-acid': [8.32, 'electrolytes'],
  glucose: [4.7, 'electrolytes'],
  protein: [2.6, 'electrolytes'],
  bilirubin: [20.9, 'electrolytes'],
  cholesterol: [5.18, 'electrolytes'],
  hdl: [5.67, 'electrolytes'],
  triglycerides: [19.8, 'electrolytes'],
  creatinine: [4.4, 'creatinine'],
  albumin: [2.5, 'proteins'],
  crp: [29.4, 'proteins'],
  alt: [9.3, 'enzymes'],
  ast: [9.5, 'enzymes'],
  ggt: [8.9, 'enzymes'],
  alp: [5.3, 'enzymes'],
  ldh: [5.2, 'enzymes'],
  tsh: [18.9, 'thyroid'],
  'free-t4': [4.8, 'thyroid'],
  fibrinogen: [10.2, 'coagulation'],
  'pt-seconds': [2.6, 'coagulation'],
  aptt: [2.9, 'coagulation'],
  haemoglobin: [2.74, 'bloodCount'],
  haematocrit: [2.82, 'bloodCount'],
  erythrocytes: [2.77, 'bloodCount'],
  mcv: [0.72, 'bloodCount'],
  mchc: [0.97, 'bloodCount'],
  leukocytes: [12.82, 'bloodCount'],
  neutrophils: [20.09, 'bloodCount'],
  lymphocytes: [9.81, 'bloodCount'],
  platelets: [7.22, 'bloodCount'],
};

/** What an analyte of the table takes with it; absent when no paper was found. */
export function variationOf(analyte: string): { variation?: { withinSubject: number; analytical: number; source: string } } {
  const found = WITHIN_SUBJECT[analyte];
  if (!found) return {};
  const [withinSubject, paper] = found;
  return { variation: { withinSubject, analytical: Math.round(withinSubject * 50) / 100, source: PAPERS[paper] } };
}

export const ANALYTES_WITH_VARIATION: readonly string[] = Object.keys(WITHIN_SUBJECT);
