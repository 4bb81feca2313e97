import { requireAccess } from '../access/require-access';
import { readCatalogue } from '../catalogue/read-catalogue';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';

/** The tests of the catalogue that a laboratory can be asked to add, by chapter. */
export async function listTests(ctx: Context<ProfessionalActor>): Promise<Outcome<{ code: string; label: string; chapter: string }[], Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'request.make');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done((await readCatalogue(tx)).map(({ loincCode, label, chapter }) => ({ code: loincCode, label, chapter }))));
}
