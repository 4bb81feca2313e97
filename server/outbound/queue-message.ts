import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { announce } from '../platform/live';
import { laneOf, type OutboundIdentity } from './control-id';
import { insertOutbound, lockLane } from './store';
import type { OutboundKind } from './types';

export interface MessageToQueue extends OutboundIdentity {
  kind: OutboundKind;
  sourceId: string;
  laboratoryId: string;
  dossierId: string;
  payload: Buffer;
  /** False: this LIS does not take that kind. It is kept and counted, and not sent. */
  isWanted: boolean;
}

/**
 * Stores a message for good and queues it, in the transaction that made it necessary; never a second one for the same thing.
 * What is stored is what every try sends.
 * @see contract.md « MLLP out »
 */
export async function queueMessage(ctx: Context, tx: Transaction, built: MessageToQueue): Promise<void> {
  const lane = laneOf(built.laboratoryId);
  await lockLane(tx, lane);
  const { isWanted, ...row } = built;
  if (!(await insertOutbound(tx, { ...row, state: isWanted ? 'queued' : 'unwanted', createdAt: ctx.now() }))) return;
  await append(tx, ctx, {
    action: 'outbound.queue',
    dossierId: built.dossierId,
    subjectId: built.id,
    detail: { kind: built.kind, source: built.sourceId, bytes: built.payload.length, ...(isWanted ? {} : { wanted: 'no' }) },
  });
  if (isWanted) await tell(tx, { name: 'outbound.queued', dossierId: lane, subjectId: built.id }, ctx.now());
  await announce(tx, 'exchanges', built.laboratoryId);
}
