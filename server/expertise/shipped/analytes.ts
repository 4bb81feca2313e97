import type { WrittenAnalyte } from '../types';

/** Molar masses: IUPAC standard atomic weights. Variation: EFLM Biological Variation Database, medians; analytical = desirable imprecision. */
export const ANALYTES: Readonly<Record<string, WrittenAnalyte>> = {
  sodium: { label: 'Sodium', loincCodes: ['2951-2'], unit: 'mmol/L' },
  potassium: {
    label: 'Potassium',
    loincCodes: ['2823-3'],
    unit: 'mmol/L',
    molarMass: 39.098,
    variation: { withinSubject: 4.1, analytical: 2, source: 'Base EFLM de variation biologique' },
  },
  chloride: { label: 'Chlorure', loincCodes: ['2075-0'], unit: 'mmol/L', molarMass: 35.45 },
  'total-co2': { label: 'CO₂ total', loincCodes: ['2028-9'], unit: 'mmol/L' },
  haemoglobin: { label: 'Hémoglobine', loincCodes: ['718-7'], unit: 'g/L' },
  haematocrit: { label: 'Hématocrite', loincCodes: ['4544-3'], unit: '%' },
  mchc: { label: 'CCMH', loincCodes: ['786-4'], unit: 'g/L' },
  platelets: { label: 'Plaquettes', loincCodes: ['777-3'], unit: '10*9/L' },
};
