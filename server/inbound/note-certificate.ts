import type { Transaction } from '../../db/client';
import { saveCertificate } from './link-store';
import type { Sender } from './sender-rules';

const DAY_MS = 86_400_000;
/** When this process last wrote it down; a message must not cost a write because of its certificate. */
const noted = new Map<string, number>();

/** Keeps which certificate speaks for a link and until when it is good, at most once a day and process, so that the page can warn before it ends. */
export async function noteCertificate(tx: Transaction, profileId: string, certificate: Sender['certificate'], at: Date): Promise<void> {
  if (certificate === null) return;
  const { commonName, fingerprint, validUntil } = certificate;
  if (isCertificateNoted(profileId, certificate, at)) return;
  await saveCertificate(tx, { profileId, fingerprint, commonName: commonName.slice(0, 200), validUntil, firstSeenAt: at, lastSeenAt: at });
  noted.set(keyOf(profileId, fingerprint), at.getTime());
}

/** True when there is nothing to write down: no certificate, or one that this process wrote down within the day. */
export function isCertificateNoted(profileId: string, certificate: Sender['certificate'], at: Date): boolean {
  return certificate === null || at.getTime() - (noted.get(keyOf(profileId, certificate.fingerprint)) ?? 0) < DAY_MS;
}

const keyOf = (profileId: string, fingerprint: string): string => `${profileId} ${fingerprint}`;
