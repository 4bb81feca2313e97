import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { refuse } from '../platform/outcome';
import { habilitationsInForce, openMaintenanceOf } from './store';

/**
 * Says to a remote maintainer, who has proven who he is, that remote maintenance is closed; null for everybody else, and while his window is open. Whoever holds other
 * rights too comes in with those. Asked only after every factor was right: before that, a wrong word is a wrong word.
 * @see GBUI II-5a; threats.md 23
 */
export async function refuseIfShut(ctx: Context<AnonymousActor>, tx: Transaction, userId: string) {
  const held = await habilitationsInForce(tx, userId, ctx.now());
  const isMaintainerOnly = held.length > 0 && held.every(({ role }) => role === 'remote_maintainer');
  if (!isMaintainerOnly || (await openMaintenanceOf(tx, userId, ctx.now())) !== null) return null;
  await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: userId, detail: { reason: 'maintenance-closed' } });
  return refuse('maintenance-closed');
}
