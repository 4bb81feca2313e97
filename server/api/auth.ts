import type { NextRequest } from 'next/server';
import NextAuth, { type AuthOptions } from 'next-auth';
import { cookieName, isSecure, unmarkLeft } from '../access/cookies';
import { PUBLIC_DOOR, withinLimit } from '../access/rate-limit';
import { relyingParty } from '../access/relying-party';
import { originOf } from '../access/request-origin';
import { closeToken } from '../access/session-from';
import { ABSOLUTE_MS } from '../access/session-rules';
import { webConnection } from '../access/web-connection';
import { log } from '../platform/log';
import { authProviders } from './auth-providers';

/** Serves log-in and log-out by next-auth. Options are made per request: a build has no environment. */
export async function serveAuth(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const [verb] = (await context.params).nextauth;
  const isEntering = verb === 'callback';
  if (isEntering && !(await mayTry(request)))
    return Response.json({ url: `${relyingParty().origin}/login?error=hurried` }, { status: 429, headers: { 'cache-control': 'no-store' } });
  const response: Response = await NextAuth(request, context, authOptions(request.headers.get('x-relais-locked-alone') === '1' ? 'idle' : 'signed_out'));
  if (isEntering && opensSession(response)) response.headers.append('set-cookie', unmarkLeft('professional'));
  // Not "storage": the device's own key stays, the page itself clears the rest, also without a link.
  if (verb === 'signout' && request.method === 'POST') response.headers.set('clear-site-data', '"cache"');
  return response;
}

/** The doors of next-auth are public too, and as slow. */
function mayTry(request: NextRequest): Promise<boolean> {
  const { address } = originOf(request.headers);
  return webConnection().db.transaction((tx) => withinLimit(tx, PUBLIC_DOOR, `auth ${address}`, new Date()));
}

const opensSession = (response: Response): boolean =>
  response.headers.getSetCookie().some((line) => line.startsWith(`${cookieName('professional')}=`) && !line.startsWith(`${cookieName('professional')}=;`));

/**
 * next-auth carries the session as an opaque token: what it takes for a signed token is the random value whose hash lies in the table `session`, so that a session can
 * be revoked and a copy of the database holds none.
 */
export function authOptions(ends: 'signed_out' | 'idle' = 'signed_out'): AuthOptions {
  return {
    providers: authProviders(),
    session: { strategy: 'jwt', maxAge: ABSOLUTE_MS.professional / 1000 },
    jwt: {
      encode: async ({ token }) => (typeof token?.['opaque'] === 'string' ? token['opaque'] : ''),
      decode: async ({ token }) => (token ? { opaque: token } : null),
    },
    callbacks: {
      jwt: ({ token, user }) => (user && 'token' in user ? { opaque: user.token } : { opaque: token['opaque'] }),
      // Who is in is asked by tRPC, from the database; here nothing is told.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token['opaque'] === 'string') await closeToken(token['opaque'], 'professional', { db: webConnection().db, now: () => new Date() }, ends);
      },
    },
    cookies: cookiesOfOurs(),
    pages: { signIn: '/login', signOut: '/login', error: '/login' },
    logger: { error: (code) => log('error', 'auth.error', { code }), warn: (code) => log('warn', 'auth.warning', { code }), debug: () => undefined },
  };
}

/** Every cookie is for this host alone, out of reach of scripts, and goes with no request that another site began. */
function cookiesOfOurs(): NonNullable<AuthOptions['cookies']> {
  const options = { httpOnly: true, sameSite: 'strict' as const, path: '/', secure: isSecure() };
  const prefix = isSecure() ? '__Host-' : '';
  return {
    sessionToken: { name: cookieName('professional'), options },
    csrfToken: { name: `${prefix}relais-csrf`, options },
    callbackUrl: { name: `${prefix}relais-callback`, options },
  };
}
