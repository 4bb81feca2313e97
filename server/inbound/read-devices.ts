import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { readLaboratories, readLaboratory, readWards } from '../directory/read-directory';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { type DeviceState, deviceStateOf, silenceLimitOf } from './device-rules';
import { allDevices, type DeviceRow, dailyPausesOf, heldBackByDevice } from './device-store';
import { ownLaboratories } from './read-folders';

export interface DeviceLine extends DeviceRow {
  laboratoryName: string;
  state: DeviceState;
  /** The limit that counts today, written down or by its rhythm. */
  limitMinutes: number;
  /** Messages that wait at the repair desk. */
  heldBack: number;
}

export interface DeviceList {
  at: Date;
  mayManage: boolean;
  /** Those whose devices the reader may declare, each with the wards of its hospital. */
  laboratories: { id: string; name: string; wards: string[] }[];
  devices: DeviceLine[];
}

/** The bedside devices that the reader may see, with how each stands now. */
export async function readDevices(ctx: Context): Promise<Outcome<DeviceList, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'links.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const rows = await allDevices(tx);
    const pauses = await dailyPausesOf(
      tx,
      rows.filter(({ silentAfterMinutes }) => silentAfterMinutes === null).map(({ id }) => id),
      ctx.now(),
    );
    const heldBack = await heldBackByDevice(tx);
    const names = new Map((await readLaboratories(tx)).map(({ id, shortName }) => [id, shortName]));
    const devices = rows.map((row) => {
      const limitMinutes = silenceLimitOf(row, pauses.get(row.id) ?? []);
      return {
        ...row,
        laboratoryName: names.get(row.laboratoryId) ?? '',
        state: deviceStateOf(row, limitMinutes, ctx.now()),
        limitMinutes,
        heldBack: heldBack.get(row.id) ?? 0,
      };
    });
    const mayManage = allows(ctx.actor, 'links.manage');
    const wards = mayManage ? await readWards(tx) : [];
    const own = mayManage ? await ownLaboratories(ctx, tx) : [];
    const laboratories = await Promise.all(
      own.map(async ({ id, name }) => {
        const laboratory = await readLaboratory(tx, id);
        return { id, name, wards: wards.filter((ward) => ward.legalEntityId === laboratory?.legalEntityId).map((ward) => ward.name) };
      }),
    );
    return done({ at: ctx.now(), mayManage, laboratories, devices });
  });
}
