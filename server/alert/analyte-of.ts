import { ANALYTES } from '../expertise/shipped/analytes';

interface Quantity {
  label: string;
  unit: string;
  molarMass?: number | undefined;
  isSigned?: boolean | undefined;
}

const BY_LOINC = new Map<string, Quantity>(Object.values(ANALYTES).flatMap((analyte) => analyte.loincCodes.map((code): [string, Quantity] => [code, analyte])));

/** What that code measures, as the expertise knows it: its unit and what makes mass and mole the same. */
export const analyteOf = (loincCode: string): Quantity | undefined => BY_LOINC.get(loincCode);
