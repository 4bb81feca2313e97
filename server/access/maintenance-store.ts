import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/client';
import { habilitation, maintenanceCommand, maintenanceOutcome, maintenanceWindow, userAccount } from '../../db/schema/access';
import type { Executor } from './store';

export type WindowRow = typeof maintenanceWindow.$inferSelect;
export type CloseReason = 'time-over' | 'closed' | 'technician-left' | 'withdrawn';

const fullName = (person: { givenName: string; familyName: string }): string => `${person.givenName} ${person.familyName}`;

/** Accounts that hold remote maintenance at `now`: those a window can be opened for. */
export async function maintainers(tx: Transaction, now: Date): Promise<{ id: string; name: string }[]> {
  const rows = await tx
    .selectDistinct({ id: userAccount.id, givenName: userAccount.givenName, familyName: userAccount.familyName })
    .from(userAccount)
    .innerJoin(habilitation, eq(habilitation.userId, userAccount.id))
    .where(
      and(
        eq(habilitation.role, 'remote_maintainer'),
        eq(userAccount.kind, 'personal'),
        isNull(userAccount.disabledAt),
        isNull(habilitation.revokedAt),
        lte(habilitation.validFrom, now),
        or(isNull(habilitation.validTo), gt(habilitation.validTo, now)),
      ),
    )
    .orderBy(asc(userAccount.familyName));
  return rows.map((row) => ({ id: row.id, name: fullName(row) }));
}

/** One asking after the other for one technician. */
export async function lockTechnician(tx: Transaction, technicianId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${technicianId}, 44))`);
}

export async function windowsOfTechnician(tx: Transaction, technicianId: string): Promise<WindowRow[]> {
  return tx
    .select()
    .from(maintenanceWindow)
    .where(and(eq(maintenanceWindow.technicianId, technicianId), isNull(maintenanceWindow.closedAt)));
}

export async function insertWindow(tx: Transaction, row: typeof maintenanceWindow.$inferInsert): Promise<void> {
  await tx.insert(maintenanceWindow).values(row);
}

export async function lockWindow(tx: Transaction, id: string): Promise<WindowRow | undefined> {
  return (await tx.select().from(maintenanceWindow).where(eq(maintenanceWindow.id, id)).for('update'))[0];
}

export type Opening = Required<Pick<typeof maintenanceWindow.$inferInsert, 'agreedBy' | 'opensAt' | 'closesAt' | 'proofId'>>;

export async function openWindow(tx: Transaction, id: string, opening: Opening): Promise<void> {
  await tx
    .update(maintenanceWindow)
    .set(opening)
    .where(and(eq(maintenanceWindow.id, id), isNull(maintenanceWindow.opensAt)));
}

/** Answers false when it was closed already, so that an end is told once. */
export async function closeWindow(
  tx: Transaction,
  id: string,
  closing: { closedAt: Date; closedReason: CloseReason; closedBy: string | null },
): Promise<boolean> {
  const rows = await tx
    .update(maintenanceWindow)
    .set(closing)
    .where(and(eq(maintenanceWindow.id, id), isNull(maintenanceWindow.closedAt)))
    .returning({ id: maintenanceWindow.id });
  return rows.length > 0;
}

/** Opened, not written closed, and over. */
export async function windowsOver(tx: Transaction, now: Date): Promise<WindowRow[]> {
  return tx
    .select()
    .from(maintenanceWindow)
    .where(and(isNull(maintenanceWindow.closedAt), lte(maintenanceWindow.closesAt, now)));
}

export interface WindowLine extends Omit<WindowRow, 'closedReason'> {
  closedReason: CloseReason | null;
  technician: string;
  asker: string;
  agreer: string | null;
  closer: string | null;
}

const technician = alias(userAccount, 'technician');
const asker = alias(userAccount, 'asker');
const agreer = alias(userAccount, 'agreer');
const closer = alias(userAccount, 'closer');

/** Newest first, with the names of those concerned; one alone when `id` is given. */
export async function windowLines(tx: Transaction, limit: number, id: string | null = null): Promise<WindowLine[]> {
  const rows = await tx
    .select({ window: maintenanceWindow, technician, asker, agreer, closer })
    .from(maintenanceWindow)
    .innerJoin(technician, eq(technician.id, maintenanceWindow.technicianId))
    .innerJoin(asker, eq(asker.id, maintenanceWindow.askedBy))
    .leftJoin(agreer, eq(agreer.id, maintenanceWindow.agreedBy))
    .leftJoin(closer, eq(closer.id, maintenanceWindow.closedBy))
    .where(id === null ? undefined : eq(maintenanceWindow.id, id))
    .orderBy(desc(maintenanceWindow.askedAt))
    .limit(limit);
  return rows.map((row) => ({
    ...row.window,
    closedReason: row.window.closedReason as CloseReason | null,
    technician: fullName(row.technician),
    asker: fullName(row.asker),
    agreer: row.agreer && fullName(row.agreer),
    closer: row.closer && fullName(row.closer),
  }));
}

export async function insertCommand(tx: Transaction, row: typeof maintenanceCommand.$inferInsert): Promise<void> {
  await tx.insert(maintenanceCommand).values(row);
}

export async function insertOutcome(tx: Transaction, row: typeof maintenanceOutcome.$inferInsert): Promise<void> {
  await tx.insert(maintenanceOutcome).values(row);
}

/** In the order they were given; a command without an outcome was begun and never came back. */
export async function commandsOf(tx: Transaction, windowId: string) {
  const rows = await tx
    .select({
      id: maintenanceCommand.id,
      kind: maintenanceCommand.kind,
      command: maintenanceCommand.command,
      at: maintenanceCommand.at,
      outcome: maintenanceOutcome.outcome,
    })
    .from(maintenanceCommand)
    .leftJoin(maintenanceOutcome, eq(maintenanceOutcome.commandId, maintenanceCommand.id))
    .where(eq(maintenanceCommand.windowId, windowId))
    .orderBy(asc(maintenanceCommand.at), asc(maintenanceCommand.id));
  return rows.map((row) => ({ ...row, kind: row.kind as 'command' | 'call' }));
}

/** Whether the account holds remote maintenance at all, window or not. */
export async function holdsMaintenance(tx: Executor, userId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: habilitation.id })
    .from(habilitation)
    .where(
      and(
        eq(habilitation.userId, userId),
        eq(habilitation.role, 'remote_maintainer'),
        isNull(habilitation.revokedAt),
        lte(habilitation.validFrom, now),
        or(isNull(habilitation.validTo), gt(habilitation.validTo, now)),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
