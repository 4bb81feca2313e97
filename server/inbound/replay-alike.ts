import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { openTasksOf } from '../platform/open-tasks';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { mendableMessage } from './repair-store';
import { MOST_REPLAYED } from './replay-period';
import { alikeMessages, fillBatchWith, insertBatch, runningBatch } from './replay-store';

type Refused = Refusal<'not-found' | 'nothing-to-replay' | 'replay-under-way'>;

/**
 * Has everything that was kept out for the same reason carried in again, in the order of arrival, with its progress and its stop as those of a period; one at a time in a laboratory, so
 * that a second press begins nothing twice. Of more than the most at once the oldest go, and it is asked again for the others.
 */
export async function replayAlike(
  ctx: Context<ProfessionalActor>,
  { messageId }: { messageId: string },
): Promise<Outcome<{ batchId: string; total: number }, Refused>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const like = await mendableMessage(tx, messageId);
    if (!like) return refuse('not-found');
    const { laboratoryId } = like;
    const problem = like.problems[0]?.text ?? '';
    if (await runningBatch(tx, laboratoryId)) return refuse('replay-under-way');
    const alike = await alikeMessages(tx, { laboratoryId, problem }, MOST_REPLAYED);
    const asked = await openTasksOf(
      tx,
      'replay.asked',
      alike.map((message) => message.id),
    );
    const found = alike.filter((message) => !asked.has(message.id));
    const [first] = found;
    if (!first) return refuse('nothing-to-replay');
    const id = newId();
    const total = found.length;
    const made = { madeBy: ctx.actor.userId, madeByName: ctx.actor.name, madeAt: ctx.now() };
    const reason = `Même problème : ${problem || 'message illisible'}`;
    if (!(await insertBatch(tx, { id, laboratoryId, scope: 'alike', since: first.receivedAt, until: ctx.now(), reason, total, ...made })))
      return refuse('replay-under-way');
    await fillBatchWith(
      tx,
      id,
      found.map((message) => message.id),
    );
    await append(tx, ctx, { action: 'inbound.replay-alike', subjectId: id, detail: { total } });
    await tell(tx, { name: 'replay.continued', dossierId: null, subjectId: id }, ctx.now());
    await announce(tx, 'exchanges', laboratoryId ?? 'none');
    return done({ batchId: id, total });
  });
}
