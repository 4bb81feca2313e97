import type { Transaction } from '../../db/client';
import { readPrescriber, readWard } from '../directory/read-directory';
import { readDossierState } from '../dossier/read-dossier';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { identityOf } from './control-id';
import { bytesOf, newestFor, pidOf } from './message-parts';
import { queueMessage } from './queue-message';
import { type Reader, type ReceiptEvent, receiptMessage } from './receipt-message';
import { acknowledgementWithReport, personOfUser, type RecipientRow, type ReportHead, recipientWithReport, type ViewRow, viewWithReport } from './source-store';
import { isRecorded } from './store';
import type { NamedPerson, OutboundKind, ReceivedMessages } from './types';

/** Queues the word that a report can be read, by whom and since when, once (GBUI VII-3.2c). */
export async function recordAvailability(ctx: Context, tx: Transaction, received: ReceivedMessages, recipientId: string): Promise<void> {
  if (await isRecorded(tx, 'availability', recipientId)) return;
  const found = await recipientWithReport(tx, recipientId);
  if (!found) return;
  const { recipient, report } = found;
  const event: ReceiptEvent = { kind: 'AVAILABLE', reader: await recipientReader(tx, recipient), channel: 'PORTAL', occurredAt: recipient.availableAt };
  await queueReceipt(ctx, tx, received, { kind: 'availability', sourceId: recipientId, report, event });
}

/** Queues the proof of one reading, once (GBUI VII-3.2d). */
export async function recordReading(ctx: Context, tx: Transaction, received: ReceivedMessages, viewId: string): Promise<void> {
  if (await isRecorded(tx, 'reading', viewId)) return;
  const found = await viewWithReport(tx, viewId);
  if (!found) return;
  const { view, report } = found;
  const isDownload = view.medium === 'pdf';
  const event: ReceiptEvent = {
    kind: isDownload ? 'DOWNLOADED' : 'CONSULTED',
    reader: await viewReader(tx, view),
    channel: isDownload ? 'PDF' : 'SCREEN',
    occurredAt: view.viewedAt,
  };
  await queueReceipt(ctx, tx, received, { kind: 'reading', sourceId: viewId, report, event });
}

/** Queues « Pris en compte » by one reader, once. */
export async function recordAcknowledgement(ctx: Context, tx: Transaction, received: ReceivedMessages, acknowledgementId: string): Promise<void> {
  if (await isRecorded(tx, 'reading', acknowledgementId)) return;
  const found = await acknowledgementWithReport(tx, acknowledgementId);
  if (!found) return;
  const { acknowledgement, report } = found;
  const event: ReceiptEvent = {
    kind: 'ACKNOWLEDGED',
    reader: await viewReader(tx, acknowledgement),
    channel: 'SCREEN',
    occurredAt: acknowledgement.acknowledgedAt,
  };
  await queueReceipt(ctx, tx, received, { kind: 'reading', sourceId: acknowledgementId, report, event });
}

interface ReceiptSource {
  kind: OutboundKind;
  sourceId: string;
  report: ReportHead;
  event: ReceiptEvent;
}

async function queueReceipt(ctx: Context, tx: Transaction, received: ReceivedMessages, { kind, sourceId, report, event }: ReceiptSource): Promise<void> {
  const state = await readDossierState(tx, report.dossierId);
  assert(state, 'a report has its dossier');
  const { dossier } = state;
  const newest = await newestFor(tx, received, dossier);
  const pid = newest && pidOf(newest, dossier.accessionNumber);
  assert(newest && pid, 'a dossier was made by a message with its patient');
  const identity = identityOf(kind, sourceId);
  const built = receiptMessage({
    controlId: identity.controlId,
    at: ctx.now(),
    newest,
    pid,
    accessionNumber: dossier.accessionNumber,
    placerNumber: dossier.placerNumber,
    report,
    event,
  });
  await queueMessage(ctx, tx, {
    ...identity,
    kind,
    sourceId,
    laboratoryId: dossier.laboratoryId,
    dossierId: dossier.id,
    payload: bytesOf(built, newest),
    isWanted: (await received.settingsOf(tx, dossier.laboratoryId)).receipts,
  });
}

async function recipientReader(tx: Transaction, recipient: RecipientRow): Promise<Reader> {
  if (recipient.prescriberId !== null) {
    const prescriber = await readPrescriber(tx, recipient.prescriberId);
    return { kind: 'PRESCRIBER', person: prescriber };
  }
  if (recipient.wardId !== null) return { kind: 'WARD', person: null, ward: await readWard(tx, recipient.wardId) };
  return { kind: 'PATIENT' };
}

async function viewReader(tx: Transaction, view: Pick<ViewRow, 'userId' | 'readerName' | 'readerRpps' | 'readerRole'>): Promise<Reader> {
  if (view.userId === null) return { kind: 'PATIENT' };
  const known = await personOfUser(tx, view.userId);
  const person: NamedPerson = {
    familyName: known?.familyName ?? view.readerName,
    givenName: known?.givenName ?? '',
    title: known?.title ?? '',
    rppsNumber: view.readerRpps,
  };
  return isPrescriberRole(view.readerRole) ? { kind: 'PRESCRIBER', person } : { kind: 'WARD', person, ward: null };
}

/** Roles may come joined, as the trace writes them. */
const isPrescriberRole = (role: string): boolean => role.split(',').includes('prescriber');
