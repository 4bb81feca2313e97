import { textOf } from '../hl7/access';
import { findControlId } from '../hl7/ack';
import { messagesIn } from '../hl7/batch';
import { decodeBytes } from '../hl7/charset';
import { type Hl7Message, parseMessage } from '../hl7/grammar';
import { isUtf16, utf16Text } from '../hl7/utf16';
import { problem } from './problems';
import { storable } from './translate/reader';
import type { MessageProblem } from './types';

export interface ReadAlone {
  /** Null when the bytes are no message. */
  message: Hl7Message | null;
  /** MSH-10, also of what is no message where it can be found: its sender waits for it. */
  controlId: string;
  /** MSH-18 named the character set: no other default would read it otherwise. */
  isCharsetDeclared: boolean;
  problems: MessageProblem[];
}

const LONGEST_CONTROL_ID = 199;

/** Reads the bytes of one message in its own character set (MSH-18, else the link's), the same at reception, in the worker, at the desk and in `explain`. */
export function readAlone(bytes: Buffer, defaultCharset: string): ReadAlone {
  if (isUtf16(bytes)) return { message: null, controlId: storable(findControlId(utf16Text(bytes))), isCharsetDeclared: true, problems: [problem('utf16')] };
  const { text, warnings, isDeclared: isCharsetDeclared } = decodeBytes(bytes, defaultCharset);
  const problems: MessageProblem[] = warnings.length > 0 ? [problem('charset')] : [];
  const parsed = parseMessage(text);
  if (parsed.ok) return { message: parsed.message, controlId: header(parsed.message, 10).slice(0, LONGEST_CONTROL_ID), isCharsetDeclared, problems };
  const { segment, field, code, text: sentence } = parsed.problem;
  return {
    message: null,
    controlId: storable(findControlId(text)),
    isCharsetDeclared,
    problems: [...problems, { severity: 'E', segment, field, code, text: sentence }],
  };
}

/** One message of a stored frame, parsed as it was at reception. */
export function readStoredPart(raw: Buffer, part: number, defaultCharset: string): Hl7Message | null {
  const bytes = messagesIn(raw)[part];
  return bytes ? readAlone(bytes, defaultCharset).message : null;
}

/** A text of MSH, as it can be kept. */
export function header(message: Hl7Message, field: number, component = 1): string {
  const [msh] = message.segments;
  return msh ? storable(textOf(message, msh, field, component)) : '';
}
