import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { announce } from '../platform/live';
import { openTasksOf } from '../platform/open-tasks';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { closeRepairsOf, lockMendable, updateMendable } from './repair-store';

type Mended = Outcome<{ messageId: string }, Refusal<'not-found' | 'not-replayable' | 'replay-asked' | 'reason-too-short'>>;

/** Has a stored message carried in again under today's profile and mappings; the worker does it, in its order. Nothing signed is changed but by what the message says. */
export function replayMessage(ctx: Context, { messageId }: { messageId: string }): Promise<Mended> {
  return mend(ctx, messageId, ['quarantined', 'refused', 'applied'], 'inbound.replay', async (tx, row) => {
    await updateMendable(tx, row.id, { replays: row.replays + 1, replayedAt: ctx.now() });
    await tell(tx, { name: 'replay.asked', dossierId: null, subjectId: row.id }, ctx.now());
  });
}

/** Sets a message aside for ever, with the reason; it stays counted and can be taken back. */
export async function discardMessage(ctx: Context, { messageId, reason }: { messageId: string; reason: string }): Promise<Mended> {
  if (reason.trim().length < 10) return refuse('reason-too-short');
  const by = ctx.actor.kind === 'professional' ? ctx.actor.name : 'Relais';
  return mend(ctx, messageId, ['quarantined', 'refused'], 'inbound.discard', async (tx, row) => {
    await updateMendable(tx, row.id, { state: 'discarded', discardedAt: ctx.now(), discardedBy: by, discardReason: reason.trim() });
    await closeRepairsOf(tx, { messageId: row.id, closedBy: by, resolution: 'discarded', at: ctx.now() });
  });
}

/** Takes a discarded message back to where it waits for a person. */
export function takeBackMessage(ctx: Context, { messageId }: { messageId: string }): Promise<Mended> {
  return mend(ctx, messageId, ['discarded'], 'inbound.take-back', async (tx, row) => {
    await updateMendable(tx, row.id, {
      state: row.answerCode === 'AR' ? 'refused' : 'quarantined',
      discardedAt: null,
      discardedBy: null,
      discardReason: null,
    });
  });
}

type Tx = Parameters<Parameters<Context['transaction']>[0]>[0];
type Row = NonNullable<Awaited<ReturnType<typeof lockMendable>>>;

async function mend(
  ctx: Context,
  messageId: string,
  states: readonly string[],
  action: 'inbound.replay' | 'inbound.discard' | 'inbound.take-back',
  act: (tx: Tx, row: Row) => Promise<void>,
): Promise<Mended> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await lockMendable(tx, messageId);
    if (!row) return refuse('not-found');
    if (!states.includes(row.state)) return refuse('not-replayable');
    // The worker is about to carry it in: to set it aside now would undo in silence what somebody asked for a moment ago.
    if ((await openTasksOf(tx, 'replay.asked', [row.id])).size > 0) return refuse('replay-asked');
    await act(tx, row);
    await append(tx, ctx, { action, subjectId: row.id, detail: { state: row.state } });
    await announce(tx, 'exchanges', row.laboratoryId ?? 'none');
    return done({ messageId: row.id });
  });
}
