const MESSAGE_START = /(?<=^|[\r\n])(?=MSH[!-/:-@[-`{-~])/;
const ENVELOPE_LINE = /(?<=^|[\r\n])(?:FHS|BHS|BTS|FTS)(?:[!-/:-@[-`{-~][^\r\n]*)?(?:\r\n|\r|\n|$)/g;

/**
 * Gives every message of a payload its own text, in order, so that a bad one never takes its neighbour along and each
 * gets an answer of its own. A payload without any MSH comes back whole, to be refused once.
 *
 * The batch envelope (FHS, BHS, BTS, FTS) is left out; a text before the first MSH is kept as a message of its own.
 * @see HL7 2.5 chapter 2.10.3 (batch protocol)
 */
export function splitMessages(payload: string): string[] {
  const text = payload.replace(/^\uFEFF/, '');
  const parts = text.split(MESSAGE_START);
  if (parts.length === 1) return [payload];
  const messages = parts.map((part) => part.replace(ENVELOPE_LINE, '')).filter((part) => part.trim() !== '');
  return messages.length === 0 ? [payload] : messages;
}
