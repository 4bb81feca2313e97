import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv';
import { decodeText, readCsv } from './read-csv';

const cellsOf = (text: string) => readCsv(text).map(({ cells }) => cells);

test('reads semicolons and commas, quotes and line breaks in them', () => {
  expect(cellsOf('a;b\r\n"x;y";"un ""mot"""\r\n')).toEqual([
    ['a', 'b'],
    ['x;y', 'un "mot"'],
  ]);
  expect(cellsOf('a,b\n"x\ny",2')).toEqual([
    ['a', 'b'],
    ['x\ny', '2'],
  ]);
});

test('numbers lines as an editor does, and leaves empty ones out', () => {
  expect(readCsv('a;b\n\n;\n"x\ny";1\nz;2').map(({ line }) => line)).toEqual([1, 4, 6]);
});

test('reads UTF-8, with its mark, and Windows-1252', () => {
  expect(cellsOf(decodeText(new TextEncoder().encode('\ufeffÉlise;œ')))).toEqual([['Élise', 'œ']]);
  expect(decodeText(Uint8Array.from([0xc9, 0x6c, 0x69, 0x73, 0x65, 0x3b, 0x9c]))).toBe('Élise;œ');
});

test('reads back whatever was exported', () => {
  const cell = fc
    .string({ unit: 'grapheme' })
    .filter(
      (text) => text.trim() !== '' && !text.includes('\ufeff') && !/^\s*'|^[\s\u200b]*[\t\r\uff1d\uff0b\uff0d\uff20|]/.test(text) && !text.includes('\r'),
    );
  fc.assert(
    fc.property(cell, cell, (one, other) => {
      fc.pre(!/^[\u200b\s]*\u200b[\u200b\s]*[=+\-@]/.test(one + other));
      expect(
        cellsOf(
          csvOf([
            ['tête', 'tête'],
            [one, other],
          ]),
        )[1],
      ).toEqual([one, other]);
    }),
  );
});
