/** Units in which French laboratories give these examinations (UCUM); an examination that is not here is compared with nothing. */
const BY_UNIT: Record<string, readonly string[]> = {
  'mmol/L': ['2951-2', '2823-3', '2075-0', '2028-9', '2000-8', '14879-1', '2601-3', '22664-7', '14749-6', '14647-2', '14927-8', '14646-4', '39469-2', '2518-9'],
  'umol/L': ['14682-9', '14933-6', '14631-6', '14629-0'],
  'g/L': ['2885-2', '1751-7'],
  'mg/L': ['1988-5'],
};

export const unitsOf = (loincCode: string): string[] => Object.entries(BY_UNIT).flatMap(([unit, codes]) => (codes.includes(loincCode) ? [unit] : []));
