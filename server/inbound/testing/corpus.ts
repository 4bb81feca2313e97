import * as fc from 'fast-check';
import { encodeEscapes } from '../../hl7/escapes';
import { DEFAULT_DELIMITERS } from '../../hl7/grammar';
import { frame } from '../../hl7/mllp';

/**
 * Messages made at random from a model of what they mean, printed as a sender would: every value type, every character set, escapes, and packets cut
 * anywhere. Printing here shares nothing with reading but the table of escapes.
 */
export interface ModelResult {
  readonly type: string;
  /** OBX-5 in raw HL7 text. */
  readonly sent: string;
  readonly values: readonly string[];
  readonly number: number | null;
  readonly note: string;
  readonly subId: string;
}

export interface ModelMessage {
  readonly controlId: string;
  readonly charset: CorpusCharset;
  readonly lineEnd: '\r' | '\r\n' | '\n';
  readonly familyName: string;
  readonly results: readonly ModelResult[];
}

export const CORPUS_CHARSETS = ['UNICODE UTF-8', '8859/1', '8859/15', 'ASCII', ''] as const;
export type CorpusCharset = (typeof CORPUS_CHARSETS)[number];

const LETTERS: Readonly<Record<CorpusCharset, readonly string[]>> = {
  'UNICODE UTF-8': ['é', 'œ', '€', 'µ', 'Ω', '测', '😀'],
  '8859/1': ['é', 'ç', 'µ', '°', 'Ã', '¤', '¼'],
  '8859/15': ['é', 'ç', '€', 'Š', 'š', 'Ž', 'ž', 'Œ', 'œ', 'Ÿ'],
  ASCII: ['e'],
  '': ['é', 'œ', '€', 'Ω'],
};
const PLAIN = ['K', 'a', '7', ' ', '.', ',', '|', '^', '~', '&', '\\', '%', '<', '-', '\n'];
const LATIN9: Readonly<Record<string, number>> = { '€': 0xa4, Š: 0xa6, š: 0xa8, Ž: 0xb4, ž: 0xb8, Œ: 0xbc, œ: 0xbd, Ÿ: 0xbe };

const escaped = (text: string): string => encodeEscapes(text, DEFAULT_DELIMITERS);
/** A text that begins and ends with a letter: a sender's blanks around a value are nobody's. */
const textOf = (charset: CorpusCharset) =>
  fc.array(fc.constantFrom(...PLAIN, ...LETTERS[charset]), { maxLength: 12 }).map((characters) => `T${characters.join('')}T`);

function valueOf(charset: CorpusCharset): fc.Arbitrary<Pick<ModelResult, 'type' | 'sent' | 'values' | 'number'>> {
  const text = textOf(charset);
  const decimal = fc.tuple(fc.integer({ min: -999, max: 9999 }), fc.nat(99)).map(([whole, part]) => `${whole}.${String(part).padStart(2, '0')}`);
  const repeated = (types: readonly string[], sentOf: (words: string) => string) =>
    fc.tuple(fc.constantFrom(...types), fc.array(text, { minLength: 1, maxLength: 3 })).map(([type, values]) => ({
      type,
      sent: values.map((words) => sentOf(escaped(words))).join('~'),
      values,
      number: null,
    }));
  return fc.oneof(
    decimal.map((number) => ({ type: 'NM', sent: number, values: [number], number: Number(number) })),
    fc
      .tuple(fc.constantFrom('<', '>', '<=', '>='), fc.nat(500))
      .map(([sign, number]) => ({ type: 'SN', sent: `${sign}^${number}`, values: [`${sign}${number}`], number })),
    fc.tuple(fc.nat(9), fc.nat(512)).map(([one, other]) => ({ type: 'SN', sent: `^${one}^:^${other}`, values: [`${one}:${other}`], number: null })),
    repeated(['ST', 'TX', 'FT'], (words) => words),
    repeated(['CE', 'CWE', 'CNE'], (words) => `C1^${words}^L`),
    repeated(['CE', 'CWE', 'CNE'], (words) => `^^^C2^${words}^L`),
    repeated(['CWE'], (words) => `^^^^^^^^${words}`),
    repeated(['CX', 'EI'], (words) => `${words}^^^CH`),
    repeated(['XTN'], (words) => `^PRN^PH^^33^3^1^^^^^${words}`),
    repeated(['XPN'], (words) => `^${words}`),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => {
      const day = date.toISOString().slice(0, 10).replaceAll('-', '');
      return { type: 'DT', sent: day, values: [day], number: null };
    }),
    fc.constantFrom('TS', 'DTM').map((type) => ({ type, sent: '20261025023000.1234+0200', values: ['20261025023000.1234+0200'], number: null })),
    fc.constant({ type: 'TM', sent: '0307', values: ['0307'], number: null }),
    fc.constant({ type: 'ED', sent: '^application^pdf^Base64^JVBERi0xLjQKJSVFT0Y=', values: ['Document joint (pdf)'], number: null }),
    fc.constant({ type: 'RP', sent: 'cr.pdf', values: ['Document externe : cr.pdf'], number: null }),
  );
}

/** Any message of the corpus. */
export const modelMessage: fc.Arbitrary<ModelMessage> = fc.constantFrom(...CORPUS_CHARSETS).chain((charset) =>
  fc.record({
    controlId: fc.nat(1e9).map((number) => `CORPUS${number}`),
    charset: fc.constant(charset),
    lineEnd: fc.constantFrom('\r' as const, '\r\n' as const, '\n' as const),
    familyName: textOf(charset).map((text) => text.replaceAll('\n', ' ')),
    results: fc.array(
      fc.tuple(valueOf(charset), textOf(charset), fc.constantFrom('', '1', '1.2')).map(([value, note, subId]) => ({ ...value, note, subId })),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);

/** The bytes of a message as its sender puts them on the wire, without frame. */
export function printed({ controlId, charset, lineEnd, familyName, results }: ModelMessage): Buffer {
  const lines = [
    `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|20261121031412||ORU^R01^ORU_R01|${controlId}|P|2.5|||||FRA|${charset}`,
    `PID|1||4711^^^CH^PI||${escaped(familyName)}^DOMINIQUE||19790328|F`,
    'ORC|RE|P1||D1',
    'OBR|1|P1|N1|IONO',
    ...results.flatMap((result, index) => [
      `OBX|${index + 1}|${result.type}|C${index}^Examen^L|${result.subId}|${result.sent}||||||R`,
      `NTE|1||${escaped(result.note)}`,
    ]),
  ];
  return encoded(lines.join(lineEnd) + lineEnd, charset);
}

/** The frames of several messages in one stream, cut into packets at the given places. */
export function packetsOf(payloads: readonly Buffer[], places: readonly number[]): Buffer[] {
  const stream = Buffer.concat(payloads.map(frame));
  const cuts = [...new Set([0, ...places.map((place) => place % (stream.length + 1)), stream.length])].toSorted((a, b) => a - b);
  return cuts.slice(1).map((end, index) => stream.subarray(cuts[index], end));
}

function encoded(text: string, charset: CorpusCharset): Buffer {
  if (charset === '8859/1') return Buffer.from(text, 'latin1');
  if (charset !== '8859/15') return Buffer.from(text, 'utf8');
  return Buffer.from(Array.from(text, (character) => LATIN9[character] ?? character.charCodeAt(0)));
}
