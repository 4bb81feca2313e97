import { append } from '../audit/append';
import { readDocument } from '../dossier/read-dossier';
import type { Context } from '../platform/context';
import { sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { Reader } from './record-reading';
import { spendTicket } from './store';

/**
 * Answers a document's bytes for a ticket and uses it up; a second time, another session or a minute later get nothing, nor does whoever may not see it any
 * more. Bytes that no longer have their hash are not handed out.
 */
export async function redeemDocument(
  ctx: Context<Reader>,
  input: { documentId: string; ticket: string },
): Promise<Outcome<{ bytes: Buffer; mediaType: string }, Refusal<'not-found' | 'pdf-altered'>>> {
  return ctx.transaction(async (tx) => {
    const ticket = { tokenHash: sha256(input.ticket), documentId: input.documentId, sessionId: ctx.actor.sessionId };
    if (!(await spendTicket(tx, ticket, ctx.now()))) return refuse('not-found');
    const document = await readDocument(tx, input.documentId);
    if (!document) return refuse('not-found');
    const isIntact = sha256(document.bytes) === document.sha256;
    await append(tx, ctx, {
      action: 'document.download',
      outcome: isIntact ? 'done' : 'refused',
      dossierId: document.dossierId,
      patientId: document.patientId,
      subjectId: document.id,
      detail: isIntact ? { sha256: document.sha256 } : { reason: 'pdf-altered' },
    });
    return isIntact ? done({ bytes: document.bytes, mediaType: document.mediaType }) : refuse('pdf-altered');
  });
}
