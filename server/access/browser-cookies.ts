import { isSecure, opaqueIn } from './cookies';

/** What a browser carries before anybody has come in: which device it has proven to be, and which challenge was asked for here. */
const NAMES = { terminal: 'relais-terminal', binding: 'relais-browser' } as const;
const BINDING_SECONDS = 10 * 60;

const nameOf = (what: keyof typeof NAMES): string => (isSecure() ? `__Host-${NAMES[what]}` : NAMES[what]);

export const terminalTokenIn = (headers: Headers): string | null => opaqueIn(headers, nameOf('terminal'));
export const bindingIn = (headers: Headers): string | null => opaqueIn(headers, nameOf('binding'));

/** The `Set-Cookie` line of a device that has proven its key; no script reads it, no other site sends it. */
export const terminalCookie = (token: string, maxAgeSeconds: number): string => line('terminal', token, maxAgeSeconds);

/** The `Set-Cookie` line that binds the challenges of the next minutes to one browser. */
export const bindingCookie = (token: string): string => line('binding', token, BINDING_SECONDS);

function line(what: keyof typeof NAMES, token: string, maxAgeSeconds: number): string {
  return `${nameOf(what)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${isSecure() ? '; Secure' : ''}`;
}
