import type { Transaction } from '../../db/client';
import { saveDeviceOfMessage, saveHeard } from './device-store';
import type { InboundMessageRow } from './store';

/** Keeps which bedside devices spoke in a message: the message with its first one, each device with the hour at which it was received. */
export async function noteDevices(tx: Transaction, row: Pick<InboundMessageRow, 'id' | 'receivedAt'>, heard: readonly string[]): Promise<void> {
  const [first] = heard;
  if (first === undefined) return;
  await saveDeviceOfMessage(tx, row.id, first);
  await saveHeard(tx, heard, row.receivedAt);
}
