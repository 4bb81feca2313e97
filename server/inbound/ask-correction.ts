import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { lockItem, lockMendable, markAsked, updateMendable } from './repair-store';

type Asked = Outcome<{ itemId: string }, Refusal<'not-found' | 'already-mended' | 'not-replayable'>>;

/**
 * Notes that the laboratory was asked to correct something in its own system, a line or a whole message: by whom and when, for everybody who looks at it. It stays open, and
 * keeps its age and its alarm; what the laboratory then sends for the same dossier is named beside it (`noteCorrection`).
 * @see HCL-2
 */
export async function askCorrection(ctx: Context, { itemId, isMessage }: { itemId: string; isMessage: boolean }): Promise<Asked> {
  const denied = requireAccess(ctx, 'repair.manage');
  if (denied) return denied;
  return ctx.transaction((tx) => (isMessage ? askForMessage(ctx, tx, itemId) : askForItem(ctx, tx, itemId)));
}

/** Asked again within that time it is the same asking: a double press, or an answer that was lost. */
const SAME_ASKING_MS = 60_000;
const isJustAsked = (ctx: Context, askedAt: Date | null): boolean => askedAt !== null && ctx.now().getTime() - askedAt.getTime() < SAME_ASKING_MS;

async function askForItem(ctx: Context, tx: Transaction, itemId: string): Promise<Asked> {
  const item = await lockItem(tx, itemId);
  if (!item) return refuse('not-found');
  if (item.closedAt) return refuse('already-mended', { by: item.closedBy });
  if (isJustAsked(ctx, item.askedAt)) return done({ itemId: item.id });
  await markAsked(tx, item, ctx.now());
  return traced(ctx, tx, item.id, item.laboratoryId, item.kind);
}

async function askForMessage(ctx: Context, tx: Transaction, messageId: string): Promise<Asked> {
  const row = await lockMendable(tx, messageId);
  // What comes from nobody can be asked of nobody.
  if (!row || row.laboratoryId === null) return refuse('not-found');
  if (row.state !== 'quarantined' && row.state !== 'refused') return refuse('not-replayable');
  if (isJustAsked(ctx, row.askedAt)) return done({ itemId: row.id });
  await updateMendable(tx, row.id, { askedAt: ctx.now(), askedBy: ctx.actor.kind === 'professional' ? ctx.actor.name : 'Relais' });
  return traced(ctx, tx, row.id, row.laboratoryId, row.state);
}

async function traced(ctx: Context, tx: Transaction, id: string, laboratoryId: string | null, kind: string): Promise<Asked> {
  await append(tx, ctx, { action: 'repair.ask', subjectId: id, detail: { kind } });
  await announce(tx, 'exchanges', laboratoryId ?? 'none');
  return done({ itemId: id });
}
