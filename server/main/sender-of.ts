import type { MllpPeer } from '../hl7/mllp-connection';
import type { Sender } from '../inbound/sender-rules';

/** What the transport proved of a peer, in the words of the rules. */
export const senderOf = ({ address, certificate }: MllpPeer, ownPortOf: string | null): Sender => ({
  address,
  certificate: certificate && { commonName: certificate.commonName, fingerprint: certificate.fingerprint256, validUntil: certificate.validUntil ?? null },
  ownPortOf,
});
