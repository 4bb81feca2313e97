import { append } from '../audit/append';
import { buildAck, findControlId } from '../hl7/ack';
import { decodeBytes, encodeText } from '../hl7/charset';
import { printMessage } from '../hl7/grammar';
import type { Context } from '../platform/context';
import { newId, sha256 } from '../platform/ids';
import { announce } from '../platform/live';
import { problem } from './problems';
import { findSame, insertMessage } from './store';
import { storable } from './translate/reader';

export interface KeepFragmentInput {
  bytes: Buffer;
  peer: string;
  kind: 'unfinished' | 'oversize';
}

/**
 * Keeps what came on the line and is no message: half a frame, bytes between frames, the start of a frame that was too
 * long. It shows on the exchanges page; an `AE` is answered when its control id can still be read, so that the sender
 * knows which message to send again.
 */
export async function keepFragment(ctx: Context, input: KeepFragmentInput): Promise<Buffer | null> {
  const controlId = storable(findControlId(decodeBytes(input.bytes, 'UNICODE UTF-8').text));
  const told = problem(input.kind === 'oversize' ? 'oversize_frame' : 'unfinished_frame');
  const id = newId();
  const answer = encodeText(
    printMessage(
      buildAck({
        original: null,
        code: 'AE',
        controlId: id.replaceAll('-', '').slice(-20),
        answeredControlId: controlId,
        at: ctx.now(),
        zone: 'Europe/Paris',
        problems: [told],
      }),
    ),
    'UNICODE UTF-8',
  );
  await ctx.transaction(async (tx) => {
    const bytesHash = sha256(input.bytes);
    if (await findSame(tx, null, controlId, bytesHash)) return;
    await insertMessage(tx, {
      id,
      profileId: null,
      laboratoryId: null,
      controlId,
      bytesHash,
      raw: input.bytes,
      peer: input.peer,
      messageType: '',
      processingId: '',
      sentAt: null,
      receivedAt: ctx.now(),
      answerCode: controlId === '' ? '' : 'AE',
      answer,
      problems: [told],
      state: 'quarantined',
      accessionNumbers: [],
    });
    await append(tx, ctx, { action: 'inbound.keep-fragment', outcome: 'refused', subjectId: id, detail: { bytes: input.bytes.length, kind: input.kind } });
    await announce(tx, 'exchanges', 'none');
  });
  return controlId === '' ? null : answer;
}
