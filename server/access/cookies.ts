import { readEnvironment } from '../platform/env';

export type Realm = 'professional' | 'patient';

/** Over https the browser itself refuses a cookie of this prefix that is not for this host alone. */
export const isSecure = (): boolean => readEnvironment().NEXTAUTH_URL?.startsWith('https:') ?? false;

/** Name of the session cookie of a realm; the two realms never share one. */
export function cookieName(realm: Realm): string {
  const name = realm === 'professional' ? 'relais-session' : 'relais-patient';
  return isSecure() ? `__Host-${name}` : name;
}

/** The `Set-Cookie` line of a session; an empty token takes the cookie away. */
export function sessionCookie(realm: Realm, token: string, maxAgeSeconds: number): string {
  return `${cookieName(realm)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${isSecure() ? '; Secure' : ''}`;
}

/** The token that the request carries for a realm, or null. */
export function tokenIn(headers: Headers, realm: Realm): string | null {
  const name = cookieName(realm);
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return null;
}
