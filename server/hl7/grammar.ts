/** The characters that MSH-1 and MSH-2 name; `''` when MSH-2 is too short to name one (HL7 2.5 chapter 2.5.4). */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
  /** Fifth character of MSH-2, from version 2.7. */
  readonly truncation?: string;
}

/** One segment with its fields as sent, in HL7 numbering: `fields[n]` is field n, MSH-1 and MSH-2 included. */
export interface Segment {
  readonly name: string;
  readonly fields: readonly string[];
  /** The segment as it came, its end left out; only of one that was received, and not of MSH. */
  readonly text?: string;
}

export interface Hl7Message {
  readonly delimiters: Delimiters;
  readonly segments: readonly Segment[];
}

/** Why a text is no HL7 message: `code` is of table 0357, `text` a French sentence without any message content. */
export interface GrammarProblem {
  readonly segment: string;
  readonly field: number | null;
  readonly code: string;
  readonly text: string;
}

export type ParseResult = { readonly ok: true; readonly message: Hl7Message } | { readonly ok: false; readonly problem: GrammarProblem };

export const DEFAULT_DELIMITERS: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/;
const DAMAGED_SEGMENT_NAME = /^\s*[A-Za-z0-9]{2,3}\s*$/;
/** A name that results hang on, with something before or after it: `OBX 2`, `OBXX`, a control character and `OBX`. */
const NEARLY_A_SEGMENT_NAME = /^[^A-Za-z0-9]*(?:MSH|PID|PV1|ORC|OBR|OBX|NTE|SPM|TQ1|MRG)[^|^~&]{0,4}$/i;
const MAIN_SEGMENT_NAME = /^(?:MSH|PID|PV1|ORC|OBR|OBX|NTE|SPM|TQ1|MRG)$/;
/** Nothing that a person reads: a line of spaces, the mark that ends a file of old. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const BLANK_LINE = /^[\s\x00-\x1F]*$/;
const DELIMITER_CHARACTERS = /^[!-/:-@[-`{-~]+$/;

/**
 * Loses nothing of what was sent: `printMessage` gives the text back with CR as the only segment end. Refuses a text
 * that does not start with one readable MSH, that holds a second MSH (see `splitMessages`), or that has a line which
 * looks like a damaged segment.
 *
 * Segments end with CR, LF or CRLF; empty lines are skipped. A line that cannot be a segment is a line break that the
 * sender left raw inside a free text or wrapped Base64: it stays in its field, as `\n`. Where no text can go on (after the status of a
 * result), it is a damaged segment: what it said would be lost in a field that nobody reads.
 * @see HL7 2.5 chapter 2.5 (MSH-1, MSH-2), 2.10 (processing rules)
 */
export function parseMessage(text: string): ParseResult {
  const [header, ...lines] = linesFromFirstText(text);
  if (header === undefined) return refuse('MSH', null, '100', 'Message vide.');
  if (!header.startsWith('MSH')) return refuse('MSH', null, '100', 'Le message ne commence pas par un segment MSH.');

  const read = readDelimiters(header);
  if (!read.ok) return read;
  const { delimiters } = read;

  const body = gatherSegments(lines, delimiters.field);
  if (!body.ok) return body;

  const segments = body.texts.map((text) => new ReceivedSegment(text, delimiters.field));
  return { ok: true, message: { delimiters, segments: [toHeader(header, delimiters.field), ...segments] } };
}

/** Prints every segment as it was parsed or built, each ended by CR, whatever ended it when it came in. */
export function printMessage(message: Hl7Message): string {
  return message.segments.map((segment) => `${printSegment(segment, message.delimiters.field)}\r`).join('');
}

function printSegment(segment: Segment, fieldDelimiter: string): string {
  if (segment.name !== 'MSH') return segment.fields.join(fieldDelimiter);
  return `MSH${segment.fields[1] ?? fieldDelimiter}${segment.fields.slice(2).join(fieldDelimiter)}`;
}

function linesFromFirstText(text: string): string[] {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // Nearly every sender ends segments with CR alone, and a pattern costs many times a character.
  const lines = body.includes('\n') ? body.split(/\r\n|\r|\n/) : body.split('\r');
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first);
}

