import type { Flag } from '../dossier/types';
import { displayRange, displayUnit, displayValue, flagOf } from '../dossier/values';
import { ANALYTES } from '../expertise/shipped/analytes';
import { factorBetween } from '../expertise/units';

/** One validated value, or one of the dossier itself, as the table of a patient's whole history is made of it. */
export interface HistoryValue {
  dossierId: string;
  code: string;
  /** The code's own: a local code is comparable within its laboratory only. */
  scope: string;
  label: string;
  subId: string;
  chapter: string;
  values: readonly string[];
  number: number | null;
  comparator: string | null;
  unit: string;
  method: string;
  interpretation: string;
  referenceRange: string;
  position: number;
  at: Date;
  isValidated: boolean;
}

export interface HistoryCell {
  dossierId: string;
  value: string;
  unit: string;
  flag: Flag;
  /** What the laboratory wrote, where the value is shown in another unit; null = it is shown as it was written. */
  converted: string | null;
  isValidated: boolean;
}

export interface HistoryRow {
  key: string;
  label: string;
  method: string;
  unit: string;
  referenceRange: string;
  cells: HistoryCell[];
}

/** Grams per mole by LOINC code, where mass and mole are the same quantity. */
const MOLAR_MASS: ReadonlyMap<string, number> = new Map(
  Object.values(ANALYTES).flatMap(({ loincCodes, molarMass }) => (molarMass === undefined ? [] : loincCodes.map((code) => [code, molarMass] as const))),
);
/** Codes of one quantity, by mass and by mole: one row. */
const QUANTITY: ReadonlyMap<string, string> = new Map(
  Object.entries(ANALYTES).flatMap(([name, { loincCodes, molarMass }]) => (molarMass === undefined ? [] : loincCodes.map((code) => [code, name] as const))),
);

/**
 * Puts values in rows: one quantity by one method each, since values of two methods are not joined. A row has the unit of its newest value; another unit is converted where UCUM, and the molar mass between
 * mass and mole, allow it, and marked; where they do not, it is shown as it was written, with its unit.
 * @see GBUI V-2a, I-2
 */
export function historyRows(values: readonly HistoryValue[]): HistoryRow[] {
  const rows = new Map<string, HistoryValue[]>();
  for (const value of values.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    const key = [QUANTITY.get(value.code) ?? value.code, value.scope, value.subId, value.method].join('|');
    const own = rows.get(key);
    if (own) own.push(value);
    else rows.set(key, [value]);
  }
  return [...rows].flatMap(([key, own]) => {
    const [newest] = own;
    if (!newest) return [];
    const row = {
      key,
      label: [newest.label, newest.subId].filter((text) => text !== '').join(' '),
      method: newest.method,
      unit: displayUnit(newest.unit),
      referenceRange: displayRange(newest.referenceRange),
      cells: own.map((value) => cellOf(value, newest.unit)),
    };
    return [row];
  });
}

function cellOf(value: HistoryValue, unit: string): HistoryCell {
  const { dossierId, number, comparator, isValidated } = value;
  const written = displayValue({ values: value.values, number });
  const cell = { dossierId, flag: flagOf(value.interpretation), isValidated };
  const isOther = displayUnit(value.unit) !== displayUnit(unit);
  const factor = isOther && number !== null ? factorBetween(value.unit, unit, MOLAR_MASS.get(value.code)) : null;
  if (number === null || factor === null) return { ...cell, value: written, unit: isOther ? displayUnit(value.unit) : displayUnit(unit), converted: null };
  const text = `${comparator ?? ''}${String(Number((number * factor).toPrecision(figuresOf(value.values[0] ?? '')))).replace('.', ',')}`;
  return { ...cell, value: text, unit: displayUnit(unit), converted: `${written} ${displayUnit(value.unit)}`.trim() };
}

/** As many figures as were measured, and two at least: a conversion invents no precision. */
const figuresOf = (written: string): number => Math.max(2, Math.min(6, written.replace(/^[<>=\s]*0*[.,]?0*/, '').replaceAll(/\D/g, '').length));
