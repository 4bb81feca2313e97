/** As a character, or as the three bytes it has in UTF-8, for a payload read byte by byte. */
const BYTE_ORDER_MARK = /^(?:\uFEFF|\u00ef\u00bb\u00bf)/;
const MESSAGE_START = /(?<=^|[\r\n])(?=MSH[!-/:-@[-`{-~])/;
const ENVELOPE_LINE = /(?<=^|[\r\n])(?:FHS|BHS|BTS|FTS)(?:[!-/:-@[-`{-~][^\r\n]*)?(?:\r\n|\r|\n|$)/g;
const ENVELOPE_NAMES = ['FHS', 'BHS', 'BTS', 'FTS'];
const TRAILER = /(?<=^|[\r\n])(BTS|FTS)[!-/:-@[-`{-~](\d{0,9})/g;
const BATCH_HEADER = /(?<=^|[\r\n])BHS[!-/:-@[-`{-~]/g;

/**
 * Gives every message of a payload its own text, in order, so that a bad one never takes its neighbour along and each
 * gets an answer of its own. A payload without any MSH comes back whole, to be refused once.
 *
 * The batch envelope (FHS, BHS, BTS, FTS) is left out; a text before the first MSH is kept as a message of its own.
 * @see HL7 2.5 chapter 2.10.3 (batch protocol)
 */
export function splitMessages(payload: string): string[] {
  const text = payload.replace(BYTE_ORDER_MARK, '');
  const parts = text.split(MESSAGE_START);
  if (parts.length === 1 && !parts[0]?.startsWith('MSH')) return [payload];
  const messages = parts.map((part) => part.replace(ENVELOPE_LINE, '')).filter((part) => part.trim() !== '');
  return messages.length === 0 ? [payload] : messages;
}

/**
 * The bytes of every message of a payload, cut as `splitMessages` cuts texts. Cutting comes before decoding: two messages of one frame may be in two
 * character sets, and only the whole of one message tells which is its own.
 */
export function messagesIn(payload: Buffer): Buffer[] {
  if (isOneMessage(payload)) return [payload];
  // One character a byte: cutting at ASCII only never cuts a character of any character set read here.
  return splitMessages(payload.toString('latin1')).map((text) => Buffer.from(text, 'latin1'));
}

/** True only for what `splitMessages` would give back as it is: no cutting, no envelope, no byte order mark. Nearly every frame of a day. */
function isOneMessage(payload: Buffer): boolean {
  return payload.indexOf('MSH') === 0 && payload.indexOf('MSH', 1) < 0 && !ENVELOPE_NAMES.some((name) => payload.includes(name));
}

/** What a payload says of how many messages and batches it holds; null when it says nothing. */
export interface DeclaredCounts {
  /** The sum of BTS-1. */
  readonly messages: number | null;
  /** FTS-1. */
  readonly batches: number | null;
  /** How many batches it holds, by their headers (BHS). */
  readonly heldBatches: number;
  /** False when either is not what the payload holds. */
  readonly isRight: boolean;
}

/**
 * Compares what the trailers of a batch announce with what came, so that a message lost before the link is noticed.
 * @see HL7 2.5 chapter 2.15.3 (BTS-1), 2.15.7 (FTS-1)
 */
export function declaredCounts(payload: Buffer): DeclaredCounts {
  if (!payload.includes('BTS') && !payload.includes('FTS')) return { messages: null, batches: null, heldBatches: 0, isRight: true };
  const text = payload.toString('latin1').replace(BYTE_ORDER_MARK, '');
  const said = { BTS: [] as number[], FTS: [] as number[] };
  for (const [, name, count] of text.matchAll(TRAILER)) if (count) said[name === 'BTS' ? 'BTS' : 'FTS'].push(Number(count));
  const messages = said.BTS.length === 0 ? null : said.BTS.reduce((sum, count) => sum + count, 0);
  const batches = said.FTS[0] ?? null;
  const held = { messages: text.split(MESSAGE_START).filter((part) => part.startsWith('MSH')).length, batches: [...text.matchAll(BATCH_HEADER)].length };
  return { messages, batches, heldBatches: held.batches, isRight: (messages ?? held.messages) === held.messages && (batches ?? held.batches) === held.batches };
}
