import type { Flag, ObservationClass } from './types';

/** Reads OBX-11 (HL7 table 0085). An unknown status is a result to look at, never one to drop. */
export function classOf(status: string): ObservationClass {
  if (status === 'I' || status === 'O') return 'awaited';
  if (status === 'X' || status === 'D' || status === 'W' || status === 'N') return 'removed';
  return 'result';
}

const FLAGS: Record<string, Flag> = {
  HH: 'critical-high',
  '>': 'critical-high',
  LL: 'critical-low',
  '<': 'critical-low',
  AA: 'critical',
  H: 'high',
  HU: 'high',
  L: 'low',
  LU: 'low',
  A: 'abnormal',
  N: 'normal',
};

/**
 * Reads OBX-8 (HL7 table 0078). No flag, or one that says nothing of normality, is « non évalué », never « normal »
 * (product decision 9). Off-scale `<` and `>` count as critical: nobody knows how far beyond. Of several flags (`A~HH`) the
 * gravest counts.
 */
export function flagOf(interpretation: string): Flag {
  const flags = new Set(interpretation.split('~').map((flag) => FLAGS[flag.trim().toUpperCase()]));
  return GRAVEST_FIRST.find((flag) => flags.has(flag)) ?? 'not-evaluated';
}

/** What OBX-8 says beside the flags that are known, as it was sent: an alarm of the analyser must not vanish because nobody agreed on its code. */
export const unknownFlags = (interpretation: string): string[] =>
  interpretation
    .split('~')
    .map((word) => word.trim())
    .filter((word) => word !== '' && !Object.hasOwn(FLAGS, word.toUpperCase()));

const GRAVEST_FIRST: readonly Flag[] = ['critical-high', 'critical-low', 'critical', 'high', 'low', 'abnormal', 'normal'];

export const isCritical = (flag: Flag): boolean => flag === 'critical-high' || flag === 'critical-low' || flag === 'critical';
export const isAbnormal = (flag: Flag): boolean => isCritical(flag) || flag === 'high' || flag === 'low' || flag === 'abnormal';

interface Shown {
  values: readonly string[];
  number: number | null;
}

/** The value for a person: decimal comma for what was recognised as one number, every other text verbatim. */
export function displayValue(observation: Shown): string {
  const [first = ''] = observation.values;
  if (observation.values.length === 1 && observation.number !== null) return first.replace('.', ',');
  return observation.values.join('\n');
}

/** Ranges of two numbers get the French comma and an en dash; any other text stays as sent. */
export function displayRange(range: string): string {
  const match = /^\s*(-?\d+(?:[.,]\d+)?)\s*-\s*(-?\d+(?:[.,]\d+)?)\s*$/.exec(range);
  if (match?.[1] && match[2]) return `${match[1].replace('.', ',')} – ${match[2].replace('.', ',')}`;
  return /^\s*(<=?|>=?)\s*-?\d+(\.\d+)?\s*$/.test(range) ? range.trim().replace('.', ',') : range;
}

const UNITS: Record<string, string> = {
  '10*9/L': '10⁹/L',
  '10*12/L': '10¹²/L',
  '10*6/L': '10⁶/L',
  umol: 'µmol',
  'umol/L': 'µmol/L',
  'ug/L': 'µg/L',
  'ug/mL': 'µg/mL',
  '{INR}': '',
};

/** UCUM as French people write it, for the units where the two differ; any other unit verbatim. */
export const displayUnit = (unit: string): string => UNITS[unit] ?? unit;
