import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { versionInForce } from './life-store';
import { openDraft } from './open-draft';
import { ownLaboratories } from './own-laboratories';
import { noCounts } from './replay-counts';
import { advanceReplay, countReceived, findReplay, insertReplay, replaysOf } from './replay-store';

export const REPLAY_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Asks the worker what the draft would have said of everything that the laboratory received in the last ninety days, beside the rules in force. Nothing is written of any dossier, and nobody
 * is told. One replay of a draft runs at a time.
 * @see GBUI XI-2
 */
export async function askReplay(
  ctx: Context<ProfessionalActor>,
  { draftId, revision }: { draftId: string; revision: number },
): Promise<Outcome<{ replayId: string; total: number }, Refusal<'not-found' | 'draft-changed' | 'replay-running'>>> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await openDraft(tx, ctx, draftId);
    if (!draft) return refuse('not-found');
    if (draft.revision !== revision) return refuse('draft-changed');
    if ((await replaysOf(tx, draftId)).some(({ state }) => state === 'running')) return refuse('replay-running');
    const until = ctx.now();
    const from = new Date(until.getTime() - REPLAY_DAYS * DAY_MS);
    const total = await countReceived(tx, draft.laboratoryId, from, until);
    const base = await versionInForce(tx, draft.laboratoryId, until);
    const id = newId();
    const { userId, name } = ctx.actor;
    await insertReplay(tx, {
      id,
      laboratoryId: draft.laboratoryId,
      draftId,
      draftRevision: draft.revision,
      content: draft.content,
      contentHash: draft.contentHash,
      baseVersionId: base?.id ?? null,
      fromAt: from,
      untilAt: until,
      state: 'running',
      total,
      done: 0,
      cursorAt: null,
      cursorId: null,
      listed: 0,
      counts: noCounts(REPLAY_DAYS),
      askedBy: userId,
      askedByName: name,
      askedAt: until,
      endedAt: null,
    });
    await tell(tx, { name: 'rules.replay-asked', dossierId: null, subjectId: id }, until);
    await append(tx, ctx, { action: 'rules.replay', subjectId: id, detail: { total, days: REPLAY_DAYS, revision } });
    return done({ replayId: id, total });
  });
}

/** Ends a replay where it stands; what it had counted stays to be read, and is worth nothing for a submission. */
export async function stopReplay(ctx: Context<ProfessionalActor>, { replayId }: { replayId: string }): Promise<Outcome<{ at: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const replay = await findReplay(tx, replayId);
    if (!replay || replay.state !== 'running' || !(await ownLaboratories(tx, ctx.actor)).has(replay.laboratoryId)) return refuse('not-found');
    const at = ctx.now();
    await advanceReplay(tx, replayId, { state: 'stopped', endedAt: at });
    await append(tx, ctx, { action: 'rules.replay-stop', subjectId: replayId, detail: { done: replay.done, total: replay.total } });
    return done({ at });
  });
}
