import { messagesIn } from './batch';
import { Deframer } from './mllp';

/** The bytes of one message of a file; `unfinished` when its frame never ended or it stood between frames. */
export interface FilePart {
  readonly kind: 'message' | 'unfinished';
  readonly bytes: Buffer;
  /** The payload that it came in, envelope included: the same for every message of a batch. */
  readonly payload: Buffer;
}

const FRAMED = /\u000b(?=MSH|FHS|BHS)/;

/**
 * Takes a file apart into its messages, framed for MLLP or not, alone, in a row or in a batch, each with its own bytes: two messages of a file may be in
 * two character sets. Editors and shells turn the CR after FS into LF or lose it: both still end a frame.
 */
export function messagesInFile(bytes: Buffer): FilePart[] {
  const latin = bytes.toString('latin1');
  if (!FRAMED.test(latin)) return partsOf(bytes);
  const mended = Buffer.from(latin.replaceAll(/\u001c(?=\n|$)/g, '\u001c\r'), 'latin1');
  const deframer = new Deframer(mended.length + 1);
  return [...deframer.push(mended), ...deframer.end()].flatMap((event): FilePart[] => {
    if (event.kind === 'frame') return partsOf(event.bytes);
    const kept = event.kind === 'junk' ? event.bytes : event.head;
    return kept.toString('latin1').replace('\u00ef\u00bb\u00bf', '').trim() === '' ? [] : [{ kind: 'unfinished', bytes: kept, payload: kept }];
  });
}

function partsOf(payload: Buffer): FilePart[] {
  return messagesIn(payload).map((bytes) => ({ kind: 'message', bytes, payload }));
}
