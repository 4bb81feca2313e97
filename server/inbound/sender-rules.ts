import { isAmong } from './addresses';
import type { ProblemName } from './problems';
import type { ProfileSettings } from './profile-settings';

/** Who is at the other end of the line, as the transport proved it. */
export interface Sender {
  address: string;
  /** Set only when mutual TLS verified it. */
  certificate: { commonName: string; fingerprint: string; validUntil: Date | null } | null;
  /** The profile whose own port it came by; null = the common port. */
  ownPortOf: string | null;
}

export interface Speaker {
  id: string;
  isActive: boolean;
  security: ProfileSettings['security'];
}

export type Doubt = Extract<ProblemName, 'closed_link' | 'sender_not_proven'>;

/** Fingerprints are written with colons, blanks or nothing between the bytes. */
const bare = (fingerprint: string): string => fingerprint.replaceAll(/[\s:]/g, '').toUpperCase();

/**
 * Answers null when this peer may speak for the link, else why not and which proof is missing. A link that asks for a certificate is spoken for by one of those and by
 * nothing else; MSH-3 and MSH-4 alone prove nothing. Two certificates may be named at once while one replaces the other.
 * @see threats.md 15
 */
export function maySpeak(link: Speaker, sender: Sender | null): { doubt: Doubt; why: 'closed' | 'certificate' | 'address' | 'port' } | null {
  if (!link.isActive) return { doubt: 'closed_link', why: 'closed' };
  if (sender?.ownPortOf && sender.ownPortOf !== link.id) return { doubt: 'sender_not_proven', why: 'port' };
  const { certificates, addresses } = link.security;
  const shown = sender?.certificate;
  const isNamed = (named: string) => shown && ((shown.commonName !== '' && named === shown.commonName) || bare(named) === bare(shown.fingerprint));
  if (certificates.length > 0 && !certificates.some(isNamed)) return { doubt: 'sender_not_proven', why: 'certificate' };
  if (addresses.length > 0 && !isAmong(addresses, sender?.address ?? '')) return { doubt: 'sender_not_proven', why: 'address' };
  return null;
}
