import type { FactHandler } from '../platform/handlers';
import { applyMessage } from './apply-message';

/** Hears `message.stored`: carries the message into its dossiers. */
export const onMessageStored: FactHandler = (ctx, tx, fact) => applyMessage(ctx, tx, fact.subjectId);
