import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { boundsAsCsv } from './bounds-csv';
import { checkRule, type RuleReport } from './check-rule';
import { diffOf, Patch } from './draft-content';
import type { DraftView, ReplayView } from './life-page';
import { changesOf, contentOf, findDraft, sheetsOf, versionInForce } from './life-store';
import { contentOfDraft } from './open-draft';
import { ownLaboratories } from './own-laboratories';
import { ReplayCounts } from './replay-counts';
import { type ReplayHead, replaysOf } from './replay-store';
import { RuleSetContent } from './rule-set';
import { describeRule } from './shipped/describe-rule';

/** A draft as it stands: every rule, what changes against the rules in force, who changed what, and how far its replay is. */
export async function readDraft(ctx: Context<ProfessionalActor>, { draftId }: { draftId: string }): Promise<Outcome<DraftView, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, draftId);
    if (!draft || draft.closedAt !== null || !(await ownLaboratories(tx, ctx.actor)).has(draft.laboratoryId)) return refuse('not-found');
    const base = await versionInForce(tx, draft.laboratoryId, ctx.now());
    const standing = base ? (RuleSetContent.safeParse(await contentOf(tx, base.id)).data ?? null) : null;
    const content = contentOfDraft(draft);
    const [replay] = await replaysOf(tx, draftId);
    const own = (await sheetsOf(tx, draft.laboratoryId)).filter((sheet) => sheet.draftId === draftId);
    const open = own.find((sheet) => sheet.refusedAt === null && sheet.draftRevision === draft.revision);
    const refused = own[0]?.refusedAt ? own[0] : undefined;
    return done({
      draftId,
      laboratoryId: draft.laboratoryId,
      laboratory: (await readLaboratories(tx)).find(({ id }) => id === draft.laboratoryId)?.shortName ?? '',
      revision: draft.revision,
      title: content.title,
      author: draft.authorName,
      baseVersion: base?.version ?? null,
      contentHash: draft.contentHash,
      analytes: content.analytes,
      rules: content.rules.map((rule) => ({ rule, describes: describeRule(rule, content.analytes) })),
      diff: diffOf(standing, content),
      history: (await changesOf(tx, draftId)).map((change) => ({
        number: change.number,
        kind: change.kind,
        codes: codesOf(Patch.parse(change.after)),
        by: change.byName,
        at: change.at,
        undoneAt: change.undoneAt,
      })),
      replay: replay ? replayView(replay, draft.contentHash, base?.id ?? null) : null,
      sheet: open ? { sheetId: open.id, number: open.number } : null,
      refusal: refused?.refusedAt ? { name: refused.refusedByName ?? '', reason: refused.refusedReason ?? '', at: refused.refusedAt } : null,
      mayWrite: allows(ctx.actor, 'rules.write'),
    });
  });
}

const codesOf = ({ rules, analytes }: Patch): string[] => [...Object.keys(rules), ...Object.keys(analytes)].slice(0, 20);

export const replayView = (replay: ReplayHead, contentHash: string, baseId: string | null): ReplayView => ({
  replayId: replay.id,
  state: replay.state,
  total: replay.total,
  done: replay.done,
  from: replay.fromAt,
  until: replay.untilAt,
  askedBy: replay.askedByName,
  askedAt: replay.askedAt,
  endedAt: replay.endedAt,
  listed: replay.listed,
  counts: ReplayCounts.parse(replay.counts),
  isOfDraft: replay.contentHash === contentHash && replay.baseVersionId === baseId,
});

/** Whatever is wrong with a rule while it is written, and what its examples say. */
export async function checkRuleOfDraft(
  ctx: Context<ProfessionalActor>,
  { draftId, rule }: { draftId: string; rule: unknown },
): Promise<Outcome<RuleReport, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, draftId);
    return draft && (await ownLaboratories(tx, ctx.actor)).has(draft.laboratoryId)
      ? done(checkRule(rule, contentOfDraft(draft).analytes))
      : refuse('not-found');
  });
}

/** The draft as a file: everything as JSON, or its bounds for a spreadsheet. */
export async function exportDraft(
  ctx: Context<ProfessionalActor>,
  { draftId, format }: { draftId: string; format: 'json' | 'csv' },
): Promise<Outcome<{ name: string; text: string }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, draftId);
    if (!draft || !(await ownLaboratories(tx, ctx.actor)).has(draft.laboratoryId)) return refuse('not-found');
    const content = contentOfDraft(draft);
    return done({
      name: `regles-revision-${draft.revision}.${format}`,
      text: format === 'json' ? `${JSON.stringify(content, null, 2)}\n` : boundsAsCsv(content),
    });
  });
}
