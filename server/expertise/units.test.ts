import { expect, test } from 'vitest';
import { factorBetween } from './units';

/** Computed once by the reference implementation of the National Library of Medicine (@lhncbc/ucum-lhc 7.1.10). */
const REFERENCE: readonly [from: string, to: string, factor: number | null, molarMass?: number][] = [
  ['g/L', 'mg/dL', 100],
  ['mmol/L', 'umol/L', 1000],
  ['mg/L', 'ug/mL', 1],
  ['ng/L', 'pg/mL', 1],
  ['10*9/L', '10*3/uL', 1],
  ['10*9/L', '/uL', 1000],
  ['10*9/L', '/mm3', 1000],
  ['10*12/L', '10*6/uL', 1],
  ['fL', 'um3', 1],
  ['kPa', 'mm[Hg]', 7.500637554192107],
  ['mm[Hg]', 'kPa', 0.133322],
  ['U/L', 'ukat/L', 0.016666666666666666],
  ['%', '1', 0.01],
  ['L/L', '%', 100],
  ['mmol/mol', '%', 0.1],
  ['mL/min/{1.73_m2}', 'mL/s/{1.73_m2}', 0.016666666666666666],
  ['mosm/kg', 'osm/kg', 0.001],
  ['mg/mmol', 'g/mol', 1],
  ['g/(24.h)', 'g/d', 1],
  ['{INR}', '1', 1],
  ['ug/dL', 'mg/L', 0.01],
  ['mmol/L', 'mg/L', null],
  ['g/g', 'mg/mmol', null],
  ['mmol/L', 'g/L', 0.18016, 180.16],
  ['mg/dL', 'mmol/L', 0.05550621669626998, 180.16],
  ['mg/dL', 'mmol/L', 0.24951344877488893, 40.078],
  ['umol/L', 'mg/dL', 0.011312000000000001, 113.12],
  ['nmol/L', 'ug/L', 0.40064, 400.64],
  ['pmol/L', 'ng/dL', 0.077687, 776.87],
  ['g/L', 'mmol/L', 16.65001665001665, 60.06],
  ['mg/L', 'umol/L', 5.948486110284931, 168.11],
];

const CONVERTED = REFERENCE.flatMap(([from, to, factor, molarMass]) => (factor === null ? [] : [{ from, to, factor, molarMass }]));

test.each(CONVERTED)('$from in $to is what the reference implementation says', ({ from, to, factor, molarMass }) => {
  expect(factorBetween(from, to, molarMass)).toBeCloseTo(factor, 9);
});

test.each(REFERENCE.filter(([, , factor]) => factor === null))('%s is not %s, as the reference implementation says', (...[from, to, , molarMass]) => {
  expect(factorBetween(from, to, molarMass)).toBeNull();
});

test.each(CONVERTED.filter(({ from }) => !from.includes('(')))('from $from to $to and back is the same', ({ from, to, molarMass }) => {
  expect((factorBetween(from, to, molarMass) ?? 0) * (factorBetween(to, from, molarMass) ?? 0)).toBeCloseTo(1, 9);
});

test('reads what French laboratories write, and no more', () => {
  expect(factorBetween('G/L', '10*9/L')).toBeCloseTo(1);
  expect(factorBetween('T/L', '10*12/L')).toBeCloseTo(1);
  expect(factorBetween('µmol/L', 'umol/L')).toBeCloseTo(1);
  expect(factorBetween('mUI/L', 'm[IU]/L')).toBeCloseTo(1);
  expect(factorBetween('mmHg', 'kPa')).toBeCloseTo(0.133322);
  expect(factorBetween('10⁹/L', '10*9/L')).toBeCloseTo(1);
});

test('of one code, units and international units are one amount; of nothing else', () => {
  expect(factorBetween('UI/L', 'U/L')).toBeCloseTo(1);
  expect(factorBetween('m[IU]/L', 'mU/L')).toBeCloseTo(1);
  expect(factorBetween('µUI/mL', 'mU/L')).toBeCloseTo(1);
  expect(factorBetween('mU/mL', '[IU]/L')).toBeCloseTo(1);
  expect(factorBetween('UI/L', 'mmol/L')).toBeNull();
  expect(factorBetween('g/L', '[IU]/L', 180)).toBeNull();
});

test.each([
  ['x10^9/L', '10*9/L'],
  ['× 10*9/L', '10*9/L'],
  ['sec', 's'],
  ['mosmol/kg', 'mosm/kg'],
  ['mOsm/kg H2O', 'mosm/kg'],
  ['ratio', '{INR}'],
  ['INR', '{INR}'],
  ['µg/L FEU', 'ug/L'],
  ['ng/mL (DDU)', 'ug/L'],
  ['mL/min/1,73 m²', 'mL/min/{1.73_m2}'],
])('reads « %s » as %s', (written, unit) => {
  expect(factorBetween(written, unit)).toBeCloseTo(1);
});

test('a unit that was not written is a number for what has none, and unknown for all else', () => {
  expect(factorBetween('', '{INR}')).toBe(1);
  expect(factorBetween('', '[pH]')).toBe(1);
  expect(factorBetween('', 'mmol/L')).toBeNull();
  expect(factorBetween('', '%')).toBeNull();
});

test('an equivalent is not a mole: what has two charges would be read twice', () => {
  expect(factorBetween('meq/L', 'mmol/L')).toBeNull();
});
