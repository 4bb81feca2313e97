import { isNetwork } from './addresses';
import type { LinkContent } from './link-content';

export type LinkRefusal = 'link-bad-network' | 'link-bad-zone' | 'link-sender-taken' | 'link-port-taken';

/** Why a link cannot be as it is written; null when it can. */
export function whyNot(content: LinkContent, facts: { isSenderTaken: boolean; isPortTaken: boolean }): LinkRefusal | null {
  if (!isZone(content.timeZone)) return 'link-bad-zone';
  if (content.settings.security.addresses.some((network) => !isNetwork(network))) return 'link-bad-network';
  if (facts.isSenderTaken) return 'link-sender-taken';
  if (facts.isPortTaken) return 'link-port-taken';
  return null;
}

const doorOf = ({ sendingApplication, sendingFacility, settings: { security, port } }: LinkContent): string =>
  JSON.stringify([sendingApplication, sendingFacility, security.certificates, security.addresses, port]);

/** Whether the change opens a door: another sender, other certificates or addresses, another port, or a link that opens again. The database asks the same. */
export const opensDoor = (before: LinkContent, after: LinkContent): boolean => doorOf(before) !== doorOf(after) || (after.isActive && !before.isActive);

export type LinkState = 'heard' | 'mute' | 'never' | 'closed';

const DAY_MINUTES = 1440;

/** How a link stands. Where no silence is written down, a day without a word is one. */
export function stateOf(link: { isActive: boolean; silentAfterMinutes: number | null; lastHeardAt: Date | null }, now: Date): LinkState {
  if (!link.isActive) return 'closed';
  if (link.lastHeardAt === null) return 'never';
  return now.getTime() - link.lastHeardAt.getTime() > (link.silentAfterMinutes ?? DAY_MINUTES) * 60_000 ? 'mute' : 'heard';
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
