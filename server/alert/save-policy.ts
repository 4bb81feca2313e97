import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readSites } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { PolicyContent } from './policy';
import { changeDraft, insertVersion, lockDraft, lockPolicy, newestNumber } from './policy-store';

export interface SaveInput {
  laboratoryId: string;
  content: unknown;
  /** Hash of the draft that the screen showed; null = it showed none. */
  seenHash: string | null;
}

/**
 * Keeps a change of the policy as the laboratory's one draft; what is in force stays as it is until a biologist approves. Refuses a table that cannot be applied, with the first thing
 * that is wrong, and a draft that somebody else has changed meanwhile.
 */
export async function savePolicy(
  ctx: Context<ProfessionalActor>,
  input: SaveInput,
): Promise<Outcome<{ versionId: string; contentHash: string }, Refusal<'not-found' | 'call-policy-wrong' | 'call-policy-changed'>>> {
  const denied = requireAccess(ctx, 'call-policy.change');
  if (denied) return denied;
  const parsed = PolicyContent.safeParse(input.content);
  if (!parsed.success) return refuse('call-policy-wrong', { what: parsed.error.issues[0]?.message ?? '' });
  return ctx.transaction(async (tx) => {
    if (!(await isOwn(ctx, tx, input.laboratoryId))) return refuse('not-found');
    await lockPolicy(tx, input.laboratoryId);
    const draft = await lockDraft(tx, input.laboratoryId);
    if ((draft?.contentHash ?? null) !== input.seenHash) return refuse('call-policy-changed');
    const contentHash = hashOf(parsed.data);
    const written = { content: parsed.data, contentHash, madeBy: ctx.actor.userId, madeByName: ctx.actor.name, changedAt: ctx.now() };
    const versionId = draft?.id ?? newId();
    const version = draft?.version ?? (await newestNumber(tx, input.laboratoryId)) + 1;
    if (draft) await changeDraft(tx, draft.id, written);
    else await insertVersion(tx, { id: versionId, laboratoryId: input.laboratoryId, version, madeAt: ctx.now(), ...written });
    await append(tx, ctx, { action: 'call-policy.change', subjectId: versionId, detail: { version, rows: parsed.data.rows.length, contentHash } });
    return done({ versionId, contentHash });
  });
}

/** Whether the laboratory is one of the person's. */
export const isOwn = async (ctx: Context<ProfessionalActor>, tx: Transaction, laboratoryId: string): Promise<boolean> =>
  (await readSites(tx)).some((site) => site.laboratoryId === laboratoryId && ctx.actor.siteIds.includes(site.id));
