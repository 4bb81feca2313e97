import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { deactivatePart, findPartDecision, lockExecuted, partVersionIds, withdrawPartRow } from './part-store';
import { readDossierFacts } from './project-worklist';
import { readOwnLaboratories } from './read-parts';

/**
 * Takes back what one's own laboratory decided on its part, with a reason; the part waits again. Refused once the sampling laboratory has signed the whole on it: a correction then
 * comes from the measuring system, as a new version.
 * @see GBUI XIV-2, VIII-3d
 */
export async function withdrawPart(
  ctx: Context<ProfessionalActor>,
  input: { decisionId: string; reason: string },
): Promise<Outcome<{ withdrawnAt: Date }, Refusal<'not-found' | 'revocation-needs-reason' | 'part-in-use'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const seen = await findPartDecision(tx, input.decisionId);
    const own = await readOwnLaboratories(tx, ctx.actor);
    if (!seen || !own.some(({ id }) => id === seen.laboratoryId) || !(await lockExecuted(tx, seen.dossierId))) return refuse('not-found');
    const reason = input.reason.trim();
    if (reason === '') return refuse('revocation-needs-reason');
    const row = await findPartDecision(tx, input.decisionId);
    if (row?.withdrawnAt) return done({ withdrawnAt: row.withdrawnAt });
    const facts = await readDossierFacts(tx, seen.dossierId);
    const versions = new Set(await partVersionIds(tx, seen.id));
    const keys = new Set(facts?.history.filter(({ id }) => versions.has(id)).map(({ observationKey }) => observationKey));
    const isUsed = facts?.standings.some(({ observationKey, standing }) => keys.has(observationKey) && (standing === 'validated' || standing === 'pending'));
    const about = { dossierId: seen.dossierId, patientId: facts?.state.dossier.patientId, subjectId: seen.id };
    if (isUsed && seen.kind === 'validate') {
      await append(tx, ctx, { action: 'part.withdraw', outcome: 'refused', ...about });
      return refuse('part-in-use');
    }
    const withdrawnAt = ctx.now();
    await withdrawPartRow(tx, seen.id, { withdrawnAt, withdrawnBy: ctx.actor.userId, withdrawnByName: ctx.actor.name, withdrawReason: reason });
    await deactivatePart(tx, seen.id);
    await append(tx, ctx, { action: 'part.withdraw', ...about });
    await tell(tx, { name: 'part.moved', dossierId: seen.dossierId, subjectId: seen.dossierId }, withdrawnAt);
    return done({ withdrawnAt });
  });
}
