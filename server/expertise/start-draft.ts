import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { contentHashOf, ordered } from './draft-content';
import { contentOf, insertDraft, lockRulesOf, openDraftOf, setOf, updateDraft, versionInForce } from './life-store';
import { shippedContent } from './load-shipped';
import { openDraft } from './open-draft';
import { ownLaboratories } from './own-laboratories';
import { RuleSetContent } from './rule-set';

/** From what it begins: the rules in force, those that come with the product, or no rule at all (the analytes stay: a rule must name something). */
export const DRAFT_STARTS = ['in-force', 'shipped', 'empty'] as const;
export type DraftStart = (typeof DRAFT_STARTS)[number];

/**
 * Begins the next version of a laboratory's rules; one draft at a time, so that two persons never approve two halves. Nothing of it is asked of any dossier.
 * @see requirements.md TDN-16
 */
export async function startDraft(
  ctx: Context<ProfessionalActor>,
  { laboratoryId, from }: { laboratoryId: string; from: DraftStart },
): Promise<Outcome<{ draftId: string }, Refusal<'not-found' | 'draft-open'>>> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockRulesOf(tx, laboratoryId);
    const set = await setOf(tx, laboratoryId);
    if (!set || !(await ownLaboratories(tx, ctx.actor)).has(laboratoryId)) return refuse('not-found');
    if (await openDraftOf(tx, laboratoryId)) return refuse('draft-open');
    const now = ctx.now();
    const base = await versionInForce(tx, laboratoryId, now);
    const standing = base ? RuleSetContent.safeParse(await contentOf(tx, base.id)).data : undefined;
    const whole = from === 'shipped' || !standing ? shippedContent().content : standing;
    const content = ordered(from === 'empty' ? { ...whole, title: 'Règles du laboratoire', rules: [] } : whole);
    const id = newId();
    const { userId, name } = ctx.actor;
    await insertDraft(tx, {
      id,
      laboratoryId,
      ruleSetId: set.id,
      basedOnId: base?.id ?? null,
      content,
      contentHash: contentHashOf(content),
      revision: 1,
      authorId: userId,
      authorName: name,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedAs: null,
    });
    await append(tx, ctx, { action: 'rules.draft', subjectId: id, detail: { from, base: base?.version ?? null } });
    return done({ draftId: id });
  });
}

/** Puts a draft away for good: it stays on record, and another may be begun. */
export async function dropDraft(ctx: Context<ProfessionalActor>, { draftId }: { draftId: string }): Promise<Outcome<{ at: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await openDraft(tx, ctx, draftId);
    if (!draft) return refuse('not-found');
    const at = ctx.now();
    await updateDraft(tx, draftId, { closedAt: at, closedAs: 'dropped' });
    await append(tx, ctx, { action: 'rules.drop', subjectId: draftId, detail: { revision: draft.revision } });
    return done({ at });
  });
}
