import { freeText, segmentsNamed, textOf } from './access';
import { fieldValueOf, message, repeat, segment } from './build';
import { charsetNamed } from './charset';
import type { Hl7Message, Segment } from './grammar';
import { printHl7Time } from './time';

export type AckCode = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

/** One ERR segment: where (ERR-2), what (ERR-3, table 0357), how bad (ERR-4) and the sentence for a person (ERR-8). */
export interface AckProblem {
  readonly segment: string;
  /** Which segment of that name, from 1. */
  readonly sequence?: number;
  readonly field: number | null;
  readonly component?: number;
  readonly code: string;
  /** `E` when it is not given. */
  readonly severity?: 'E' | 'W' | 'I';
  readonly text: string;
}

export interface AckInput {
  /** Null when the received bytes could not be parsed: `findControlId` then gives the id to answer. */
  readonly original: Hl7Message | null;
  readonly code: AckCode;
  readonly controlId: string;
  readonly answeredControlId: string;
  readonly at: Date;
  readonly zone: string;
  readonly problems: readonly AckProblem[];
  /** The character set that the answer is going to be encoded in; the original's when it is not given. */
  readonly charset?: string;
}

export interface AckRead {
  /** Null when there is no MSA or its code is none of table 0008. */
  readonly code: AckCode | null;
  readonly controlId: string;
  readonly text: string;
  readonly problems: readonly AckProblem[];
}

const ACK_CODES: readonly AckCode[] = ['AA', 'AE', 'AR', 'CA', 'CE', 'CR'];
const ERROR_NAMES: Readonly<Record<string, string>> = {
  '0': 'Message accepted',
  '100': 'Segment sequence error',
  '101': 'Required field missing',
  '102': 'Data type error',
  '103': 'Table value not found',
  '104': 'Value too long',
  '200': 'Unsupported message type',
  '201': 'Unsupported event code',
  '202': 'Unsupported processing id',
  '203': 'Unsupported version id',
  '204': 'Unknown key identifier',
  '205': 'Duplicate key identifier',
  '206': 'Application record locked',
  '207': 'Application internal error',
};

/**
 * Builds the answer to one message: it goes back to its sender, names the message's own control id in MSA-2 and tells
 * every problem in an ERR of its own. Works for original mode (AA, AE, AR) and enhanced mode (CA, CE, CR).
 * @see HL7 2.5 chapter 2.9 (acknowledgement), 2.15.5 (ERR), 2.15.8 (MSA)
 */
export function buildAck(input: AckInput): Hl7Message {
  const { original, problems } = input;
  const summary = problems.find(({ severity = 'E' }) => severity === 'E')?.text;
  return message(
    answerHeader(input),
    // MSA-3 is an ST of 80 characters; receivers that do not read ERR show it.
    segment('MSA', { 1: input.code, 2: input.answeredControlId, 3: summary?.slice(0, 80) }),
    ...problems.map((problem) => errorSegment(problem, isBeforeVersion25(original))),
  );
}

/** Reads an answer of any version; `text` is the first sentence that tells a person what went wrong. */
export function readAck(answer: Hl7Message): AckRead {
  const msa = segmentsNamed(answer, 'MSA')[0];
  const problems = segmentsNamed(answer, 'ERR').map((err) => readError(answer, err));
  const code = msa ? textOf(answer, msa, 1) : '';
  return {
    code: ACK_CODES.find((known) => known === code) ?? null,
    controlId: msa ? textOf(answer, msa, 2) : '',
    text: (msa && freeText(answer, msa.fields[3] ?? '')) || (problems.find(({ text }) => text !== '')?.text ?? ''),
    problems,
  };
}

/**
 * Finds MSH-10 also in a message that is too damaged to parse, so that its sender gets an answer with its own control
 * id; `''` when nothing like it is there. Give it decoded text, or the start of a frame that was too long.
 */
export function findControlId(text: string): string {
  const header = /(?:^|[\r\n])(MSH[^A-Za-z0-9\s][^\r\n]*)/.exec(text.replace(/^\uFEFF/, ''))?.[1] ?? '';
  return header.split(header[3] ?? '|')[9]?.slice(0, 199) ?? '';
}

function answerHeader({ original, controlId, at, zone, charset }: AckInput): Segment {
  const received = original?.segments[0];
  const copy = (field: number) => (original && received ? fieldValueOf(original, received, field) : undefined);
  const read = (field: number, component = 1) => (original && received ? textOf(original, received, field, component) : '');
  // Results of the bedside are answered under an event of their own (HL7 2.5 chapter 7.3).
  const event = read(9, 2) === 'R32' ? 'R33' : read(9, 2);
  return segment('MSH', {
    3: copy(5),
    4: copy(6),
    5: copy(3),
    6: copy(4),
    7: printHl7Time(at, zone),
    9: event === '' ? 'ACK' : ['ACK', event, 'ACK'],
    10: controlId,
    11: read(11) === '' ? 'P' : copy(11),
    12: read(12) === '' ? '2.5' : copy(12),
    17: copy(17),
    18: charset ?? charsetNamed(read(18)) ?? undefined,
  });
}

function errorSegment(problem: AckProblem, isOldVersion: boolean): Segment {
  const { sequence, component, text } = problem;
  const field = problem.field === null ? '' : String(problem.field);
  const occurrence = problem.segment === '' ? '' : String(sequence ?? 1);
  const name = ERROR_NAMES[problem.code] ?? '';
  return segment('ERR', {
    // Before 2.5 ERR-1 is the only field a receiver knows; since then it must stay empty.
    1: isOldVersion ? [problem.segment, occurrence, field, [problem.code, name, 'HL70357']] : undefined,
    2: [problem.segment, occurrence, field, component === undefined ? '' : '1', component === undefined ? '' : String(component)],
    3: [problem.code, name, 'HL70357'],
    4: problem.severity ?? 'E',
    8: repeat(text.slice(0, 250)),
  });
}

function readError(answer: Hl7Message, err: Segment): AckProblem {
  const isOldForm = (err.fields[3] ?? '') === '';
  const location = isOldForm ? 1 : 2;
  const severity = textOf(answer, err, 4);
  const component = isOldForm ? 0 : Number(textOf(answer, err, 2, 5));
  const sequence = Number(textOf(answer, err, location, 2));
  return {
    segment: textOf(answer, err, location, 1),
    field: Number(textOf(answer, err, location, 3)) || null,
    code: isOldForm ? textOf(answer, err, 1, 4) : textOf(answer, err, 3),
    severity: severity === 'W' || severity === 'I' ? severity : 'E',
    text: freeText(answer, err.fields[8] ?? '') || (isOldForm ? textOf(answer, err, 1, 4, 2) : textOf(answer, err, 3, 2)),
    ...(sequence > 0 ? { sequence } : {}),
    ...(component > 0 ? { component } : {}),
  };
}

function isBeforeVersion25(original: Hl7Message | null): boolean {
  const header = original?.segments[0];
  const version = original && header ? textOf(original, header, 12) : '';
  return /^2\.[0-4]/.test(version);
}
