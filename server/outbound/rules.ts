import { segmentsNamed, textOf } from '../hl7/access';
import { readAck } from '../hl7/ack';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import type { AttemptOutcome } from './types';

export interface Attempt {
  outcome: AttemptOutcome;
  /** MSA-1, when there was one. */
  answerCode: string | null;
  /** The answer, byte for byte; null when none came. */
  answer: Buffer | null;
  /** What the LIS said in words and code, when it said no: ERR-3 and ERR-8, or `UA` of an order that it cannot take. */
  no: { code: string; text: string } | null;
}

export const noAnswer = (outcome: AttemptOutcome): Attempt => ({ outcome, answerCode: null, answer: null, no: null });

/** Seconds until the next try after the first, second… failure in a row; the last one stays. */
export const RETRY_SECONDS: readonly number[] = [1, 2, 5, 10, 15, 30];
/** A message set aside is tried this often, for ever. */
export const ASIDE_SECONDS = 300;
/** Failures in a row, with the LIS reachable, after which a message no longer holds up its laboratory. */
const PATIENCE = 5;

/**
 * Says what an answer means for the message with this control id. An answer that names another message, or that cannot be
 * read, leaves it unknown whether the message arrived.
 * @see HL7 2.5 chapter 2.9.2, table 0008
 */
export function attemptOf(answer: Buffer, controlId: string): Attempt {
  const ack = ackIn(answer);
  const read = { answerCode: ack?.code ?? null, answer, no: null };
  if (ack === null || ack.code === null || ack.controlId !== controlId) return { ...read, outcome: 'wrong-answer' };
  switch (ack.code) {
    case 'AA':
    case 'CA':
      return { ...read, outcome: 'acknowledged', no: unableIn(answer) };
    case 'AE':
    case 'CE':
      return { ...read, outcome: 'refused', no: { code: ack.problems[0]?.code || ack.code, text: ack.text } };
    case 'AR':
    case 'CR':
      return { ...read, outcome: 'rejected' };
  }
}

/** An order that was understood and cannot be done: ORC-1 `UA` of an ORL, under `AA`. @see HL7 2.5 table 0119 */
function unableIn(answer: Buffer): Attempt['no'] {
  const parsed = parseMessage(decodeBytes(answer, 'UNICODE UTF-8').text);
  const orc = parsed.ok ? segmentsNamed(parsed.message, 'ORC').find((order) => textOf(parsed.message, order, 1).trim().toUpperCase() === 'UA') : undefined;
  return parsed.ok && orc ? { code: 'UA', text: textOf(parsed.message, orc, 16, 2) || readAck(parsed.message).text } : null;
}

/** MSA-2 of an answer, `''` when it has none. */
export const answeredControlId = (answer: Buffer): string => ackIn(answer)?.controlId ?? '';

function ackIn(answer: Buffer) {
  const parsed = parseMessage(decodeBytes(answer, 'UNICODE UTF-8').text);
  return parsed.ok ? readAck(parsed.message) : null;
}

/**
 * Whether a message must let the others of its laboratory pass: the LIS takes connections, yet this message failed too often
 * in a row. While the LIS cannot be reached at all, everything waits in order.
 * @param newestFirst outcomes of the message's tries
 */
export function mustStandAside(newestFirst: readonly string[]): boolean {
  const recent = newestFirst.slice(0, PATIENCE);
  return recent.length === PATIENCE && recent.every((outcome) => outcome === 'rejected' || outcome === 'no-answer' || outcome === 'wrong-answer');
}

/** When the next try comes, after the outcomes so far. */
export function nextTryAt(now: Date, newestFirst: readonly string[], isAside: boolean): Date {
  const failures = newestFirst.findIndex((outcome) => outcome === 'acknowledged' || outcome === 'refused');
  const count = failures === -1 ? newestFirst.length : failures;
  const seconds = isAside ? ASIDE_SECONDS : (RETRY_SECONDS[Math.min(Math.max(count, 1), RETRY_SECONDS.length) - 1] ?? ASIDE_SECONDS);
  return new Date(now.getTime() + seconds * 1000);
}
