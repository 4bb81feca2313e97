import { and, arrayOverlaps, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm';
import { isAmong } from '../../db/any-of';
import type { Transaction } from '../../db/client';
import { inboundMessage, repairItem } from '../../db/schema/inbound';
import type { InboundMessageRow } from './store';

/** Open lines of these dossiers whose correction was asked for and which this message does not say again. */
export async function askedItemsOf(tx: Transaction, dossierIds: readonly string[], exceptMessageId: string) {
  if (dossierIds.length === 0) return [];
  return tx
    .select({ id: repairItem.id, kind: repairItem.kind, dossierId: repairItem.dossierId })
    .from(repairItem)
    .where(
      and(
        inArray(repairItem.dossierId, [...dossierIds]),
        isNull(repairItem.closedAt),
        isNotNull(repairItem.askedAt),
        ne(repairItem.messageId, exceptMessageId),
        // What stays true whatever a later message says is not taken back by its silence.
        ne(repairItem.kind, 'reused_control_id'),
      ),
    );
}

export async function closeItem(tx: Transaction, id: string, fields: { closedAt: Date; closedBy: string; resolution: string }): Promise<void> {
  await tx.update(repairItem).set(fields).where(eq(repairItem.id, id));
}

/** Which of these dossiers have a line whose correction was asked for. */
export async function askedDossiers(tx: Transaction, dossierIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ dossierId: repairItem.dossierId })
    .from(repairItem)
    .where(and(isAmong(repairItem.dossierId, dossierIds), isNull(repairItem.closedAt), isNotNull(repairItem.askedAt)));
  return rows.flatMap(({ dossierId }) => dossierId ?? []);
}

/** Every message of these laboratories that was asked for again and has not come. */
export const askedMessages = (
  tx: Transaction,
  laboratoryIds: Iterable<string>,
): Promise<Pick<InboundMessageRow, 'laboratoryId' | 'controlId' | 'accessionNumbers'>[]> =>
  tx
    .select({ laboratoryId: inboundMessage.laboratoryId, controlId: inboundMessage.controlId, accessionNumbers: inboundMessage.accessionNumbers })
    .from(inboundMessage)
    .where(and(isAmong(inboundMessage.laboratoryId, laboratoryIds), isNotNull(inboundMessage.askedAt), isNull(inboundMessage.correctedAt)));

/** Messages kept out that were asked for again, of the same laboratory, and of one of the same dossiers or under the same number. */
export async function askedMessagesLike(tx: Transaction, row: InboundMessageRow): Promise<{ id: string; state: string }[]> {
  const sameNumber = row.controlId === '' ? undefined : eq(inboundMessage.controlId, row.controlId);
  const sameDossier = row.accessionNumbers.length === 0 ? undefined : arrayOverlaps(inboundMessage.accessionNumbers, row.accessionNumbers);
  if (!row.laboratoryId || (!sameNumber && !sameDossier)) return [];
  return tx
    .select({ id: inboundMessage.id, state: inboundMessage.state })
    .from(inboundMessage)
    .where(
      and(
        eq(inboundMessage.laboratoryId, row.laboratoryId),
        isNotNull(inboundMessage.askedAt),
        isNull(inboundMessage.correctedAt),
        inArray(inboundMessage.state, ['quarantined', 'refused']),
        ne(inboundMessage.id, row.id),
        or(sameNumber, sameDossier),
      ),
    );
}

export async function markCorrected(tx: Transaction, id: string, fields: { correctedBy: string; correctedAt: Date }): Promise<void> {
  await tx.update(inboundMessage).set(fields).where(eq(inboundMessage.id, id));
}
