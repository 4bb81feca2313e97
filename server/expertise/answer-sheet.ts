import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import {
  changesOf,
  type DraftRow,
  findDraft,
  findSheet,
  inForceAmong,
  insertVersion,
  lockRulesOf,
  refuseSheetRow,
  type SheetRow,
  updateDraft,
  versionsOf,
} from './life-store';
import { contentOfDraft } from './open-draft';
import { ownLaboratories } from './own-laboratories';
import { findReplay } from './replay-store';
import { insertApproval } from './store';

type Approved = Outcome<
  { versionId: string; version: number; inForceFrom: Date },
  Refusal<'not-found' | 'rules-changed' | 'rules-approved' | 'own-rules' | 'replay-needed' | 'force-in-past'>
>;

/**
 * Puts a biologist's name under rules and control sheet together and makes them the next version, in force from that instant on. Not by anybody who has put a hand to them, not what was
 * changed since the sheet, and not for a time that is over.
 * @param input `signedHash` is of what she was shown; no instant = at once
 * @see GBUI XI-2; requirements.md TDN-16
 */
export async function approveSheet(
  ctx: Context<ProfessionalActor>,
  { sheetId, signedHash, inForceFrom }: { sheetId: string; signedHash: string; inForceFrom: Date | null },
  proofId: string,
): Promise<Approved> {
  const denied = requireAccess(ctx, 'rules.approve');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const sheet = await ownSheet(tx, ctx, sheetId);
    if (!sheet) return refuse('not-found');
    const draft = await findDraft(tx, sheet.draftId);
    if (!draft) return refuse('not-found');
    const now = ctx.now();
    const versions = await versionsOf(tx, sheet.laboratoryId);
    const code = await refusalOf(tx, ctx, { sheet, draft, signedHash, inForceFrom, versions });
    if (code) {
      await append(tx, ctx, { action: 'rules.approve', outcome: 'refused', subjectId: sheet.id, detail: { code } });
      return refuse(code);
    }
    const content = contentOfDraft(draft);
    const id = newId();
    const version = (versions[0]?.version ?? 0) + 1;
    const start = inForceFrom ?? now;
    const ruleCount = content.rules.filter(({ off }) => !off).length;
    await insertVersion(tx, {
      id,
      ruleSetId: draft.ruleSetId,
      version,
      title: content.title,
      author: sheet.madeByName,
      content: draft.content,
      contentHash: draft.contentHash,
      ruleCount,
      inForceFrom: start,
      createdAt: now,
      origin: 'draft',
      controlSheetId: sheet.id,
      restoresId: null,
      signedHash: sheet.signedHash,
      restoreReason: null,
    });
    const { userId, name, rppsNumber } = ctx.actor;
    await insertApproval(tx, { id: newId(), ruleSetVersionId: id, userId, name, rppsNumber, contentHash: draft.contentHash, proofId, approvedAt: now });
    await updateDraft(tx, draft.id, { closedAt: now, closedAs: 'approved' });
    const detail = {
      version,
      rules: ruleCount,
      contentHash: draft.contentHash,
      signedHash: sheet.signedHash,
      inForceFrom: start.toISOString(),
      proof: proofId,
    };
    await append(tx, ctx, { action: 'rules.approve', subjectId: id, detail });
    return done({ versionId: id, version, inForceFrom: start });
  });
}

/** A biologist gives a sheet back with her reason; the draft goes on, and a new sheet is made of it. */
export async function refuseSheet(
  ctx: Context<ProfessionalActor>,
  { sheetId, reason }: { sheetId: string; reason: string },
): Promise<Outcome<{ at: Date }, Refusal<'not-found' | 'rules-changed' | 'rules-approved'>>> {
  const denied = requireAccess(ctx, 'rules.approve');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const sheet = await ownSheet(tx, ctx, sheetId);
    if (!sheet) return refuse('not-found');
    if ((await versionsOf(tx, sheet.laboratoryId)).some(({ controlSheetId }) => controlSheetId === sheet.id)) return refuse('rules-approved');
    if (sheet.refusedAt) return refuse('rules-changed');
    const at = ctx.now();
    await refuseSheetRow(tx, sheet.id, ctx.actor, reason, at);
    await append(tx, ctx, { action: 'rules.refuse', subjectId: sheet.id, detail: { number: sheet.number } });
    return done({ at });
  });
}

async function ownSheet(tx: Parameters<typeof findSheet>[0], ctx: Context<ProfessionalActor>, sheetId: string): Promise<SheetRow | undefined> {
  const seen = await findSheet(tx, sheetId);
  if (!seen || !(await ownLaboratories(tx, ctx.actor)).has(seen.laboratoryId)) return undefined;
  await lockRulesOf(tx, seen.laboratoryId);
  return findSheet(tx, sheetId);
}

async function refusalOf(
  tx: Parameters<typeof findSheet>[0],
  ctx: Context<ProfessionalActor>,
  asked: {
    sheet: SheetRow;
    draft: DraftRow;
    signedHash: string;
    inForceFrom: Date | null;
    versions: Awaited<ReturnType<typeof versionsOf>>;
  },
): Promise<'rules-changed' | 'rules-approved' | 'own-rules' | 'replay-needed' | 'force-in-past' | null> {
  const { sheet, draft, signedHash, inForceFrom, versions } = asked;
  if (versions.some(({ controlSheetId }) => controlSheetId === sheet.id)) return 'rules-approved';
  if (draft.closedAt || sheet.refusedAt || sheet.signedHash !== signedHash) return 'rules-changed';
  if (draft.revision !== sheet.draftRevision || draft.contentHash !== sheet.contentHash) return 'replay-needed';
  const base = inForceAmong(versions, ctx.now());
  if ((await findReplay(tx, sheet.replayId))?.baseVersionId !== (base?.id ?? null)) return 'replay-needed';
  if (draft.authorId === ctx.actor.userId || (await changesOf(tx, draft.id)).some(({ byUserId }) => byUserId === ctx.actor.userId)) return 'own-rules';
  return inForceFrom !== null && inForceFrom < ctx.now() ? 'force-in-past' : null;
}
