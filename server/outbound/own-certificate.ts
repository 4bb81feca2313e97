import { readFileSync } from 'node:fs';
import type { MllpClientTls } from '../hl7/mllp-client';

/** The certificate that Relais shows as a receiver is also the one that it shows as a sender. Throws when a file cannot be read. */
export function ownCertificate(source: Readonly<Record<string, string | undefined>>): MllpClientTls {
  const read = (name: string) => (source[name] ? readFileSync(source[name]) : undefined);
  const [ca, cert, key] = [read('MLLP_TLS_CA'), read('MLLP_TLS_CERT'), read('MLLP_TLS_KEY')];
  return { ...(ca ? { ca } : {}), ...(cert && key ? { cert, key } : {}) };
}
