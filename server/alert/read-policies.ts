import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories, readSites } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { PolicyContent } from './policy';
import type { PolicyList } from './policy-page';
import { policyVersions } from './policy-store';

const NEWEST = 20;

/** The policy of each of the person's laboratories: the version in force, the draft, and what was in force before. */
export async function readPolicies(ctx: Context<ProfessionalActor>): Promise<Outcome<PolicyList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'call-policy.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const own = new Set((await readSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id)).map(({ laboratoryId }) => laboratoryId));
    const rows = await policyVersions(tx, [...own]);
    const laboratories = (await readLaboratories(tx)).filter(({ id }) => own.has(id));
    return done({
      now,
      laboratories: laboratories.map(({ id, shortName }) => {
        const versions = rows.filter(({ laboratoryId }) => laboratoryId === id);
        const started = versions.filter(({ state, inForceFrom }) => state === 'approved' && inForceFrom !== null && inForceFrom <= now);
        const [inForce] = started.toSorted((a, b) => (b.inForceFrom?.getTime() ?? 0) - (a.inForceFrom?.getTime() ?? 0) || b.version - a.version);
        return {
          laboratoryId: id,
          laboratory: shortName,
          mayChange: allows(ctx.actor, 'call-policy.change'),
          mayApprove: allows(ctx.actor, 'call-policy.approve'),
          versions: versions.slice(0, NEWEST).map((row) => ({
            ...row,
            state: row.state as 'draft' | 'approved',
            isInForce: row.id === inForce?.id,
            content: PolicyContent.safeParse(row.content).data ?? null,
          })),
        };
      }),
    });
  });
}
