import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { askedItemsOf, askedMessagesLike, closeItem, markCorrected } from './correction-store';
import type { InboundMessageRow } from './store';

/**
 * Looks, when a message has gone in, at what the laboratory was asked to correct for the same dossiers. A line that this message no longer says is closed by it. A whole
 * message that did not go in is not: the new one is named beside it and a person sets it aside, since nothing proves that the new one says all that the old one said.
 */
export async function noteCorrection(ctx: Context, tx: Transaction, row: InboundMessageRow, dossierIds: readonly string[]): Promise<void> {
  if (row.laboratoryId === null) return;
  for (const item of await askedItemsOf(tx, dossierIds, row.id)) {
    await closeItem(tx, item.id, { closedAt: ctx.now(), closedBy: 'SIL', resolution: 'superseded' });
    await append(tx, ctx, { action: 'repair.corrected', subjectId: item.id, dossierId: item.dossierId, detail: { kind: item.kind, by: row.id } });
  }
  for (const asked of await askedMessagesLike(tx, row)) {
    await markCorrected(tx, asked.id, { correctedBy: row.id, correctedAt: ctx.now() });
    await append(tx, ctx, { action: 'repair.corrected', subjectId: asked.id, detail: { kind: asked.state, by: row.id } });
  }
}
