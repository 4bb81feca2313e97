import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { checkRule } from './check-rule';
import { applyPatch, contentHashOf, Patch, standingBefore } from './draft-content';
import { changesOf, type DraftRow, insertChange, undoneChange, updateDraft } from './life-store';
import { contentOfDraft, openDraft } from './open-draft';
import { RuleSetContent } from './rule-set';
import type { Rule } from './types';

export type ChangeKind = 'rule' | 'off' | 'on' | 'remove' | 'analyte' | 'title' | 'import';

export interface DraftChange {
  draftId: string;
  /** The one that the person saw. */
  revision: number;
  kind: ChangeKind;
  patch: Patch;
}

type Changed = Outcome<{ revision: number }, Refusal<'not-found' | 'draft-changed' | 'rule-has-problems' | 'nothing-to-undo'>>;

/**
 * Changes a draft: rules, their bounds, analytes, its name. What would not hold together, or a rule that its own examples speak against, is refused and nothing is kept. Whoever saves is the
 * author of the rules that she saves, each a version higher than before.
 */
export async function changeDraft(ctx: Context<ProfessionalActor>, { draftId, revision, kind, patch }: DraftChange): Promise<Changed> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await openDraft(tx, ctx, draftId);
    if (!draft) return refuse('not-found');
    if (draft.revision !== revision) return refuse('draft-changed');
    const content = contentOfDraft(draft);
    const signed = signedBy(ctx, content, patch);
    const next = RuleSetContent.safeParse(applyPatch(content, signed));
    if (!next.success) return refuse('rule-has-problems');
    const written = Object.values(signed.rules).flatMap((rule) => rule ?? []);
    if (written.some((rule) => checkRule(rule, next.data.analytes).problems.length > 0)) return refuse('rule-has-problems');
    await insertChange(tx, {
      draftId,
      number: ((await changesOf(tx, draftId))[0]?.number ?? 0) + 1,
      kind,
      before: standingBefore(content, signed),
      after: signed,
      byUserId: ctx.actor.userId,
      byName: ctx.actor.name,
      at: ctx.now(),
      undoneAt: null,
      undoneByName: null,
    });
    const detail = { kind, rules: Object.keys(signed.rules).slice(0, 20) };
    return done({ revision: await save(ctx, tx, draft, next.data, detail) });
  });
}

/** Takes the last change back that was not; what was there before stands again. */
export async function undoDraft(ctx: Context<ProfessionalActor>, { draftId, revision }: { draftId: string; revision: number }): Promise<Changed> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await openDraft(tx, ctx, draftId);
    if (!draft) return refuse('not-found');
    if (draft.revision !== revision) return refuse('draft-changed');
    const last = (await changesOf(tx, draftId)).find(({ undoneAt }) => undoneAt === null);
    if (!last) return refuse('nothing-to-undo');
    const next = RuleSetContent.safeParse(applyPatch(contentOfDraft(draft), Patch.parse(last.before)));
    if (!next.success) return refuse('rule-has-problems');
    await undoneChange(tx, draftId, last.number, ctx.actor.name, ctx.now());
    return done({ revision: await save(ctx, tx, draft, next.data, { kind: 'undo', rules: Object.keys(Patch.parse(last.before).rules).slice(0, 20) }) });
  });
}

async function save(
  ctx: Context<ProfessionalActor>,
  tx: Parameters<typeof append>[0],
  draft: DraftRow,
  content: RuleSetContent,
  detail: { kind: string; rules: string[] },
): Promise<number> {
  const revision = draft.revision + 1;
  await updateDraft(tx, draft.id, { content, contentHash: contentHashOf(content), revision, updatedAt: ctx.now() });
  await append(tx, ctx, { action: 'rules.change', subjectId: draft.id, detail: { ...detail, revision } });
  return revision;
}

function signedBy(ctx: Context<ProfessionalActor>, content: RuleSetContent, patch: Patch): Patch {
  const versions = new Map(content.rules.map((rule) => [rule.code, rule]));
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(ctx.now());
  const sign = (rule: Rule): Rule => ({ ...rule, author: ctx.actor.name, version: (versions.get(rule.code)?.version ?? 0) + 1, date });
  return { ...patch, rules: Object.fromEntries(Object.entries(patch.rules).map(([code, rule]) => [code, rule && sign(rule)])) };
}
