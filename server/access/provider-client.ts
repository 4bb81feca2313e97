import { type Client, custom, Issuer } from 'openid-client';
import type { Provider, ProviderSettings } from './provider-settings';
import { relyingParty } from './relying-party';

const ANSWERS_WITHIN_MS = 8_000;

/** The page a provider sends the person back to; registered there letter by letter. */
export const redirectUriOf = (provider: Provider): string => `${relyingParty().origin}/api/${provider}/callback`;

/** A client of the provider that checks issuer, audience, signature, times and nonce of every token (OpenID Connect Core 3.1.3.7). */
export function providerClient(provider: Provider, settings: ProviderSettings): Client {
  custom.setHttpOptionsDefaults({ timeout: ANSWERS_WITHIN_MS });
  const issuer = new Issuer({
    issuer: settings.issuer,
    authorization_endpoint: settings.authorizationEndpoint,
    token_endpoint: settings.tokenEndpoint,
    userinfo_endpoint: settings.userinfoEndpoint,
    jwks_uri: settings.jwksUri,
    end_session_endpoint: settings.endSessionEndpoint,
  });
  const client = new issuer.Client({
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
    redirect_uris: [redirectUriOf(provider)],
    response_types: ['code'],
    id_token_signed_response_alg: 'RS256',
    token_endpoint_auth_method: 'client_secret_post',
  });
  // Two machines are never of one mind about the second.
  client[custom.clock_tolerance] = 5;
  return client;
}
