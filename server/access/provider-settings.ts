import { readEnvironment } from '../platform/env';

export type Provider = 'psc' | 'franceconnect';

export interface ProviderSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  userinfoEndpoint: string;
  jwksUri: string;
  endSessionEndpoint: string;
  scope: string;
  /** Least level of assurance accepted. */
  acr: string;
}

/** Where each provider is by default: Pro Santé Connect has its authorization on another host than its issuer (interop.md). */
const DEFAULTS = {
  psc: {
    issuer: 'https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet',
    authorizationEndpoint: 'https://wallet.esw.esante.gouv.fr/auth',
    token: '/protocol/openid-connect/token',
    userinfo: '/protocol/openid-connect/userinfo',
    jwks: '/protocol/openid-connect/certs',
    endSession: '/protocol/openid-connect/logout',
    scope: 'openid scope_all',
  },
  franceconnect: {
    issuer: 'https://oidc.franceconnect.gouv.fr/api/v2',
    authorizationEndpoint: null,
    token: '/token',
    userinfo: '/userinfo',
    jwks: '/jwks',
    endSession: '/session/end',
    scope: 'openid given_name family_name birthdate gender',
  },
} as const;

/** How a provider is reached, or null where the installation has no client of it: then its button is not shown and its doors do not exist. */
export function providerSettings(provider: Provider): ProviderSettings | null {
  const environment = readEnvironment();
  const name = provider === 'psc' ? 'PSC' : 'FC';
  const clientId = environment[`${name}_CLIENT_ID`];
  const clientSecret = environment[`${name}_CLIENT_SECRET`];
  if (clientId === undefined || clientSecret === undefined) return null;
  const known = DEFAULTS[provider];
  const issuer = environment[`${name}_ISSUER`] ?? known.issuer;
  return {
    issuer,
    clientId,
    clientSecret,
    authorizationEndpoint: environment[`${name}_AUTHORIZATION_ENDPOINT`] ?? known.authorizationEndpoint ?? `${issuer}/authorize`,
    tokenEndpoint: environment[`${name}_TOKEN_ENDPOINT`] ?? issuer + known.token,
    userinfoEndpoint: environment[`${name}_USERINFO_ENDPOINT`] ?? issuer + known.userinfo,
    jwksUri: environment[`${name}_JWKS_URI`] ?? issuer + known.jwks,
    endSessionEndpoint: environment[`${name}_END_SESSION_ENDPOINT`] ?? issuer + known.endSession,
    scope: known.scope,
    acr: provider === 'psc' ? 'eidas1' : environment.FC_ACR_VALUES,
  };
}
