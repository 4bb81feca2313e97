import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { unsureDossiers } from './attachment-store';
import type { UnsureDossier } from './attachment-types';

/** An identity that nobody made sure in that time is not going to be. */
const DAYS = 60;

/**
 * Answers the dossiers of the référent's sites whose identity is not sure, newest first, and after them those that were attached, so that it can be undone. Those
 * of the last sixty days; hidden and anonymous identities are none: they are meant to stay so.
 * @see GBUI III-2b
 */
export async function listUnsureDossiers(ctx: Context<ProfessionalActor>): Promise<Outcome<{ at: Date; dossiers: UnsureDossier[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done({ at: ctx.now(), dossiers: await unsureDossiers(tx, new Date(ctx.now().getTime() - DAYS * 24 * 3_600_000)) }));
}
