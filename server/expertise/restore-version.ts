import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { contentOf, inForceAmong, insertVersion, liftSuspensionRow, lockRulesOf, openSuspensions, setOf, versionsOf } from './life-store';
import { ownLaboratories } from './own-laboratories';
import { insertApproval } from './store';

/**
 * Goes back to an earlier version of the laboratory's rules, at once: its content becomes the next version. What it says was approved before by somebody else than its author, so that one
 * biologist with a proof is enough. A version that is approved for a later time is overtaken by it, and a suspension ends with it.
 * @see GBUI XI-2 (roll-back)
 */
export async function restoreVersion(
  ctx: Context<ProfessionalActor>,
  { versionId, laboratoryId, contentHash, reason }: { versionId: string; laboratoryId: string; contentHash: string; reason: string },
  proofId: string,
): Promise<Outcome<{ version: number }, Refusal<'not-found' | 'rules-changed' | 'rules-not-approved' | 'rules-in-force'>>> {
  const denied = requireAccess(ctx, 'rules.approve');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    await lockRulesOf(tx, laboratoryId);
    const set = await setOf(tx, laboratoryId);
    const versions = await versionsOf(tx, laboratoryId);
    const wanted = versions.find(({ id }) => id === versionId);
    if (!set || !wanted || !(await ownLaboratories(tx, ctx.actor)).has(laboratoryId)) return refuse('not-found');
    const now = ctx.now();
    const isNewest = versions[0]?.id === wanted.id && inForceAmong(versions, now)?.id === wanted.id;
    const code = wanted.contentHash !== contentHash ? 'rules-changed' : !wanted.approval ? 'rules-not-approved' : isNewest ? 'rules-in-force' : null;
    if (code) {
      await append(tx, ctx, { action: 'rules.restore', outcome: 'refused', subjectId: versionId, detail: { code } });
      return refuse(code);
    }
    const version = (versions[0]?.version ?? 0) + 1;
    const id = newId();
    await insertVersion(tx, {
      id,
      ruleSetId: set.id,
      version,
      title: wanted.title,
      author: wanted.author,
      content: await contentOf(tx, wanted.id),
      contentHash: wanted.contentHash,
      ruleCount: wanted.ruleCount,
      inForceFrom: now,
      createdAt: now,
      origin: 'restored',
      controlSheetId: null,
      restoresId: wanted.id,
      signedHash: wanted.signedHash,
      restoreReason: reason,
    });
    const { userId, name, rppsNumber } = ctx.actor;
    await insertApproval(tx, { id: newId(), ruleSetVersionId: id, userId, name, rppsNumber, contentHash, proofId, approvedAt: now });
    const [suspension] = await openSuspensions(tx, [laboratoryId]);
    if (suspension) await liftSuspensionRow(tx, suspension.id, ctx.actor, proofId, now);
    await append(tx, ctx, {
      action: 'rules.restore',
      subjectId: id,
      detail: { version, restores: wanted.version, contentHash, lifted: suspension !== undefined, proof: proofId },
    });
    return done({ version });
  });
}
