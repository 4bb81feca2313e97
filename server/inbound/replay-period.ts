import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { dayAfter, startOf } from '../platform/paris-days';
import { ownLaboratories } from './read-folders';
import { cancelBatch, countReplayable, fillBatch, findReplay, insertBatch, newestBatches, type ReplayBatchRow, runningBatch } from './replay-store';

/** More at once would keep a laboratory's worker busy for longer than a person watches. */
export const MOST_REPLAYED = 5_000;

export interface Period {
  laboratoryId: string;
  /** First and last day in Paris, both in it. */
  from: string;
  to: string;
  /** `kept-out`: what did not go in; `all`: also what did, read again under today's profile and mappings. */
  scope: 'kept-out' | 'all';
}

type Refused = Refusal<'not-found' | 'reason-too-short' | 'nothing-to-replay' | 'too-many-to-replay' | 'replay-under-way'>;

const stretchOf = ({ from, to }: Period) => ({ since: startOf(from), until: startOf(dayAfter(to, 1)) });

/** How many messages of the period would be carried in again. */
export async function previewReplay(ctx: Context<ProfessionalActor>, period: Period): Promise<Outcome<{ total: number; most: number }, Refused>> {
  return mending(ctx, period.laboratoryId, async (tx) => done({ total: await countReplayable(tx, { ...period, ...stretchOf(period) }), most: MOST_REPLAYED }));
}

/**
 * Has a period of one laboratory carried in again, in the order of arrival, by the worker and a few at a time; one period of a laboratory at once. Nothing signed is changed but by
 * what the messages say, as when they first came.
 */
export async function replayPeriod(
  ctx: Context<ProfessionalActor>,
  { reason, ...period }: Period & { reason: string },
): Promise<Outcome<{ batchId: string; total: number }, Refused>> {
  return mending(ctx, period.laboratoryId, async (tx) => {
    if (reason.trim().length < 10) return refuse('reason-too-short');
    const stretch = { ...period, ...stretchOf(period) };
    const total = await countReplayable(tx, stretch);
    if (total === 0) return refuse('nothing-to-replay');
    if (total > MOST_REPLAYED) return refuse('too-many-to-replay', { total, most: MOST_REPLAYED });
    if (await runningBatch(tx, period.laboratoryId)) return refuse('replay-under-way');
    const id = newId();
    const { laboratoryId, scope, since, until } = stretch;
    const made = { madeBy: ctx.actor.userId, madeByName: ctx.actor.name, madeAt: ctx.now() };
    if (!(await insertBatch(tx, { id, laboratoryId, scope, since, until, reason: reason.trim(), total, ...made }))) return refuse('replay-under-way');
    await fillBatch(tx, id, stretch, total);
    await append(tx, ctx, { action: 'inbound.replay-period', subjectId: id, detail: { total, scope, from: period.from, to: period.to } });
    await tell(tx, { name: 'replay.continued', dossierId: null, subjectId: id }, ctx.now());
    await announce(tx, 'exchanges', laboratoryId);
    return done({ batchId: id, total });
  });
}

/** Stops a period that is being carried in again; what has gone in stays in, what had not been reached is as it was. */
export async function cancelReplay(
  ctx: Context<ProfessionalActor>,
  { batchId }: { batchId: string },
): Promise<Outcome<{ batchId: string }, Refusal<'not-found' | 'replay-ended'>>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await findReplay(tx, batchId);
    if (!row) return refuse('not-found');
    if (!(await cancelBatch(tx, batchId, ctx.now()))) return refuse('replay-ended');
    await append(tx, ctx, { action: 'inbound.replay-stop', subjectId: batchId, detail: { done: row.done, total: row.total } });
    await announce(tx, 'exchanges', row.laboratoryId ?? 'none');
    return done({ batchId });
  });
}

/** How far each is, the newest first. */
export async function readReplays(ctx: Context): Promise<Outcome<ReplayBatchRow[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done(await newestBatches(tx, 10)));
}

async function mending<T>(
  ctx: Context<ProfessionalActor>,
  laboratoryId: string,
  act: (tx: Transaction) => Promise<Outcome<T, Refused>>,
): Promise<Outcome<T, Refused>> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => ((await ownLaboratories(ctx, tx)).some(({ id }) => id === laboratoryId) ? act(tx) : refuse('not-found')));
}
