import { and, eq, isNotNull, notInArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { connectionProfile, linkPort, peerCertificate } from '../../db/schema/inbound';

/** Ports that links in use have of their own. */
export async function ownPorts(tx: Transaction): Promise<{ profileId: string; port: number }[]> {
  const port = sql<number>`(${connectionProfile.settings} ->> 'port')::integer`;
  return tx
    .select({ profileId: connectionProfile.id, port })
    .from(connectionProfile)
    .where(and(eq(connectionProfile.isActive, true), isNotNull(port)))
    .orderBy(connectionProfile.id);
}

export async function savePort(tx: Transaction, row: typeof linkPort.$inferInsert): Promise<void> {
  const { port, state, failureCode, at } = row;
  await tx.insert(linkPort).values(row).onConflictDoUpdate({ target: linkPort.profileId, set: { port, state, failureCode, at } });
}

export async function dropPortsExcept(tx: Transaction, profileIds: string[]): Promise<void> {
  await tx.delete(linkPort).where(profileIds.length === 0 ? sql`true` : notInArray(linkPort.profileId, profileIds));
}

export async function saveCertificate(tx: Transaction, row: typeof peerCertificate.$inferInsert): Promise<void> {
  const { commonName, validUntil, lastSeenAt } = row;
  await tx
    .insert(peerCertificate)
    .values(row)
    .onConflictDoUpdate({ target: [peerCertificate.profileId, peerCertificate.fingerprint], set: { commonName, validUntil, lastSeenAt } });
}
