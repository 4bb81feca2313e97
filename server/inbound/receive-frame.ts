import { declaredCounts, messagesIn } from '../hl7/batch';
import type { Context } from '../platform/context';
import { answersIn } from './answer';
import type { ReceivedPart } from './judge-message';
import { keepBatch } from './keep-batch';
import { receiveAlone } from './receive-alone';

export type ReceiveFrameInput = Pick<ReceivedPart, 'bytes' | 'peer' | 'from' | 'acceptsTests' | 'door' | 'onlyLaboratoryId'>;

/**
 * Stores what came, decides on it and answers with the bytes to send back, all after the commit: an `AA` therefore always
 * speaks of a message that is durably kept. The same message again gets the same answer and changes nothing; what cannot be
 * understood is kept and shown; nothing is dropped. A frame that holds several messages gets as many answers, in order.
 *
 * @param receive how one message is received: together with those of other connections, or by itself
 * @see contract.md « MLLP in »; GBUI VII-2.2a; HL7 2.5 chapter 2.9
 */
export async function receiveFrame(
  ctx: Context,
  input: ReceiveFrameInput,
  receive: (part: ReceivedPart) => Promise<Buffer> = (part) => receiveAlone(ctx, part),
): Promise<Buffer[]> {
  const messages = messagesIn(input.bytes);
  const parts = messages.length;
  // The trailer of a batch follows its last message: that is where a wrong count is told.
  const counts = declaredCounts(input.bytes);
  const miscounted = counts.isRight ? -1 : parts - 1;
  const answers: Buffer[] = [];
  for (const [part, own] of messages.entries()) {
    answers.push(...answersIn(await receive({ ...input, own, part, parts, isMiscounted: part === miscounted })));
  }
  // After the messages themselves: a batch that is counted has come. Sent again, it is counted once.
  if (counts.messages !== null || counts.batches !== null) await keepBatch(ctx, { bytes: input.bytes, said: counts });
  return answers;
}
