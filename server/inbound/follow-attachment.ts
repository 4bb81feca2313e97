import type { Transaction } from '../../db/client';
import { readAttachment } from '../dossier/read-attachment';
import { readDossierState } from '../dossier/read-dossier';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { announce } from '../platform/live';
import { closeRepairsOf } from './repair-store';
import { keptOutMessages } from './store';

/**
 * Carries a référent's word on whose a dossier is to what waited for it: its item of repair closes, and the messages that were kept out because they named
 * somebody else are judged again, in the order of their arrival. One that names another person still waits, under an item of its own.
 * @see HCL-2, threats.md 17
 */
export async function followAttachment(ctx: Context, tx: Transaction, dossierId: string): Promise<void> {
  const attachment = await readAttachment(tx, dossierId);
  const dossier = (await readDossierState(tx, dossierId))?.dossier;
  if (!attachment || !dossier) return;
  await closeRepairsOf(tx, { kind: 'identity', dossierId, closedBy: attachment.attachedByName, resolution: 'mapped', at: ctx.now() });
  for (const messageId of await keptOutMessages(tx, dossier.laboratoryId, dossier.accessionNumber))
    await tell(tx, { name: 'replay.asked', dossierId: null, subjectId: messageId }, ctx.now());
  await announce(tx, 'exchanges', dossier.laboratoryId);
}
