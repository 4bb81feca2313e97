import { and, asc, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { auditEvent } from '../../db/schema/audit';
import type { TraceLine } from './types';

const line = {
  sequence: auditEvent.sequence,
  at: auditEvent.at,
  action: auditEvent.action,
  outcome: sql<TraceLine['outcome']>`${auditEvent.outcome}`,
  actorKind: sql<TraceLine['actorKind']>`${auditEvent.actorKind}`,
  actorName: auditEvent.actorName,
  actorRole: auditEvent.actorRole,
  address: auditEvent.address,
  terminal: auditEvent.terminal,
  accessionNumber: sql<string | null>`dossier_number(${auditEvent.dossierId})`,
  detail: sql<TraceLine['detail']>`${auditEvent.detail}`,
};

/** What names the dossier, and the reception of the messages that made it (a message is received before its dossier is known). */
const ofDossier = (accessionNumber: string): SQL => sql`(${auditEvent.dossierId} in (select dossiers_numbered(${accessionNumber}))
  or (${auditEvent.action} = 'inbound.receive' and ${auditEvent.subjectId} in (
    select made.subject_id from audit_event made where made.action in ('inbound.apply', 'dossier.revise') and made.dossier_id in (select dossiers_numbered(${accessionNumber})))))`;

/** The dossiers with this number that the actor may follow. */
export async function dossiersNumbered(tx: Transaction, accessionNumber: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string } & Record<string, unknown>>(sql`select dossiers_numbered(${accessionNumber}) as id`);
  return rows.map((row) => row.id);
}

/** The whole trail of every dossier with this number that the actor may follow, oldest first. */
export async function trailOf(tx: Transaction, accessionNumber: string, limit: number): Promise<TraceLine[]> {
  return tx.select(line).from(auditEvent).where(ofDossier(accessionNumber)).orderBy(asc(auditEvent.sequence)).limit(limit);
}

/** The newest events that the actor may see, newest first. */
export async function newestEvents(tx: Transaction, before: number | null, limit: number): Promise<TraceLine[]> {
  return tx
    .select(line)
    .from(auditEvent)
    .where(and(before === null ? undefined : lt(auditEvent.sequence, before)))
    .orderBy(desc(auditEvent.sequence))
    .limit(limit);
}

/** The newest entries and ends of sessions of an account, and the newest acts upon it. */
export async function entriesOf(tx: Transaction, userId: string, limit: number): Promise<TraceLine[]> {
  const own = tx
    .select(line)
    .from(auditEvent)
    .where(and(eq(auditEvent.actorId, userId), sql`${auditEvent.action} in ('session.open', 'session.close')`))
    .orderBy(desc(auditEvent.sequence))
    .limit(limit);
  const upon = tx.select(line).from(auditEvent).where(eq(auditEvent.subjectId, userId)).orderBy(desc(auditEvent.sequence)).limit(limit);
  const lines = [...(await own), ...(await upon)].sort((one, other) => other.sequence - one.sequence);
  return lines.filter((one, index) => one.sequence !== lines[index - 1]?.sequence).slice(0, limit);
}
