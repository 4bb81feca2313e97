import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { namedSites } from '../duty/site-names';
import { readSetVersions } from '../expertise/read-approved';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { lockAlone, throwSwitchRow } from './store';
import { EVERYTHING, type SwitchScope } from './types';

export interface SwitchInput {
  scope: SwitchScope;
  subjectId: string;
}

/**
 * Stops it, at once and by one click, for a biologist, a site, a set of rules or altogether: once this is answered, nothing that had not left leaves. Saying it again
 * is no fault.
 */
export async function switchOff(ctx: Context<ProfessionalActor>, input: SwitchInput): Promise<Outcome<{ at: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'autoverification.stop');
  if (denied) return denied;
  return input.scope === 'biologist' || (await isOwn(ctx, input)) ? put(ctx, input, null) : refuse('not-found');
}

/** Lets it run again, by a biologist who has just proven that she is there: for everything, a site or the rules of her own laboratory, or for herself. It makes nothing run alone: the three others and an acceptance are needed too. */
export async function switchOn(ctx: Context<ProfessionalActor>, input: SwitchInput, proofId: string): Promise<Outcome<{ at: Date }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'autoverification.accept');
  if (denied) return denied;
  if (!(await isOwn(ctx, input))) return refuse('not-found');
  return put(ctx, input, proofId);
}

async function put(
  ctx: Context<ProfessionalActor>,
  { scope, subjectId }: SwitchInput,
  proofId: string | null,
): Promise<Outcome<{ at: Date }, Refusal<'not-found'>>> {
  if ((scope === 'all') !== (subjectId === EVERYTHING)) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    await lockAlone(tx);
    const at = ctx.now();
    const isOn = proofId !== null;
    await throwSwitchRow(tx, { scope, subjectId, isOn, at, byUserId: ctx.actor.userId, byName: ctx.actor.name, proofId });
    await append(tx, ctx, { action: 'autoverification.switch', subjectId, detail: { scope, isOn, ...(proofId ? { proof: proofId } : {}) } });
    return done({ at });
  });
}

async function isOwn(ctx: Context<ProfessionalActor>, { scope, subjectId }: SwitchInput): Promise<boolean> {
  if (scope === 'all') return true;
  if (scope === 'biologist') return subjectId === ctx.actor.userId;
  return ctx.transaction(async (tx) => {
    const sites = (await namedSites(tx)).filter(({ id }) => ctx.actor.siteIds.includes(id));
    if (scope === 'site') return sites.some(({ id }) => id === subjectId);
    return (await readSetVersions(tx, ctx.now())).some(
      ({ ruleSetId, laboratoryId }) => ruleSetId === subjectId && sites.some((site) => site.laboratoryId === laboratoryId),
    );
  });
}
