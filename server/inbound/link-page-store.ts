import { desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { connectionProfile, connectionProfileVersion, inboundMessage, linkPort, lisUrlChange, peerCertificate } from '../../db/schema/inbound';

export type LinkRow = typeof connectionProfile.$inferSelect;

/** Every link that the actor may see, with when it was last heard and how its own port stands. */
export async function linkRows(tx: Transaction) {
  return tx
    .select({
      link: connectionProfile,
      lastHeardAt: sql<Date | null>`link_last_heard(${connectionProfile.id})`.mapWith(inboundMessage.receivedAt),
      portState: linkPort.state,
      certificateUntil:
        sql<Date | null>`(select min(c.valid_until) from peer_certificate c where c.profile_id = ${connectionProfile.id} and c.last_seen_at > now() - interval '7 days')`.mapWith(
          peerCertificate.lastSeenAt,
        ),
    })
    .from(connectionProfile)
    .leftJoin(linkPort, eq(linkPort.profileId, connectionProfile.id))
    .orderBy(connectionProfile.name);
}

export async function linkRow(tx: Transaction, id: string): Promise<LinkRow | undefined> {
  const [row] = await tx.select().from(connectionProfile).where(eq(connectionProfile.id, id));
  return row;
}

export async function linkForUpdate(tx: Transaction, id: string): Promise<LinkRow | undefined> {
  const [row] = await tx.select().from(connectionProfile).where(eq(connectionProfile.id, id)).for('update');
  return row;
}

export const versionsOf = (tx: Transaction, profileId: string) =>
  tx.select().from(connectionProfileVersion).where(eq(connectionProfileVersion.profileId, profileId)).orderBy(desc(connectionProfileVersion.version)).limit(50);

export const lastMessagesOf = (tx: Transaction, profileId: string) =>
  tx
    .select({
      id: inboundMessage.id,
      receivedAt: inboundMessage.receivedAt,
      messageType: inboundMessage.messageType,
      controlId: inboundMessage.controlId,
      answerCode: inboundMessage.answerCode,
    })
    .from(inboundMessage)
    .where(eq(inboundMessage.profileId, profileId))
    .orderBy(desc(inboundMessage.receivedAt))
    .limit(20);

export async function takenElsewhere(tx: Transaction, wanted: { application: string; facility: string; port: number | null }, profileId: string | null) {
  const [row] = await tx.execute<{ sender: boolean; port: boolean } & Record<string, unknown>>(
    sql`select sender_taken(${wanted.application}, ${wanted.facility}, ${profileId}::uuid) as sender, port_taken(${wanted.port}::integer, ${profileId}::uuid) as port`,
  );
  return { isSenderTaken: row?.sender === true, isPortTaken: row?.port === true };
}

export async function insertLink(tx: Transaction, row: typeof connectionProfile.$inferInsert): Promise<void> {
  await tx.insert(connectionProfile).values(row);
}

export async function updateLink(tx: Transaction, id: string, fields: Partial<LinkRow>): Promise<void> {
  await tx.update(connectionProfile).set(fields).where(eq(connectionProfile.id, id));
}

export async function managesLinksOf(tx: Transaction, laboratoryId: string): Promise<boolean> {
  const [row] = await tx.execute<{ manages: boolean } & Record<string, unknown>>(sql`select links_managed(${laboratoryId}::uuid) as manages`);
  return row?.manages === true;
}

/** The database asks again who may, and whether it was proven. */
export async function changeLisUrl(tx: Transaction, change: { id: string; laboratoryId: string; address: string; proofId: string }): Promise<void> {
  await tx.execute(sql`select change_lis_url(${change.id}::uuid, ${change.laboratoryId}::uuid, ${change.address}, ${change.proofId}::uuid)`);
}

/** When the address of a laboratory's LIS was changed last; null when it never was. */
export async function lisUrlChangedAt(tx: Transaction, laboratoryId: string): Promise<Date | null> {
  const [row] = await tx
    .select({ at: lisUrlChange.at })
    .from(lisUrlChange)
    .where(eq(lisUrlChange.laboratoryId, laboratoryId))
    .orderBy(desc(lisUrlChange.at))
    .limit(1);
  return row?.at ?? null;
}
