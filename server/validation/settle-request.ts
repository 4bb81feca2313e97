import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { projectWorklist } from './project-worklist';
import { findRequest, moveRequest } from './request-store';

/** What became of a request at the laboratory. */
export type RequestFate =
  | { state: 'acknowledged' }
  /** The LIS said no: its code, and its sentence for the biologist. */
  | { state: 'refused'; code: string; text: string }
  | { state: 'answered' };

/**
 * Records what the laboratory made of a request; a fate that comes late, twice, or after the request was taken back changes nothing. The list and
 * the card follow in the same transaction.
 */
export async function settleRequest(ctx: Context, tx: Transaction, requestId: string, fate: RequestFate): Promise<void> {
  const request = await findRequest(tx, requestId);
  if (!request || !(await moveRequest(tx, requestId, fate.state === 'acknowledged' ? ['asked'] : ['asked', 'acknowledged'], fieldsOf(ctx, fate)))) return;
  await append(tx, ctx, {
    action: 'request.settle',
    ...(fate.state === 'refused' ? { outcome: 'refused' as const } : {}),
    dossierId: request.dossierId,
    subjectId: requestId,
    detail: { kind: request.kind, state: fate.state, ...(fate.state === 'refused' ? { code: fate.code } : {}) },
  });
  await projectWorklist(ctx, tx, request.dossierId);
}

function fieldsOf(ctx: Context, fate: RequestFate) {
  switch (fate.state) {
    case 'acknowledged':
      return { state: fate.state, sentAt: ctx.now() };
    case 'refused':
      return { state: fate.state, refusalCode: fate.code.slice(0, 20), refusalText: fate.text.slice(0, 250) };
    case 'answered':
      return { state: fate.state, answeredAt: ctx.now() };
  }
}
