import { expect, test } from 'vitest';
import { MOLAR_MASS, massOf } from './molar-mass';

/** PubChem, « Molecular Weight ». */
test.each([
  ['urea', 60.06],
  ['creatinine', 113.12],
  ['uric-acid', 168.11],
  ['glucose', 180.16],
  ['lactate', 90.08],
  ['ammonia', 17.031],
  ['bilirubin', 584.7],
  ['cholesterol', 386.7],
  ['triglycerides', 885.4],
  ['cortisol', 362.5],
  ['thyroxine', 776.87],
  ['triiodothyronine', 650.97],
  ['vitamin-d', 400.6],
  ['vitamin-b12', 1355.4],
  ['folate', 441.4],
] as const)('the molar mass of %s is what the reference work says', (name, grams) => {
  expect(Math.abs(MOLAR_MASS[name] - grams)).toBeLessThan(0.06);
});

test('refuses a formula with an element that it does not know', () => {
  expect(() => massOf('C6H12Xx6')).toThrow('Xx');
});