function readDelimiters(header: string): { ok: true; delimiters: Delimiters } | Refusal {
  const field = header[3] ?? '';
  if (!DELIMITER_CHARACTERS.test(field)) return refuse('MSH', 1, '102', 'Séparateur de champs illisible.');

  const encoding = header.slice(4).split(field, 1)[0] ?? '';
  const all = [field, ...encoding];
  const usable = encoding.length >= 2 && encoding.length <= 5 && DELIMITER_CHARACTERS.test(encoding);
  if (!usable || new Set(all).size !== all.length) return refuse('MSH', 2, '102', 'Caractères d’encodage illisibles.');

  const [component = '', repetition = '', escape = '', subcomponent = '', truncation] = encoding;
  return { ok: true, delimiters: { field, component, repetition, escape, subcomponent, truncation } };
}

function gatherSegments(lines: string[], fieldDelimiter: string): { ok: true; texts: string[] } | Refusal {
  const texts: string[] = [];
  let emptyLines = 0;
  for (const line of lines) {
    if (line === '') {
      emptyLines += 1;
      continue;
    }
    const previous = texts.at(-1);
    const kind = kindOfLine(line, fieldDelimiter, previous);
    if (kind === 'header') return refuse('MSH', null, '100', 'Plusieurs segments MSH dans le même message.');
    if (kind === 'blank') continue;
    if (kind === 'segment') texts.push(line);
    else if (kind === 'damaged' || previous === undefined) return refuse('', null, '100', 'Nom de segment illisible.');
    else texts[texts.length - 1] = `${previous}${'\n'.repeat(emptyLines + 1)}${line}`;
    emptyLines = 0;
  }
  return { ok: true, texts };
}

type LineKind = 'header' | 'segment' | 'damaged' | 'continuation' | 'blank';

function kindOfLine(line: string, fieldDelimiter: string, previous: string | undefined): LineKind {
  const end = line.indexOf(fieldDelimiter);
  const name = end < 0 ? line : line.slice(0, end);
  if (name === 'MSH') return 'header';
  // Three capitals alone (« VIH », « BMR ») are a word of the text that is still open there.
  if (SEGMENT_NAME.test(name)) return end >= 0 || MAIN_SEGMENT_NAME.test(name) || !isTextOpen(previous, fieldDelimiter) ? 'segment' : 'continuation';
  if (end >= 0 && (DAMAGED_SEGMENT_NAME.test(name) || NEARLY_A_SEGMENT_NAME.test(name))) return 'damaged';
  if (!isResultComplete(previous, fieldDelimiter)) return 'continuation';
  return BLANK_LINE.test(line) ? 'blank' : 'damaged';
}

/** Whether the last field so far is OBX-5 or NTE-3. */
function isTextOpen(segment: string | undefined, fieldDelimiter: string): boolean {
  if (segment === undefined) return false;
  const last = segment.split(fieldDelimiter).length - 1;
  return (segment.startsWith('OBX') && last === 5) || (segment.startsWith('NTE') && last === 3);
}

/** From OBX-8 on come flags, status and dates. */
function isResultComplete(segment: string | undefined, fieldDelimiter: string): boolean {
  return segment?.startsWith(`OBX${fieldDelimiter}`) === true && segment.split(fieldDelimiter).length > 8;
}

/** Cut into fields when one of them is first read: reception reads none of most segments. */
class ReceivedSegment implements Segment {
  readonly name: string;
  #fields: readonly string[] | undefined;

  constructor(
    readonly text: string,
    private readonly fieldDelimiter: string,
  ) {
    const end = text.indexOf(fieldDelimiter);
    this.name = end < 0 ? text : text.slice(0, end);
  }

  get fields(): readonly string[] {
    return (this.#fields ??= this.text.split(this.fieldDelimiter));
  }
}

function toHeader(raw: string, fieldDelimiter: string): Segment {
  const [name = 'MSH', ...rest] = raw.split(fieldDelimiter);
  return { name, fields: [name, fieldDelimiter, ...rest] };
}

type Refusal = { readonly ok: false; readonly problem: GrammarProblem };

function refuse(segment: string, field: number | null, code: string, text: string): Refusal {
  return { ok: false, problem: { segment, field, code, text } };
}
