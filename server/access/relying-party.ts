import { readEnvironment, requireVariable } from '../platform/env';

/** Who authenticators and identity providers are told that we are: host and origin of the address that people open, and of no other. */
export function relyingParty(): { id: string; origin: string; name: string } {
  const url = new URL(requireVariable(readEnvironment(), 'NEXTAUTH_URL'));
  return { id: url.hostname, origin: url.origin, name: 'Relais' };
}
