/** What derived values need to know of the patient. */
export interface Subject {
  sex: 'F' | 'M';
  age: number;
}

type Values = Map<string, number>;
type Formula = (values: Values, subject: Subject) => number | null;

/**
 * Recomputes, in place, every value that follows from others, so that a dossier never contradicts itself by chance:
 * haematocrit from red cells, estimated filtration from creatinine, INR from prothrombin time, bicarbonate from pH.
 */
export function deriveValues(values: Values, subject: Subject): void {
  for (const [code, formula] of formulas) {
    if (!values.has(code)) continue;
    const value = formula(values, subject);
    if (value !== null) values.set(code, value);
  }
}

/** Codes that follow from other values; a critical figure is never forced on one of them. */
export function isDerived(code: string): boolean {
  return formulas.some((one) => one[0] === code);
}

const from =
  (codes: readonly string[], compute: (...numbers: number[]) => number): Formula =>
  (values) => {
    const inputs = codes.map((code) => values.get(code));
    return inputs.every((one) => one !== undefined) ? compute(...inputs) : null;
  };

const shareOfLeukocytes = (code: string, highestShare: number): Formula =>
  from([code, 'LEU'], (own = 0, leukocytes = 0) => Math.min((own * leukocytes) / 7, leukocytes * highestShare));

/** In an order where each formula only needs what stands before it. */
const formulas: readonly (readonly [string, Formula])[] = [
  ['DFG', (values, subject) => filtrationRate(values.get('CREA'), subject)],
  ['LDL', from(['CHOL', 'HDL', 'TG'], (total = 0, high = 0, fat = 0) => Math.max(0.4, total - high - fat / 2.2))],
  ['BILD', from(['BILD', 'BILT'], (direct = 0, total = 0) => Math.min(direct, total * 0.6))],
  ['TCMH', from(['VGM', 'CCMH'], (volume = 90, concentration = 33.6) => (volume * concentration) / 100)],
  ['GR', from(['HB', 'TCMH'], (haemoglobin = 0, content = 30) => (haemoglobin * 10) / content)],
  ['HT', from(['GR', 'VGM'], (cells = 0, volume = 0) => (cells * volume) / 10)],
  ['PEO', shareOfLeukocytes('PEO', 0.1)],
  ['PBA', shareOfLeukocytes('PBA', 0.03)],
  ['LYM', shareOfLeukocytes('LYM', 0.5)],
  ['MONO', shareOfLeukocytes('MONO', 0.15)],
  ['PNN', from(['LEU', 'PEO', 'PBA', 'LYM', 'MONO'], (all = 0, ...others) => all - others.reduce((sum, one) => sum + one, 0))],
  ['INR', from(['TP'], (quick = 100) => Math.max(0.95, (100 / quick) ** 1.1))],
  ['HCO3', from(['PH', 'PCO2'], (acidity = 7.4, gas = 40) => 0.0307 * gas * 10 ** (acidity - 6.1))],
  ['BE', from(['PH', 'HCO3'], (acidity = 7.4, base = 24.4) => 0.93 * (base - 24.4 + 14.8 * (acidity - 7.4)))],
  ['SAO2', from(['PO2'], (gas = 90) => 100 / (23400 / (gas ** 3 + 150 * gas) + 1))],
];

/** CKD-EPI 2021 (creatinine, without ethnicity); made for adults, so children get no figure. */
function filtrationRate(micromoles: number | undefined, { sex, age }: Subject): number | null {
  if (micromoles === undefined || age < 18) return null;
  const [kappa, alpha, factor] = sex === 'F' ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const ratio = micromoles / 88.4 / kappa;
  return 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor;
}
