import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';

export interface ProviderPerson {
  claims: Record<string, unknown>;
  /** What the provider says of how sure it is; `eidas1` when left out. */
  acr?: string;
}

export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who can log in there, by the name typed into its form. */
  people: Map<string, ProviderPerson>;
  stop(): Promise<void>;
}

/**
 * A real OpenID provider on loopback (PKCE required, signed tokens, exact redirect addresses), with a form that asks who one is: it stands for Pro Santé
 * Connect and for FranceConnect, which cannot be reached from a test.
 */
export async function startIdentityProvider(redirectUris: string[], logoutUris: string[]): Promise<IdentityProvider> {
  const people = new Map<string, ProviderPerson>();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['relais', 'a secret of the provider of the tests'];
  const client = {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: redirectUris,
    post_logout_redirect_uris: logoutUris,
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_post' as const,
  };
  const provider = new Provider(issuer, configurationOf(client, people));
  server.on('request', (request, response) => {
    const asked = /^\/who\/[\w-]+$/.test(new URL(request.url ?? '/', issuer).pathname);
    if (!asked) void provider.callback()(request, response);
    else if (request.method === 'POST') void answerWho(provider, request, people).then((finish) => finish(response));
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(FORM);
  });
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const FORM = `<!doctype html><html lang="fr"><title>Fournisseur d’identité d’essai</title>
<form method="post"><label>Qui êtes-vous ? <input name="who" autofocus></label><button>S’identifier</button><button name="refuse" value="1">Refuser</button></form></html>`;

function configurationOf(client: NonNullable<Configuration['clients']>[number], people: Map<string, ProviderPerson>): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const all = ['SubjectNameID', 'SubjectRole', 'SubjectRefPro', 'otherIds', 'preferred_username', 'given_name', 'family_name', 'birthdate', 'gender'];
  return {
    clients: [client],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
    cookies: { keys: ['a key of the provider of the tests'] },
    acrValues: ['eidas1', 'eidas2', 'eidas3'],
    scopes: ['openid', 'scope_all', 'given_name', 'family_name', 'birthdate', 'gender'],
    claims: {
      openid: ['sub'],
      scope_all: all,
      given_name: ['given_name'],
      family_name: ['family_name'],
      birthdate: ['birthdate'],
      gender: ['gender'],
      acr: null,
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource: ended } },
    interactions: { url: (_ctx, interaction) => `/who/${interaction.uid}` },
    findAccount: (_ctx, accountId) => ({ accountId, claims: async () => ({ sub: accountId, ...people.get(accountId)?.claims }) }),
    // Nobody is asked for consent: both providers ask for none.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client?.clientId ?? '', accountId: ctx.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid scope_all given_name family_name birthdate gender');
      await grant.save();
      return grant;
    },
    ttl: { Session: 3600, Interaction: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60, Grant: 3600 },
  };
}

function logoutSource(ctx: KoaContextWithOIDC, form: string): void {
  ctx.body = `<!doctype html><html lang="fr"><title>Fin</title>${form}<button form="op.logoutForm" name="logout" value="yes">Se déconnecter</button></html>`;
}

function ended(ctx: KoaContextWithOIDC): void {
  ctx.body = '<!doctype html><title>Fin</title>';
}

async function answerWho(provider: Provider, request: IncomingMessage, people: Map<string, ProviderPerson>) {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const form = new URLSearchParams(body);
  const who = form.get('who') ?? '';
  const result =
    form.has('refuse') || !people.has(who) ? { error: 'access_denied' } : { login: { accountId: who, acr: people.get(who)?.acr ?? 'eidas1', amr: ['pwd'] } };
  return (response: ServerResponse) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
