import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { LinkContent } from './link-content';
import { insertLink, linkForUpdate, managesLinksOf, takenElsewhere, updateLink } from './link-page-store';
import { type LinkRefusal, opensDoor, whyNot } from './link-rules';
import { contentOf } from './read-links';

type Changed = Outcome<{ profileId: string; version: number }, Refusal<'not-found' | 'link-changed' | 'link-needs-proof' | LinkRefusal>>;

/**
 * Makes the next version of a link; the database keeps the one before. Refuses when somebody changed it meanwhile, and without a proof whatever opens a door: sender,
 * certificates, addresses, port, a link that opens again.
 */
export async function changeLink(
  ctx: Context<ProfessionalActor>,
  input: { profileId: string; version: number; content: LinkContent; reason: string },
  proofId: string | null,
): Promise<Changed> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await linkForUpdate(tx, input.profileId);
    if (!row || row.isGeneric) return refuse('not-found');
    if (row.version !== input.version) return refuse('link-changed');
    const before = contentOf(row);
    const wrong = await wrongWith(tx, input.content, row.id);
    if (wrong) return refuse(wrong);
    if (proofId === null && opensDoor(before, input.content)) return refuse('link-needs-proof');
    const version = row.version + 1;
    await updateLink(tx, row.id, { ...input.content, version, ...signature(ctx, input.reason), proofId });
    const action = before.isActive === input.content.isActive ? 'link.change' : input.content.isActive ? 'link.reopen' : 'link.close';
    await append(tx, ctx, { action, subjectId: row.id, detail: { version, proof: proofId } });
    await announce(tx, 'exchanges', row.laboratoryId);
    return done({ profileId: row.id, version });
  });
}

/** Opens another link of a laboratory: a door, and therefore proven. */
export async function createLink(
  ctx: Context<ProfessionalActor>,
  input: { laboratoryId: string; content: LinkContent; reason: string },
  proofId: string,
): Promise<Changed> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await managesLinksOf(tx, input.laboratoryId))) return refuse('not-found');
    const wrong = await wrongWith(tx, input.content, null);
    if (wrong) return refuse(wrong);
    const id = newId();
    await insertLink(tx, { id, laboratoryId: input.laboratoryId, ...input.content, ...signature(ctx, input.reason), proofId });
    await append(tx, ctx, { action: 'link.create', subjectId: id, detail: { proof: proofId } });
    await announce(tx, 'exchanges', input.laboratoryId);
    return done({ profileId: id, version: 1 });
  });
}

async function wrongWith(tx: Transaction, content: LinkContent, profileId: string | null): Promise<LinkRefusal | null> {
  const { sendingApplication: application, sendingFacility: facility } = content;
  return whyNot(content, await takenElsewhere(tx, { application, facility, port: content.settings.port }, profileId));
}

const signature = (ctx: Context<ProfessionalActor>, reason: string) => ({
  changedBy: ctx.actor.userId,
  changedByName: ctx.actor.name,
  changedAt: ctx.now(),
  changeReason: reason,
});
