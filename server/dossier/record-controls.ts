import type { Transaction } from '../../db/client';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { type ControlRow, insertControls } from './control-store';
import type { ControlState } from './control-words';

/** One control of a message: decoded texts, no HL7 left. */
export interface IncomingControl extends Omit<ControlRow, 'id' | 'laboratoryId' | 'messageId' | 'position' | 'recordedAt' | 'measuredAt' | 'state'> {
  state: ControlState;
  /** Null = the message names no instant at all. */
  measuredAt: Date | null;
}

/** Keeps the controls of one message, once however often it is carried in; answers whether they were new. */
export async function recordControls(
  ctx: Context,
  tx: Transaction,
  { laboratoryId, messageId, receivedAt, controls }: { laboratoryId: string; messageId: string; receivedAt: Date; controls: readonly IncomingControl[] },
): Promise<boolean> {
  const recordedAt = ctx.now();
  const rows = controls.map((control, position) => ({
    ...control,
    measuredAt: control.measuredAt ?? receivedAt,
    id: newId(),
    laboratoryId,
    messageId,
    position,
    recordedAt,
  }));
  const isNew = await insertControls(tx, rows);
  // They may speak of results that were there before them.
  if (isNew) await tell(tx, { name: 'control.recorded', dossierId: null, subjectId: messageId }, recordedAt);
  return isNew;
}
