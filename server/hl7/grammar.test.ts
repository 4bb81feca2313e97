import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeText, repetitionsOf, segmentsNamed, textOf } from './access';
import { type Hl7Message, parseMessage, printMessage } from './grammar';

const punctuation = [...'!"#$%&\'()*+,-/:;<=>?@[\\]^_`{|}~'];
const delimiters = fc.uniqueArray(fc.constantFrom(...punctuation), { minLength: 3, maxLength: 6 });
const fieldText = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ''));
const segmentName = fc.tuple(fc.constantFrom(...'ABDEFPZ'), fc.constantFrom(...'ABN1'), fc.constantFrom(...'XR3')).map((parts) => parts.join(''));

const messageText = fc
  .tuple(delimiters, fc.array(fieldText, { maxLength: 20 }), fc.array(fc.tuple(segmentName, fc.array(fieldText, { maxLength: 8 })), { maxLength: 12 }))
  .map(([[field = '|', ...encoding], header, body]) => {
    const clean = (texts: string[]) => texts.map((text) => text.replaceAll(field, ''));
    const lines = [[`MSH${field}${encoding.join('')}`, ...clean(header)], ...body.map(([name, texts]) => [name, ...clean(texts)])];
    return lines.map((fields) => fields.join(field));
  });

function parsed(text: string): Hl7Message {
  const result = parseMessage(text);
  if (!result.ok) throw new Error(result.problem.text);
  return result.message;
}

