import { and, asc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { bedsideDevice, connectionProfile, inboundMessage } from '../../db/schema/inbound';
import type { KnownDevice } from './device-rules';

export type DeviceRow = typeof bedsideDevice.$inferSelect;

/** The laboratory's devices as a message meets them. */
export async function knownDevices(tx: Transaction, laboratoryId: string): Promise<KnownDevice[]> {
  const { id, codes, name, ward } = bedsideDevice;
  return tx
    .select({ id, codes, name, ward, isBlocked: sql<boolean>`${bedsideDevice.blockedAt} is not null` })
    .from(bedsideDevice)
    .where(eq(bedsideDevice.laboratoryId, laboratoryId));
}

/** A row that somebody else is writing is left to him: a sign of life is worth no waiting, and the next message brings another. */
export async function saveHeard(tx: Transaction, deviceIds: readonly string[], at: Date): Promise<void> {
  if (deviceIds.length === 0) return;
  await tx.execute(sql`update bedside_device set last_heard_at = ${at.toISOString()} where id in (
    select id from bedside_device where id in ${[...deviceIds]} and (last_heard_at is null or last_heard_at < ${at.toISOString()}::timestamptz - interval '10 seconds')
      order by id for no key update skip locked)`);
}

export async function saveDeviceOfMessage(tx: Transaction, messageId: string, deviceId: string): Promise<void> {
  await tx.update(inboundMessage).set({ deviceId }).where(eq(inboundMessage.id, messageId));
}

export const allDevices = (tx: Transaction): Promise<DeviceRow[]> => tx.select().from(bedsideDevice).orderBy(asc(bedsideDevice.name), asc(bedsideDevice.id));

export async function lockDevice(tx: Transaction, id: string): Promise<DeviceRow | undefined> {
  const [row] = await tx.select().from(bedsideDevice).where(eq(bedsideDevice.id, id)).for('update');
  return row;
}

/** Whether another device of the laboratory has one of these codes already. Whoever asks at the same moment waits for the answer, as the database's own check does. */
export async function isCodeTaken(tx: Transaction, laboratoryId: string, codes: readonly string[], exceptId: string | null): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${laboratoryId}, 24))`);
  const rows = await tx.execute(sql`select 1 from bedside_device d, unnest(d.codes) known where d.laboratory_id = ${laboratoryId}
    and upper(known) in ${codes.map((code) => code.toUpperCase())} and d.id is distinct from ${exceptId}::uuid limit 1`);
  return rows.length > 0;
}

/** Whether one of these codes is the application name (MSH-3) of a link of the laboratory: it would name everything that comes by it. */
export async function isLinkName(tx: Transaction, laboratoryId: string, codes: readonly string[]): Promise<boolean> {
  const rows = await tx
    .select({ id: connectionProfile.id })
    .from(connectionProfile)
    .where(
      and(eq(connectionProfile.laboratoryId, laboratoryId), sql`upper(${connectionProfile.sendingApplication}) in ${codes.map((code) => code.toUpperCase())}`),
    )
    .limit(1);
  return rows.length > 0;
}

export async function insertDevice(tx: Transaction, row: DeviceRow): Promise<void> {
  await tx.insert(bedsideDevice).values(row);
}

export type DeviceChange = Partial<Omit<DeviceRow, 'id' | 'laboratoryId' | 'createdAt' | 'lastHeardAt'>>;

export async function updateDevice(tx: Transaction, id: string, change: DeviceChange): Promise<void> {
  await tx.update(bedsideDevice).set(change).where(eq(bedsideDevice.id, id));
}

/** How many messages of each device wait at the repair desk because it is blocked. */
export async function heldBackByDevice(tx: Transaction): Promise<Map<string, number>> {
  const rows = await tx.execute<{ id: string; messages: number }>(sql`select id, messages from devices_held_back()`);
  return new Map([...rows].map(({ id, messages }) => [id, messages]));
}

/** The longest pause of each day in minutes, on which it ended, over two weeks: what the rhythm of a device is read from. */
export async function dailyPausesOf(tx: Transaction, deviceIds: readonly string[], now: Date): Promise<Map<string, number[]>> {
  if (deviceIds.length === 0) return new Map();
  const since = new Date(now.getTime() - 14 * 86_400_000);
  const rows = await tx.execute<{ id: string; minutes: number }>(
    sql`select id, minutes from device_pauses(array[${sql.join(
      deviceIds.map((id) => sql`${id}::uuid`),
      sql`, `,
    )}], ${since.toISOString()}::timestamptz)`,
  );
  const pauses = new Map<string, number[]>();
  for (const { id, minutes } of rows) pauses.set(id, [...(pauses.get(id) ?? []), minutes]);
  return pauses;
}
