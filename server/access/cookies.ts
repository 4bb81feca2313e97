import { readEnvironment } from '../platform/env';
import type { Provider } from './provider-settings';

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

/**
 * Name of the mark that a page leaves when a person goes and the server cannot be told: a script cannot take an `HttpOnly`
 * session away, so that the next request that carries both ends it (threats.md 5, « also offline »).
 */
export const leftName = (realm: Realm): string => (realm === 'professional' ? 'relais-session-left' : 'relais-patient-left');

/** The `Set-Cookie` line that takes the mark away: whoever enters is here again. */
export const unmarkLeft = (realm: Realm): string => `${leftName(realm)}=; Path=/; SameSite=Strict; Max-Age=0`;

/** Whether the person left this browser without the server having been told. */
export const isLeft = (headers: Headers, realm: Realm): boolean =>
  (headers.get('cookie') ?? '').split(';').some((pair) => pair.trim() === `${leftName(realm)}=1`);

/** The token that the request carries for a realm, or null. */
export const tokenIn = (headers: Headers, realm: Realm): string | null => opaqueIn(headers, cookieName(realm));

/** The opaque value (43 characters of base64url) of a cookie, or null. */
export const opaqueIn = (headers: Headers, name: string): string | null => valueOf(headers, name) || null;

const tripName = (provider: Provider): string => `${isSecure() ? '__Host-' : ''}relais-trip-${provider}`;

/** The `Set-Cookie` line that binds a trip to an identity provider to this browser. Not strict: the provider's own page sends the person back. */
export function tripCookie(provider: Provider, binding: string): string {
  const life = binding === '' ? 0 : 600;
  return `${tripName(provider)}=${binding}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${life}${isSecure() ? '; Secure' : ''}`;
}

/** What a trip left in this browser; empty when there is nothing. */
export const tripIn = (headers: Headers, provider: Provider): string => valueOf(headers, tripName(provider));

function valueOf(headers: Headers, wanted: string): string {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === wanted && value && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return '';
}
