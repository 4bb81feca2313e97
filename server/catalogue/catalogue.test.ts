import { expect, test } from 'vitest';
import { chapterOfSection, chapterRank, OTHER_CHAPTER } from './chapters';
import { TEST_DEFINITIONS } from './definitions';

test('every code is defined once, with words for a physician and for a patient', () => {
  expect(new Set(TEST_DEFINITIONS.map(({ loincCode }) => loincCode)).size).toBe(TEST_DEFINITIONS.length);
  for (const { loincCode, label, patientLabel } of TEST_DEFINITIONS) {
    expect(loincCode).toMatch(/^\d{1,5}-\d$/);
    expect(label.trim()).not.toBe('');
    expect(patientLabel.trim()).not.toBe('');
  }
});

/** The last digit of a LOINC code is a mod 10 check digit: a typing error in the catalogue would name another examination. */
function hasRightCheckDigit(loincCode: string): boolean {
  const [digits = '', check] = loincCode.split('-');
  const fromRight = [...digits].toReversed();
  const doubled = String(
    Number(
      fromRight
        .filter((_, index) => index % 2 === 0)
        .toReversed()
        .join(''),
    ) * 2,
  );
  const sum = [...doubled, ...fromRight.filter((_, index) => index % 2 === 1)].reduce((total, digit) => total + Number(digit), 0);
  return String((10 - (sum % 10)) % 10) === check;
}

test('no code is mistyped', () => {
  expect(hasRightCheckDigit('2823-3')).toBe(true);
  expect(hasRightCheckDigit('2823-4')).toBe(false);
  expect(TEST_DEFINITIONS.filter(({ loincCode }) => !hasRightCheckDigit(loincCode))).toEqual([]);
});

test('positions follow the order of the report, chapter by chapter', () => {
  const positions = TEST_DEFINITIONS.map(({ position }) => position);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
});

test('a section that nobody knows is a chapter of its own, read last, never a missing result', () => {
  expect(chapterOfSection('hm')).toBe('Hématologie');
  expect(chapterOfSection('')).toBe(OTHER_CHAPTER);
  expect(chapterOfSection('ZZZ')).toBe(OTHER_CHAPTER);
  expect(chapterRank('Gaz du sang')).toBeLessThan(chapterRank('Biochimie'));
  expect(chapterRank(OTHER_CHAPTER)).toBeGreaterThan(chapterRank('Microbiologie'));
});
