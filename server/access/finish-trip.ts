import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { codeOf } from '../platform/fault';
import { sha256 } from '../platform/ids';
import { log } from '../platform/log';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { providerClient, redirectUriOf } from './provider-client';
import { type Provider, type ProviderSettings, providerSettings } from './provider-settings';
import { spendTrip, type TripRow } from './trip-store';

export interface TripAnswer {
  /** Everything that stands in the address the provider sent the person back to. */
  parameters: URLSearchParams;
  /** What `beginTrip` left in this browser; empty when it has nothing. */
  binding: string;
}

export interface Identified {
  claims: Record<string, unknown>;
  idToken: string;
  /** Where the trip began. */
  terminalId: string | null;
}

export type TripRefusal = Refusal<'provider-refused' | 'provider-unreachable'>;

const LEVELS = ['eidas1', 'eidas2', 'eidas3'];

/**
 * Answers whom the provider has identified, or refuses. The trip is used up first: an answer that comes twice, late, for another state, to another
 * browser, or with a token for another nonce, audience or level of assurance, identifies nobody. No network call is made inside a transaction.
 */
export async function finishTrip(ctx: Context<AnonymousActor>, provider: Provider, answer: TripAnswer): Promise<Outcome<Identified, TripRefusal>> {
  const settings = providerSettings(provider);
  const parameters = answer.parameters;
  const state = parameters.get('state') ?? '';
  const trip = await ctx.transaction((tx) => spendTrip(tx, { provider, stateHash: sha256(state), bindingHash: sha256(answer.binding) }, ctx.now()));
  if (!settings || !trip) return refused(ctx, provider, 'trip');
  if (parameters.has('error')) return refused(ctx, provider, parameters.get('error') === 'access_denied' ? 'denied' : 'error');
  try {
    return await exchange(ctx, provider, settings, trip, parameters, state);
  } catch (error) {
    const code = codeOf(error);
    log('warn', 'provider.fault', { provider, code });
    // RPError: what came back is not acceptable; anything else: nothing came back.
    return error instanceof Error && ['RPError', 'OPError'].includes(error.name) ? refused(ctx, provider, 'token') : refuse('provider-unreachable');
  }
}

async function exchange(
  ctx: Context<AnonymousActor>,
  provider: Provider,
  settings: ProviderSettings,
  trip: TripRow,
  parameters: URLSearchParams,
  state: string,
): Promise<Outcome<Identified, TripRefusal>> {
  const client = providerClient(provider, settings);
  const checks = { state, nonce: trip.nonce, code_verifier: trip.codeVerifier, response_type: 'code' };
  const tokens = await client.callback(redirectUriOf(provider), Object.fromEntries(parameters), checks);
  const { acr } = tokens.claims();
  if (LEVELS.indexOf(acr ?? '') < LEVELS.indexOf(settings.acr)) return refused(ctx, provider, 'assurance');
  const claims = await client.userinfo(tokens);
  return done({ claims: { ...claims }, idToken: tokens.id_token ?? '', terminalId: trip.terminalId });
}

async function refused(ctx: Context<AnonymousActor>, provider: Provider, reason: string): Promise<Outcome<never, TripRefusal>> {
  await ctx.transaction((tx) => append(tx, ctx, { action: 'session.open', outcome: 'refused', detail: { method: provider, reason } }));
  return refuse('provider-refused');
}
