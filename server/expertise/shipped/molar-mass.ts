/**
 * Molar masses computed from the formula of what is measured, so that nobody has to believe a number: a typing error shows in the formula.
 * @see https://iupac.qmul.ac.uk/AtWt/ (abridged standard atomic weights of CIAAW, 2021)
 */
const ATOMIC_WEIGHTS: Readonly<Record<string, number>> = {
  H: 1.008,
  Li: 6.94,
  C: 12.011,
  N: 14.007,
  O: 15.999,
  Na: 22.99,
  Mg: 24.305,
  P: 30.974,
  S: 32.06,
  Cl: 35.45,
  K: 39.098,
  Ca: 40.078,
  Fe: 55.845,
  Co: 58.933,
  I: 126.9,
};

/** What the mass of a result is the mass of. Phosphate is given as phosphorus, lactate as lactic acid, triglycerides as triolein, folates as folic acid. */
const FORMULAS = {
  sodium: 'Na',
  potassium: 'K',
  chloride: 'Cl',
  calcium: 'Ca',
  phosphate: 'P',
  magnesium: 'Mg',
  lithium: 'Li',
  iron: 'Fe',
  urea: 'CH4N2O',
  creatinine: 'C4H7N3O',
  'uric-acid': 'C5H4N4O3',
  glucose: 'C6H12O6',
  lactate: 'C3H6O3',
  ammonia: 'NH3',
  bilirubin: 'C33H36N4O6',
  cholesterol: 'C27H46O',
  triglycerides: 'C57H104O6',
  cortisol: 'C21H30O5',
  thyroxine: 'C15H11I4NO4',
  triiodothyronine: 'C15H12I3NO4',
  'vitamin-d': 'C27H44O2',
  'vitamin-b12': 'C63H88CoN14O14P',
  folate: 'C19H19N7O6',
} as const;

/** One chain of haemoglobin, 16 114.5 g/mol: in mmol/L laboratories give the monomer. @see ICSH, J Clin Pathol 1996;49:271-4 */
const HAEMOGLOBIN_MONOMER = 16_114.5;

/** Grams per mole, to the hundredth. */
export const MOLAR_MASS = {
  ...(Object.fromEntries(Object.entries(FORMULAS).map(([name, formula]) => [name, massOf(formula)])) as Record<keyof typeof FORMULAS, number>),
  haemoglobin: HAEMOGLOBIN_MONOMER,
} as const;

/** @throws for an element that the table does not have: a wrong formula is a defect of the data, found when the table is read. */
export function massOf(formula: string): number {
  const atoms = [...formula.matchAll(/([A-Z][a-z]?)(\d*)/g)];
  const sum = atoms.reduce((total, [, element = '', count = '']) => {
    const weight = ATOMIC_WEIGHTS[element];
    if (weight === undefined) throw new Error(`no atomic weight of ${element}`);
    return total + weight * (count === '' ? 1 : Number(count));
  }, 0);
  return Math.round(sum * 100) / 100;
}
