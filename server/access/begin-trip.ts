import { generators } from 'openid-client';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId, newToken, sha256 } from '../platform/ids';
import { providerClient, redirectUriOf } from './provider-client';
import { type Provider, providerSettings } from './provider-settings';
import { terminalOf } from './terminal-of';
import { insertTrip } from './trip-store';

const TRIP_MS = 10 * 60_000;

export interface BegunTrip {
  /** Where the browser goes. */
  url: string;
  /** Stays in this browser, in a cookie of its own: only it may come back with what the provider answers. */
  binding: string;
}

/**
 * Begins a trip to an identity provider: state, nonce and PKCE verifier of its own, good once, for ten minutes, in one browser. Null where the
 * installation has no client of that provider.
 */
export async function beginTrip(ctx: Context<AnonymousActor>, provider: Provider): Promise<BegunTrip | null> {
  const settings = providerSettings(provider);
  if (!settings) return null;
  const [state, nonce, codeVerifier, binding] = [newToken(), newToken(), generators.codeVerifier(64), newToken()];
  const now = ctx.now();
  await ctx.transaction(async (tx) =>
    insertTrip(tx, {
      id: newId(),
      terminalId: provider === 'psc' ? (await terminalOf(ctx, tx)).id : null,
      provider,
      stateHash: sha256(state),
      nonce,
      codeVerifier,
      bindingHash: sha256(binding),
      createdAt: now,
      expiresAt: new Date(now.getTime() + TRIP_MS),
    }),
  );
  const url = providerClient(provider, settings).authorizationUrl({
    scope: settings.scope,
    acr_values: settings.acr,
    redirect_uri: redirectUriOf(provider),
    state,
    nonce,
    code_challenge: generators.codeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    // On a shared terminal the last person's session at the provider must not let the next one in unasked.
    prompt: 'login',
  });
  return { url, binding };
}
