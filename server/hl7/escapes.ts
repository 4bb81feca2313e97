import { type Charset, decodeFragment } from './charset';
import type { Delimiters } from './grammar';

const HEXADECIMAL = /^[Xx]((?:[0-9A-Fa-f]{2})+)$/;
const LAYOUT = /^\.(br|sp|sk|ce)\s*\+?(\d{0,2})$/i;
/** Indents and the filling of lines say how a text is laid out on paper; they have no text. */
const PAPER = /^\.(?:in|ti|fi|nf)\s*[+-]?\d*$/i;
/** A sequence that the standard or a local agreement defines but that has no plain text: kept with both its ends. */
const KEPT = /^(?:Z[^\r\n]*|[CM][0-9A-Fa-f]{4,6})$/;
const PLAIN = /^[\p{L}\p{N} ]*$/u;

/** No delimiter is a letter, a digit or a space: such a text is the same raw and read, in any message. Nearly every field of a header is. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/**
 * Gives the text that the sender meant. Delimiters, `\.br\`, other line layouts and `\Xhh..\` become characters,
 * highlighting marks and indents disappear, every sequence that is not known stays as it was sent, a lone escape character too.
 *
 * `text` is one subcomponent (or a whole free text), already cut at its delimiters. The bytes of `\Xhh..\` are read in
 * `charset`, or by their look when it is not known.
 * @see HL7 2.5 chapter 2.7 (use of escape sequences in text fields), 2.7.1 (formatting codes)
 */
export function decodeEscapes(text: string, delimiters: Delimiters, charset: Charset | null = null): string {
  const mark = delimiters.escape;
  if (mark === '' || !text.includes(mark)) return text;

  let decoded = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf(mark, at);
    const close = open < 0 ? -1 : text.indexOf(mark, open + 1);
    if (close < 0) return decoded + text.slice(at);

    const body = text.slice(open + 1, close);
    const meaning = meaningOf(body, delimiters, charset);
    decoded += text.slice(at, open);
    if (meaning !== null) decoded += meaning;
    else if (KEPT.test(body)) decoded += mark + body + mark;
    // A lone mark, as in a file path: what follows may still be a sequence, and its mark opens it.
    else decoded += mark + body;
    at = meaning === null && !KEPT.test(body) ? close : close + 1;
  }
}

/**
 * Never lets a text break the structure it is put in: `decodeEscapes` gives it back exactly, and the encoded text holds
 * no delimiter, no segment end and no framing byte, whatever the text was (threat 16).
 */
export function encodeEscapes(text: string, delimiters: Delimiters): string {
  if (isPlain(text)) return text;
  const { escape } = delimiters;
  let encoded = '';
  for (const character of text) {
    const body = bodyFor(character, delimiters);
    if (body === null) encoded += character;
    // Without an escape character nothing can be said for it; a space keeps the structure whole.
    else encoded += escape === '' ? ' ' : escape + body + escape;
  }
  return encoded;
}

function meaningOf(body: string, delimiters: Delimiters, charset: Charset | null): string | null {
  switch (body) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent || '&';
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
    case 'P':
      return delimiters.truncation ?? null;
    case 'H':
    case 'N':
      return '';
    default:
      return bytesMeant(body, charset) ?? layoutMeant(body);
  }
}

function bytesMeant(body: string, charset: Charset | null): string | null {
  const digits = HEXADECIMAL.exec(body)?.[1];
  return digits === undefined ? null : decodeFragment(Buffer.from(digits, 'hex'), charset);
}

function layoutMeant(body: string): string | null {
  const [, command, count] = LAYOUT.exec(body) ?? [];
  if (command === undefined) return PAPER.test(body) ? '' : null;
  const times = Math.max(1, Number(count));
  switch (command.toLowerCase()) {
    case 'sp':
      return '\n'.repeat(times);
    case 'sk':
      return ' '.repeat(times);
    default:
      return '\n';
  }
}

function bodyFor(character: string, delimiters: Delimiters): string | null {
  switch (character) {
    case delimiters.field:
      return 'F';
    case delimiters.component:
      return 'S';
    case delimiters.subcomponent:
      return 'T';
    case delimiters.repetition:
      return 'R';
    case delimiters.escape:
      return 'E';
    case delimiters.truncation:
      return 'P';
    case '\n':
      return Object.values(delimiters).includes('.') ? 'X0A' : '.br';
    case '\t':
      return null;
    default:
      return character < ' ' || character === '\u007f' ? `X${hexOf(character)}` : null;
  }
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}
