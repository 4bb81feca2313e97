import type { Transaction } from '../../db/client';
import { readAnnouncedCall } from '../alert/read-announced-call';
import { readDossierState } from '../dossier/read-dossier';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { callMessage } from './call-message';
import { identityOf } from './control-id';
import { bytesOf, newestFor, pidOf } from './message-parts';
import { queueMessage } from './queue-message';
import { personOfUser } from './source-store';
import { isRecorded } from './store';
import type { ReceivedMessages } from './types';

/** Queues the word that a critical result was announced, once, where the laboratory's link wants receipts. */
export async function recordCall(ctx: Context, tx: Transaction, received: ReceivedMessages, callId: string): Promise<void> {
  if (await isRecorded(tx, 'announcement', callId)) return;
  const call = await readAnnouncedCall(tx, callId);
  const state = call && (await readDossierState(tx, call.dossierId));
  if (!call || !state) return;
  const { dossier } = state;
  const newest = await newestFor(tx, received, dossier);
  const pid = newest && pidOf(newest, dossier.accessionNumber);
  assert(newest && pid, 'a dossier was made by a message with its patient');
  const identity = identityOf('announcement', callId);
  const caller = (await personOfUser(tx, call.closedBy)) ?? { familyName: call.closedByName, givenName: '', title: '', rppsNumber: null };
  const { accessionNumber, placerNumber } = dossier;
  const { closedAt: announcedAt, via, spokenTo, quality, values } = call;
  const built = callMessage({ ...identity, at: ctx.now(), newest, pid, accessionNumber, placerNumber, announcedAt, via, caller, spokenTo, quality, values });
  await queueMessage(ctx, tx, {
    ...identity,
    kind: 'announcement',
    sourceId: callId,
    laboratoryId: dossier.laboratoryId,
    dossierId: dossier.id,
    payload: bytesOf(built, newest),
    isWanted: (await received.settingsOf(tx, dossier.laboratoryId)).receipts,
  });
}
