import { append } from '../audit/append';
import { readSites } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { insertApproval, lockSetLoading, newestVersions } from './store';

/**
 * Puts a biologist's name under the version in force, by the content that she has read: from then on what the rules hold back may move the list. Refuses a version that is not the newest, a
 * content that is not the one she was shown, one already approved, and a biologist of another laboratory.
 * @see GBUI XI-2; requirements.md TDN-16
 */
export async function approveRuleSet(
  ctx: Context<ProfessionalActor>,
  input: { versionId: string; contentHash: string },
  proofId: string,
): Promise<Outcome<{ approvedAt: Date }, Refusal<'not-found' | 'rules-changed' | 'rules-approved'>>> {
  if (!ctx.actor.roles.includes('biologist')) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    await lockSetLoading(tx);
    const known = (await newestVersions(tx, ctx.now())).find(({ version }) => version.id === input.versionId);
    const own = new Set((await readSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id)).map(({ laboratoryId }) => laboratoryId));
    if (!known || !own.has(known.set.laboratoryId)) return refuse('not-found');
    const { version, approval } = known;
    const code = approval ? 'rules-approved' : version.contentHash === input.contentHash ? null : 'rules-changed';
    if (code) {
      await append(tx, ctx, { action: 'rules.approve', outcome: 'refused', subjectId: version.id, detail: { code } });
      return refuse(code);
    }
    const { userId, name, rppsNumber } = ctx.actor;
    const approvedAt = ctx.now();
    await insertApproval(tx, { id: newId(), ruleSetVersionId: version.id, userId, name, rppsNumber, contentHash: version.contentHash, proofId, approvedAt });
    await append(tx, ctx, {
      action: 'rules.approve',
      subjectId: version.id,
      detail: { version: version.version, rules: version.ruleCount, contentHash: version.contentHash, proof: proofId },
    });
    return done({ approvedAt });
  });
}
