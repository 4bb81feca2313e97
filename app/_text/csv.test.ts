import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv';

const cell = (text: string) => csvOf([[text]]).slice(1, -2);

test('is read by a French spreadsheet', () =>
  expect(
    csvOf([
      ['Site', 'Reçus'],
      ['Valmont', 12.5],
      [null, 3],
    ]),
  ).toBe('\ufeffSite;Reçus\r\nValmont;12,5\r\n;3\r\n'));
test('keeps quotes, semicolons and line breaks inside their cell', () => expect(cell('a;"b"\nc')).toBe('"a;""b""\nc"'));

test.each(['=1+1', '+33', '-2', '@SUM(A1)', '\t=1', '  =1', '＝1', '\r=1', '|cmd'])('never lets %j be a formula', (text) => {
  expect(cell(text).replace(/^"/, '').startsWith("'")).toBe(true);
});

test('no text ever starts a formula or leaves its cell', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = cell(text);
      expect(/^"?[=+\-@\t\r]/.test(written)).toBe(false);
      const inside = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '') : written;
      expect(written.startsWith('"') ? inside.includes('"') : /[;"\r\n]/.test(inside)).toBe(false);
    }),
  );
});
