import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('docs/security.md', 'utf8');

/** How many requirements of level 1 and 2 each section of ASVS 5.0.0 has, in the order of the standard: the highest number is not enough, since level 3 stands between. */
const REQUIREMENTS = 253;
const CHAPTERS = 17;

const lines = [...text.matchAll(/^\| (V\d+\.\d+\.\d+) \| (.+) \| (.*) \|$/gm)].map(([, id = '', how = '', where = '']) => ({ id, how, where }));

test('every ASVS requirement of level 1 and 2 has one line', () => {
  expect(lines).toHaveLength(REQUIREMENTS);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(REQUIREMENTS);
  expect(new Set(lines.map(({ id }) => id.split('.')[0])).size).toBe(CHAPTERS);
});

test('each line says where it is proven, or why there is nothing to prove', () => {
  expect(lines.filter(({ how, where }) => where === '' && !how.startsWith('n/a: ')).map(({ id }) => id)).toEqual([]);
});

test('every threat of the product has its line', () => {
  const numbers = [...text.matchAll(/^\| (\d+(?:[–,] ?\d+)*) \|/gm)].flatMap(([, cell = '']) => numbersIn(cell));
  expect(numbers.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

test('every file that is named exists', () => {
  const named = [...text.matchAll(/`((?:app|bench|db|docs|e2e|server)\/[^`\s]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(100);
  expect([...new Set(named)].filter((path) => !existsSync(path))).toEqual([]);
});

/** `3, 4` and `15–18`. */
function numbersIn(cell: string): number[] {
  const [first = 0, last] = cell.split('–').map(Number);
  if (last !== undefined) return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return cell.split(',').map(Number);
}
