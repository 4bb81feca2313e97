import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeText, textOf } from './access';
import { type FieldValue, fieldValueOf, message, repeat, segment } from './build';
import { parseMessage, printMessage } from './grammar';
import { Deframer, frame } from './mllp';

const header = segment('MSH', { 3: 'RELAIS', 9: ['ORU', 'R01', 'ORU_R01'], 10: '1' });
const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(...'|^~\\&\r\n\u000b\u001c\u0000'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
  maxLength: 40,
});

function reparsed(field: FieldValue) {
  const printed = printMessage(message(header, segment('NTE', { 1: '1', 3: field, 4: 'end' })));
  const result = parseMessage(printed);
  if (!result.ok) throw new Error(result.problem.text);
  return result.message;
}

describe('building', () => {
  it('lets no text change the number of segments, fields or frames (threat 16)', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (text, name, other) => {
        const field = repeat(text, [name, [other, text]]);
        const built = reparsed(field);
        const note = built.segments[1];
        expect([built.segments.length, note?.fields.length]).toEqual([2, 5]);
        if (!note) return;
        expect([textOf(built, note, 3), textOf(built, note, 4)]).toEqual([text, 'end']);
        expect([textOf(built, note, 3, 1, 1, 1), textOf(built, note, 3, 2, 1, 1), textOf(built, note, 3, 2, 2, 1)]).toEqual([name, other, text]);

        const deframer = new Deframer();
        const wire = frame(Buffer.from(printMessage(built)));
        expect([...deframer.push(Buffer.concat([wire, wire])), ...deframer.end()].map(({ kind }) => kind)).toEqual(['frame', 'frame']);
      }),
    );
  });

  it('puts each value at its number and nothing behind the last', () => {
    expect(segment('OBX', { 5: '6.9', 1: '1', 3: ['2823-3', '', 'LN', ''], 11: 'F' }).fields.join('|')).toBe('OBX|1||2823-3^^LN||6.9||||||F');
    expect(segment('PID', { 3: repeat(['4711', '', '', ['CH', '88', 'FINEJ'], 'PI'], '2'), 5: null, 8: undefined }).fields.join('|')).toBe(
      'PID|||4711^^^CH&88&FINEJ^PI~2',
    );
    expect(printMessage(message(header))).toBe('MSH|^~\\&|RELAIS||||||ORU^R01^ORU_R01|1\r');
  });

  it('refuses what is no segment, no field or no message', () => {
    expect(() => segment('ob|', {})).toThrow(RangeError);
    expect(() => segment('MSH', { 2: 'x' })).toThrow(RangeError);
    expect(() => segment('OBX', { 0: 'x' })).toThrow(RangeError);
    expect(() => segment('OBX', { 201: 'x' })).toThrow(RangeError);
    expect(() => segment('OBX', { 1.5: 'x' })).toThrow(RangeError);
    expect(() => message(segment('PID', {}))).toThrow(RangeError);
    expect(() => message()).toThrow(RangeError);
  });

  it('copies a received field whole, whatever delimiters it came with', () => {
    const received = parseMessage('MSH$@*!%$SIL@1%2*B!T!!F!\r');
    if (!received.ok) throw new Error(received.problem.text);
    const from = received.message.segments[0];
    const copied = from && segment('ZZZ', { 1: fieldValueOf(received.message, from, 3), 2: fieldValueOf(received.message, from, 9) });
    expect(copied?.fields).toEqual(['ZZZ', 'SIL^1&2~B%$']);
    expect(copied && freeText(reparsed('x'), copied.fields[1] ?? '')).toBe('SIL^1&2~B%$');
  });
});
