import { requireAccess } from '../access/require-access';
import { readWard } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';

/** Answers the names of the wards that the reader reads for, to be shown beside her own. */
export async function listPlaces(ctx: Context<ProfessionalActor>): Promise<Outcome<{ wards: string[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'results.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const wards = await Promise.all(ctx.actor.wardIds.map((id) => readWard(tx, id)));
    return done({ wards: wards.flatMap((ward) => (ward ? [ward.name] : [])) });
  });
}
