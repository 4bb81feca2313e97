import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { SheetView } from './life-page';
import { changesOf, findDraft, findSheet, versionsOf } from './life-store';
import { ownLaboratories } from './own-laboratories';
import { sheetStateOf } from './read-life';
import { dossiersOfReplay, findReplay, type ReplayDossierRow } from './replay-store';
import { SheetBody } from './sheet';

/** A control sheet as it was frozen, and what became of it. */
export async function readSheet(ctx: Context<ProfessionalActor>, { sheetId }: { sheetId: string }): Promise<Outcome<SheetView, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'rules.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const sheet = await findSheet(tx, sheetId);
    if (!sheet || !(await ownLaboratories(tx, ctx.actor)).has(sheet.laboratoryId)) return refuse('not-found');
    const draft = await findDraft(tx, sheet.draftId);
    const versions = await versionsOf(tx, sheet.laboratoryId);
    const made = versions.find(({ controlSheetId }) => controlSheetId === sheet.id);
    const state = sheetStateOf(sheet, draft && draft.closedAt === null ? draft : null, versions);
    const isAuthor = draft?.authorId === ctx.actor.userId || (await changesOf(tx, sheet.draftId)).some(({ byUserId }) => byUserId === ctx.actor.userId);
    return done({
      sheetId,
      laboratoryId: sheet.laboratoryId,
      body: SheetBody.parse(sheet.body),
      contentHash: sheet.contentHash,
      signedHash: sheet.signedHash,
      state,
      refusal: sheet.refusedAt && { name: sheet.refusedByName ?? '', at: sheet.refusedAt, reason: sheet.refusedReason ?? '' },
      approval: made?.approval
        ? {
            name: made.approval.name,
            rppsNumber: made.approval.rppsNumber ?? '',
            at: made.approval.approvedAt,
            version: made.version,
            inForceFrom: made.inForceFrom,
          }
        : null,
      mayApprove: state === 'open' && !isAuthor && allows(ctx.actor, 'rules.approve'),
      isAuthor,
    });
  });
}

const PAGE = 100;

/** The dossiers that the draft would treat otherwise, as far as the reader may see them, page by page. */
export async function readReplayDossiers(
  ctx: Context<ProfessionalActor>,
  { replayId, after }: { replayId: string; after: number },
): Promise<
  Outcome<
    { rows: (Omit<ReplayDossierRow, 'replayId' | 'beforeEffect' | 'afterEffect'> & { beforeEffect: string; afterEffect: string })[]; more: boolean },
    Refusal<'not-found'>
  >
> {
  const denied = requireAccess(ctx, 'rules.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const replay = await findReplay(tx, replayId);
    if (!replay || !(await ownLaboratories(tx, ctx.actor)).has(replay.laboratoryId)) return refuse('not-found');
    const rows = await dossiersOfReplay(tx, replayId, after, PAGE + 1);
    return done({
      rows: rows.slice(0, PAGE).map((row) => ({ ...row, beforeEffect: row.beforeEffect ?? '', afterEffect: row.afterEffect ?? '' })),
      more: rows.length > PAGE,
    });
  });
}
