import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { announce } from '../platform/live';
import { alarmSender } from './alarm-sender';
import { judgeMessage, type ReceivedPart, readMessage } from './judge-message';
import { noteCertificate } from './note-certificate';
import { orderKeyOf, receptionTrace } from './reception-trace';
import { readSenderBook } from './sender-book';
import { countRepeat, findSame, type InboundMessageRow, insertMessage, isControlIdUsed, type NewInboundMessage, replaceReception } from './store';

/**
 * Receives one message in a transaction of its own, whatever is known of it: a message that was refused is judged again, a number that was used for other
 * bytes is told, a twin of another connection gives its answer.
 *
 * @param onRepeated called after the commit with a message that was stored before and is not carried in yet: whoever stored it may not have heard of it
 */
export async function receiveAlone(ctx: Context, input: ReceivedPart, onRepeated: (row: InboundMessageRow) => void = () => undefined): Promise<Buffer> {
  let repeated: InboundMessageRow | null = null;
  const answer = await ctx.transaction(async (tx) => {
    const book = await readSenderBook(tx);
    const read = readMessage(book, input);
    const profileId = read.profile?.id ?? null;
    const known = await findSame(tx, profileId, read.controlId, read.bytesHash);
    if (known && known.answerCode !== 'AR') {
      await countRepeat(tx, known.id);
      repeated = known;
      return known.answer;
    }
    const reusesControlId = !known && read.controlId !== '' && (await isControlIdUsed(tx, profileId, read.controlId));
    const row = judgeMessage(book, input, read, { knownId: known?.id ?? null, reusesControlId }, ctx.now());
    if (known) await replaceReception(tx, known.id, row);
    else if (!(await insertMessage(tx, row))) return answerOfTwin(tx, row);
    await append(tx, ctx, receptionTrace(row));
    const { profile, unproven } = read;
    if (unproven && unproven.why !== 'closed') await alarmSender(tx, ctx, unproven.link, row.id, unproven.why);
    if (profile && input.from) await noteCertificate(tx, profile.id, input.from.certificate, ctx.now());
    if (row.state === 'stored') await tell(tx, { name: 'message.stored', dossierId: orderKeyOf(row), subjectId: row.id }, ctx.now());
    await announce(tx, 'exchanges', row.laboratoryId ?? 'none');
    return row.answer;
  });
  if (repeated) report(repeated, onRepeated);
  return answer;
}

function report(row: InboundMessageRow, onRepeated: (row: InboundMessageRow) => void): void {
  if (row.state === 'stored') onRepeated(row);
}

/** Another connection stored the same message first: its answer is the answer. */
async function answerOfTwin(tx: Transaction, row: NewInboundMessage): Promise<Buffer> {
  const twin: InboundMessageRow | undefined = await findSame(tx, row.profileId ?? null, row.controlId, row.bytesHash);
  if (!twin) throw new Error('broken promise: a refused insert has a twin');
  await countRepeat(tx, twin.id);
  return twin.answer;
}
