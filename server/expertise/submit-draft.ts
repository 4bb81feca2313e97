import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readLaboratories } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { runExamples } from './check-rule';
import { diffOf } from './draft-content';
import { changesOf, contentOf, type DraftRow, insertSheet, sheetsOf, versionInForce } from './life-store';
import { contentOfDraft, openDraft } from './open-draft';
import { ReplayCounts } from './replay-counts';
import { type ReplayHead, replaysOf } from './replay-store';
import { RuleSetContent } from './rule-set';
import { rollbackPlan, type SheetBody, signedHashOf } from './sheet';

/**
 * Fills the control sheet of a draft by what was counted and run, and freezes it: from then on a biologist who wrote none of it may approve. A draft that was changed after its last
 * replay, or replayed against rules that are no longer in force, has to be replayed again.
 * @see GBUI XI-2
 */
export async function submitDraft(
  ctx: Context<ProfessionalActor>,
  { draftId, revision, expected, remark }: { draftId: string; revision: number; expected: string; remark: string },
): Promise<Outcome<{ sheetId: string }, Refusal<'not-found' | 'draft-changed' | 'replay-needed' | 'nothing-changed' | 'rule-has-problems'>>> {
  const denied = requireAccess(ctx, 'rules.write');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const draft = await openDraft(tx, ctx, draftId);
    if (!draft) return refuse('not-found');
    if (draft.revision !== revision) return refuse('draft-changed');
    const base = await versionInForce(tx, draft.laboratoryId, ctx.now());
    const standing = base ? (RuleSetContent.safeParse(await contentOf(tx, base.id)).data ?? null) : null;
    const content = contentOfDraft(draft);
    const diff = diffOf(standing, content);
    if (diff.length === 0 && base?.approval) return refuse('nothing-changed');
    const replay = usableReplay(await replaysOf(tx, draftId), draft, base?.id ?? null);
    if (!replay) return refuse('replay-needed');
    const examples = content.rules.flatMap((rule) => runExamples(rule, content.analytes).map((run) => ({ code: rule.code, ...run })));
    if (examples.some(({ isMet }) => !isMet)) return refuse('rule-has-problems');
    const id = newId();
    const madeAt = ctx.now();
    const { userId, name } = ctx.actor;
    const number = numberOf(madeAt, (await sheetsOf(tx, draft.laboratoryId)).length + 1);
    const body: SheetBody = {
      format: 'relais rules sheet v1',
      number,
      laboratory: (await readLaboratories(tx)).find((one) => one.id === draft.laboratoryId)?.shortName ?? '',
      title: content.title,
      madeBy: name,
      madeAt: madeAt.toISOString(),
      authors: [...new Set([draft.authorName, ...(await changesOf(tx, draftId)).map(({ byName }) => byName)])].sort(),
      base: base ? { version: base.version, contentHash: base.contentHash, inForceFrom: base.inForceFrom.toISOString() } : null,
      draftRevision: draft.revision,
      ruleCount: content.rules.filter(({ off }) => !off).length,
      contentHash: draft.contentHash,
      diff,
      examples: examples.map(({ code, name: example, expected: wanted, obtained, isMet }) => ({ code, name: example, expected: wanted, obtained, isMet })),
      replay: {
        id: replay.id,
        from: replay.fromAt.toISOString(),
        until: replay.untilAt.toISOString(),
        askedBy: replay.askedByName,
        endedAt: (replay.endedAt ?? madeAt).toISOString(),
        counts: ReplayCounts.parse(replay.counts),
      },
      expected,
      remark,
      anomalies: [],
      rollback: rollbackPlan(base ?? null),
    };
    const signedHash = signedHashOf(draft.contentHash, body);
    await insertSheet(tx, {
      id,
      number,
      laboratoryId: draft.laboratoryId,
      draftId,
      draftRevision: draft.revision,
      replayId: replay.id,
      contentHash: draft.contentHash,
      body,
      signedHash,
      madeBy: userId,
      madeByName: name,
      madeAt,
      refusedBy: null,
      refusedByName: null,
      refusedReason: null,
      refusedAt: null,
    });
    await append(tx, ctx, { action: 'rules.submit', subjectId: id, detail: { number, revision, changes: diff.length, signedHash } });
    return done({ sheetId: id });
  });
}

/** To the end, of exactly these rules, beside exactly those in force. */
export const usableReplay = (replays: readonly ReplayHead[], draft: Pick<DraftRow, 'contentHash'>, baseId: string | null): ReplayHead | undefined =>
  replays.find(({ state, contentHash, baseVersionId }) => state === 'done' && contentHash === draft.contentHash && baseVersionId === baseId);

const numberOf = (at: Date, rank: number): string => `FC-${at.getUTCFullYear()}-${String(rank).padStart(3, '0')}`;
