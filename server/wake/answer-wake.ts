import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { changeAttempt, findByToken } from './store';
import type { WakePlace } from './types';

/** She opened what woke her: nothing rings any more for it, and the page learns where to go. Only her own. */
export async function openWake(
  ctx: Context<ProfessionalActor>,
  { token }: { token: string },
): Promise<Outcome<z.infer<typeof WakePlace>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const attempt = await findByToken(tx, token);
    if (!attempt || attempt.userId !== ctx.actor.userId) return refuse('not-found');
    if (attempt.acknowledgedAt === null) {
      await changeAttempt(tx, attempt.id, { acknowledgedAt: ctx.now(), state: 'acknowledged' });
      await append(tx, ctx, { action: 'wake.open', subjectId: attempt.id, detail: { reason: attempt.reason } });
    }
    const { reason, subjectId, dossierId } = attempt;
    return done({ reason, subjectId, dossierId });
  });
}

/** The service worker showed the word. Nobody is logged in for that: the number that came with the push is all it knows, and it learns nothing. */
export async function noteShown(ctx: Context, { token }: { token: string }): Promise<{ noted: true }> {
  await ctx.transaction(async (tx) => {
    const [row] = await tx.execute<{ id: string | null }>(sql`select note_wake_shown(${token}, ${ctx.now().toISOString()}::timestamptz) as id`);
    if (row?.id) await append(tx, ctx, { action: 'wake.show', subjectId: row.id });
  });
  return { noted: true };
}
