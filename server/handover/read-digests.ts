import type { z } from 'zod';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { namedSites } from '../duty/site-names';
import type { ProfessionalActor } from '../platform/actor';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { type DigestRow, digestsOf, markSeen } from './digest-store';
import type { Digests } from './types';

const SHOWN = 90;

/** The mornings of the person at the screen, newest first, each with whether it is still what was written. That they were read is kept. */
export async function readDigests(ctx: Context<ProfessionalActor>): Promise<Outcome<z.infer<typeof Digests>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const sites = new Map((await namedSites(tx)).map(({ id, name }) => [id, name]));
    const rows = await digestsOf(tx, ctx.actor.siteIds, ctx.actor.userId, SHOWN);
    const newly = await markSeen(
      tx,
      ctx.actor.userId,
      rows.map(({ id }) => id),
      ctx.now(),
    );
    for (const id of newly) await append(tx, ctx, { action: 'digest.read', subjectId: id });
    return done({
      now: ctx.now(),
      digests: rows.map((row) => ({
        id: row.id,
        site: sites.get(row.siteId) ?? '',
        day: row.day,
        fromAt: row.fromAt,
        toAt: row.toAt,
        numbers: row.numbers,
        lines: row.lines,
        isBalanced: row.isBalanced,
        isAsWritten: hashOf(contentOf(row)) === row.contentHash,
        madeAt: row.madeAt,
        seenAt: row.seenAt,
      })),
    });
  });
}

const contentOf = ({ siteId, userId, userName, day, fromAt, toAt, numbers, lines, isBalanced }: DigestRow) => ({
  siteId,
  userId,
  userName,
  day,
  fromAt,
  toAt,
  numbers,
  lines,
  isBalanced,
});
