import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { isUrgent, URGENT_FOR_DAYS } from './notice-rules';
import { type NoticeRow, noticesOf } from './notice-store';
import { requireAccess } from './require-access';
import { NOTICE_KINDS, type NoticeKind } from './tell-notice';

const PAGE = 50;
const STRIP = 20;
const DAY_MS = 86_400_000;

export interface NoticeSelection {
  /** Null = every kind. */
  kinds: readonly NoticeKind[] | null;
  unseenOnly: boolean;
  before: string | null;
}

/** The person's notices, newest first, with when he saw each: those to one of his roles in force and those to himself, nobody else's. */
export async function readNotices(
  ctx: Context<ProfessionalActor>,
  selection: NoticeSelection,
): Promise<Outcome<{ items: NoticeRow[]; next: string | null }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'security.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const rows = await noticesOf(tx, ctx.actor, { ...selection, since: null, limit: PAGE + 1 });
    const items = rows.slice(0, PAGE);
    return done({ items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null });
  });
}

/** What the strip over every page shows: urgent, recent, and not yet seen by this person. */
export async function readUrgentNotices(ctx: Context<ProfessionalActor>): Promise<Outcome<{ items: NoticeRow[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'security.read');
  if (denied) return denied;
  const since = new Date(ctx.now().getTime() - URGENT_FOR_DAYS * DAY_MS);
  return ctx.transaction(async (tx) =>
    done({ items: await noticesOf(tx, ctx.actor, { kinds: NOTICE_KINDS.filter(isUrgent), unseenOnly: true, since, before: null, limit: STRIP }) }),
  );
}
