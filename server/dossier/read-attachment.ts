import type { Transaction } from '../../db/client';
import { type AttachmentRow, attachedAmong, confirm, standingAttachment } from './attachment-store';

/** A référent's word on whose a dossier is; null while there is none that stands. */
export const readAttachment = async (tx: Transaction, dossierId: string): Promise<AttachmentRow | null> => (await standingAttachment(tx, dossierId)) ?? null;

/** Which of these dossiers were ever attached by a référent. */
export const readAttachedAmong = attachedAmong;

/** Notes that the LIS has named that very person itself. */
export const confirmAttachment = confirm;
