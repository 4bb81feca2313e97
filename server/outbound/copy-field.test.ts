import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../hl7/access';
import { parseMessage, printMessage } from '../hl7/grammar';
import { segmentWithCopies } from './copy-field';

function received(obx5: string, delimiters = '^~\\&') {
  const parsed = parseMessage(`MSH|${delimiters}|SIL\rOBX|1|ST|K||${obx5}\r`);
  if (!parsed.ok) throw new Error(parsed.problem.code);
  const obx = parsed.message.segments[1];
  if (!obx) throw new Error('no OBX');
  return { message: parsed.message, obx };
}

const copied = (obx5: string, delimiters?: string): string => {
  const { message, obx } = received(obx5, delimiters);
  return segmentWithCopies(message, 'OBX', { 5: { copyOf: obx, field: 5 } }).fields[5] ?? '';
};

describe('a copied field', () => {
  test.each(['6.9', '<^10', 'A~B', 'R^Résistant', 'ligne 1\\.br\\ligne 2', '\\H\\gras\\N\\', '\\X0D\\', '""', '\\', 'S&I'])('is %s to the letter', (value) => {
    expect(copied(value)).toBe(value);
  });

  test('written with other delimiters keeps its texts', () => {
    const { message, obx } = received('a#b', '#~\\&');
    const built = {
      ...message,
      delimiters: { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' },
      segments: [segmentWithCopies(message, 'OBX', { 5: { copyOf: obx, field: 5 } })],
    };
    const [segment] = built.segments;
    expect(segment && [textOf(built, segment, 5, 1), textOf(built, segment, 5, 2)]).toEqual(['a', 'b']);
  });

  test('never carries framing or a segment end along', () => {
    const control = fc.constantFrom('\u000b', '\u001c', '\n', '\u0000');
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), control)), (parts) => {
        const { obx, message } = received('x');
        const dirty = { ...obx, fields: [...obx.fields.slice(0, 5), parts.join('').replaceAll('|', '').replaceAll('\r', '')] };
        const segment = segmentWithCopies(message, 'OBX', { 5: { copyOf: dirty, field: 5 } });
        const printed = printMessage({ ...message, segments: [segment] });
        expect(printed.slice(0, -1)).not.toMatch(/[\u0000\u000b\u001c\r\n]/);
      }),
    );
  });
});
