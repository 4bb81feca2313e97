import { append } from '../audit/append';
import { type DeclaredCounts, messagesIn } from '../hl7/batch';
import type { Context } from '../platform/context';
import { newId, sha256 } from '../platform/ids';
import { insertBatch, isKept } from './batch-store';
import { header, readStoredPart } from './read-alone';
import { profileOfSender } from './store';

/**
 * Keeps what a batch, and the file around several, announced beside what came of it, for the reconciliation of the day. It counts for the link under which its first message was kept: a batch of a
 * sender who proved nothing counts for nobody. The same bytes again change nothing.
 * @see HL7 2.5 chapter 2.15.3 (BTS-1), 2.15.7 (FTS-1)
 */
export async function keepBatch(ctx: Context, { bytes, said }: { bytes: Buffer; said: DeclaredCounts }): Promise<void> {
  const messages = messagesIn(bytes);
  const first = readStoredPart(bytes, 0, 'UNICODE UTF-8');
  if (!first) return;
  const controlId = header(first, 10);
  await ctx.transaction(async (tx) => {
    const profile = await profileOfSender(tx, header(first, 3), header(first, 4));
    // One message alone is kept under the hash of all that came with it.
    const hashes = [sha256(messages[0] ?? bytes), sha256(bytes)];
    if (!profile || !(await isKept(tx, profile.id, controlId, hashes))) return;
    const id = newId();
    const counted = {
      announced: said.messages,
      received: messages.length,
      announcedBatches: said.batches,
      receivedBatches: said.heldBatches,
    };
    const batch = { id, laboratoryId: profile.laboratoryId, profileId: profile.id, bytesHash: sha256(bytes), ...counted, receivedAt: ctx.now(), controlId };
    if (await insertBatch(tx, batch)) await append(tx, ctx, { action: 'inbound.batch', subjectId: id, detail: counted });
  });
}