describe('parsing and printing', () => {
  it('loses nothing of any message, whatever its delimiters and segment ends', () => {
    fc.assert(
      fc.property(messageText, fc.constantFrom('\r', '\n', '\r\n', '\r\r\n'), fc.boolean(), (lines, end, isEnded) => {
        const text = lines.join(end) + (isEnded ? end : '');
        expect(printMessage(parsed(text))).toBe(lines.map((line) => `${line}\r`).join(''));
      }),
    );
  });

  it('prints what parses back to the same message, and never throws, for any text at all', () => {
    const lines = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('PID|1||x', 'obx|1', 'OBX', 'NTE|1|')), { maxLength: 8 });
    fc.assert(
      fc.property(lines, fc.constantFrom('\r', '\n', '\r\n'), (texts, end) => {
        const result = parseMessage(['MSH|^~\\&|A', ...texts].join(end));
        expect(result.ok ? parseMessage(printMessage(result.message)) : result).toEqual(result);
        expect(parseMessage(texts.join(end)).ok).toBe(false);
      }),
    );
  });

  it('numbers fields as HL7 does, MSH-1 and MSH-2 included', () => {
    const message = parsed('MSH|^~\\&|SIL|LBM\rPID|1||4711^^^CH\r');
    const [header, patient] = message.segments;
    expect(header?.fields.slice(1, 5)).toEqual(['|', '^~\\&', 'SIL', 'LBM']);
    expect(patient?.fields[3]).toBe('4711^^^CH');
    expect(header && textOf(message, header, 2)).toBe('^~\\&');
    expect(header && textOf(message, header, 1)).toBe('|');
  });

  it('takes delimiters from MSH, a truncation character too', () => {
    const message = parsed('MSH$@*!%#$SIL\rPID$1$$A@B%C*D$x!F!y!P!z\r');
    const patient = message.segments[1];
    if (!patient) throw new Error('no PID');
    expect(message.delimiters).toEqual({ field: '$', component: '@', repetition: '*', escape: '!', subcomponent: '%', truncation: '#' });
    expect([textOf(message, patient, 3, 2, 2), textOf(message, patient, 3, 1, 1, 1), textOf(message, patient, 4)]).toEqual(['C', 'D', 'x$y#z']);
  });

  it('treats as text what a short MSH-2 does not name', () => {
    const message = parsed('MSH|^~|SIL\rNTE|1||a & b \\ c\r');
    expect(message.segments[1] && textOf(message, message.segments[1], 3)).toBe('a & b \\ c');
  });

  it.each([
    ['', 'MSH', null],
    ['\r\n\r\n', 'MSH', null],
    ['PID|1', 'MSH', null],
    [' MSH|^~\\&|', 'MSH', null],
    ['MSH', 'MSH', 1],
    ['MSHA^~\\&A', 'MSH', 1],
    ['MSH ^~\\& ', 'MSH', 1],
    ['MSH|^|SIL', 'MSH', 2],
    ['MSH|^^~\\|SIL', 'MSH', 2],
    ['MSH|^~\\&#!|SIL', 'MSH', 2],
    ['MSH|^~a&|SIL', 'MSH', 2],
    ['MSH|^~\\&|A\rMSH|^~\\&|B\r', 'MSH', null],
    ['MSH|^~\\&|A\robx|1|NM\r', '', null],
    ['MSH|^~\\&|A\r PID|1\r', '', null],
    ['MSH|^~\\&|A\rwithout any name\r', '', null],
  ])('refuses %j and says where', (text, segment, field) => {
    expect(parseMessage(text)).toMatchObject({ ok: false, problem: { segment, field, code: expect.stringMatching(/^10[02]$/) } });
  });

  it('never repeats message content in a problem', () => {
    for (const text of ['ZZCANARI|1', 'MSHZZCANARI', 'MSH|ZZCANARI|', 'MSH|^~\\&|A\rzz|ZZCANARI']) {
      expect(JSON.stringify(parseMessage(text))).not.toContain('CANARI');
    }
  });

  it('keeps a raw line break inside a free text in its field', () => {
    const message = parsed('MSH|^~\\&|A\rOBX|1|TX|C||line one\nline two\n\nline | four||||||F\rNTE|1||x\r');
    const [result] = segmentsNamed(message, 'OBX');
    expect(result?.fields[5]).toBe('line one\nline two\n\nline ');
    expect(message.segments).toHaveLength(3);
  });

  it('keeps a word of three capitals that stands alone in an open text', () => {
    const message = parsed('MSH|^~\\&|A\rOBX|1|TX|C||Recherche\nVIH\npositive||||||F\rNTE|1||Germe\nBMR\nsuite\rZZZ|1\r');
    expect(message.segments.map(({ name }) => name)).toEqual(['MSH', 'OBX', 'NTE', 'ZZZ']);
    expect([message.segments[1]?.fields[5], message.segments[1]?.fields[11], message.segments[2]?.fields[3]]).toEqual([
      'Recherche\nVIH\npositive',
      'F',
      'Germe\nBMR\nsuite',
    ]);
  });

  it.each(['OBX 2|NM|K||7.5', 'OBXX|2|NM|K||7.5', '\u0000OBX|2|NM|K||7.5', '|2|NM|K||7.5', 'suite', 'O|2|NM|K||7.5'])(
    'refuses %j after the status of a result, where it would be lost',
    (line) => {
      expect(parseMessage(`MSH|^~\\&|A\rOBX|1|NM|C||5||||||F\r${line}\r`)).toMatchObject({ ok: false, problem: { code: '100' } });
    },
  );

  it.each(['OBX 2|NM|K||7.5', ' OBX|2|NM|K||7.5', 'OBXX|2'])('refuses %j wherever it stands', (line) => {
    expect(parseMessage(`MSH|^~\\&|A\rPID|1||x\r${line}\r`).ok).toBe(false);
  });

  it.each(['   ', '\u001a', '\u0000'])('sets a line of %j aside', (line) => {
    expect(parsed(`MSH|^~\\&|A\rOBX|1|NM|C||5||||||F\r${line}\r`).segments[1]?.fields[11]).toBe('F');
  });

  it('ignores a byte order mark and leading line ends', () => {
    expect(parsed('\uFEFF\r\nMSH|^~\\&|A').segments).toHaveLength(1);
  });
});

describe('reading fields', () => {
  const message = parsed('MSH|^~\\&|A||||||||||||||||8859/1\rOBX|1|TX|K^Potassium&x||\\T\\ 1 & 2 ^ 3~two\\.br\\lines~\\XE9\\|""||\r');
  const [result] = segmentsNamed(message, 'OBX');
  if (!result) throw new Error('no OBX');

  it('gives nothing for what is absent', () => {
    expect([textOf(message, result, 99), textOf(message, result, 5, 9), textOf(message, result, 5, 1, 9), textOf(message, result, 5, 1, 1, 9)]).toEqual([
      '',
      '',
      '',
      '',
    ]);
    expect([repetitionsOf(message, result, 7), repetitionsOf(message, result, 99), segmentsNamed(message, 'ZZZ')]).toEqual([[], [], []]);
  });

  it('keeps empty from deleted', () => expect([textOf(message, result, 6), textOf(message, result, 7)]).toEqual(['""', '']));

  it('decodes each repetition, with bytes in the character set of the message', () => {
    const texts = repetitionsOf(message, result, 5).map((raw) => freeText(message, raw));
    expect(texts).toEqual(['& 1 & 2 ^ 3', 'two\nlines', 'é']);
  });
});
