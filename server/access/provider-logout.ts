import { eq } from 'drizzle-orm';
import { session } from '../../db/schema/access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { providerClient } from './provider-client';
import { providerSettings } from './provider-settings';
import { relyingParty } from './relying-party';
import { open } from './secret-box';

/** Where the actor's session ends at Pro Santé Connect too, by the token it gave for it; null when he did not come in that way. */
export async function logoutAddress(ctx: Context<ProfessionalActor>): Promise<string | null> {
  const settings = providerSettings('psc');
  const [row] = await ctx.transaction((tx) => tx.select({ token: session.providerToken }).from(session).where(eq(session.id, ctx.actor.sessionId)));
  if (!settings || !row?.token) return null;
  const idTokenHint = open(row.token, ctx.actor.userId);
  return providerClient('psc', settings).endSessionUrl({ id_token_hint: idTokenHint, post_logout_redirect_uri: `${relyingParty().origin}/lock` });
}
