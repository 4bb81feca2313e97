import { and, desc, eq, isNotNull, lt, notInArray, sql } from 'drizzle-orm';
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

/** Links in use whose certificate, the one that spoke last, ends before that instant; one that has been replaced by another counts no more. */
export async function certificatesEndingBefore(tx: Transaction, end: Date): Promise<{ profileId: string; laboratoryId: string; validUntil: Date }[]> {
  const newest = tx
    .selectDistinctOn([peerCertificate.profileId], { profileId: peerCertificate.profileId, validUntil: peerCertificate.validUntil })
    .from(peerCertificate)
    .orderBy(peerCertificate.profileId, desc(peerCertificate.lastSeenAt))
    .as('newest');
  const rows = await tx
    .select({ profileId: newest.profileId, laboratoryId: connectionProfile.laboratoryId, validUntil: newest.validUntil })
    .from(newest)
    .innerJoin(connectionProfile, eq(connectionProfile.id, newest.profileId))
    .where(and(eq(connectionProfile.isActive, true), lt(newest.validUntil, end)));
  return rows.flatMap((row) => (row.validUntil === null ? [] : [{ ...row, validUntil: row.validUntil }]));
}
