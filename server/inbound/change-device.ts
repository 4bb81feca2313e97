import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type DeviceRefusal, signatureOf, wrongCodes } from './declare-device';
import { contentOf, type DeviceContent } from './device-rules';
import { type DeviceRow, lockDevice, updateDevice } from './device-store';
import { ownLaboratories } from './read-folders';

/** Changes what is said of a device: its name, its ward, its codes, its silence. What was received keeps the origin that it came with. */
export async function changeDevice(
  ctx: Context,
  input: { deviceId: string; content: DeviceContent },
): Promise<Outcome<{ id: string }, Refusal<'not-found' | DeviceRefusal>>> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const device = await ownDevice(ctx, tx, input.deviceId);
    if (!device) return refuse('not-found');
    const content = contentOf(input.content);
    const wrong = await wrongCodes(tx, device.laboratoryId, content.codes, device.id);
    if (wrong) return refuse(wrong);
    await updateDevice(tx, device.id, { ...content, ...signatureOf(ctx) });
    await append(tx, ctx, { action: 'device.change', subjectId: device.id, detail: { kind: content.kind, silentAfterMinutes: content.silentAfterMinutes } });
    await announce(tx, 'exchanges', device.laboratoryId);
    return done({ id: device.id });
  });
}

/** Locked, and of a laboratory of the actor's; undefined for any other, as if it were not there. */
export async function ownDevice(ctx: Context, tx: Transaction, deviceId: string): Promise<DeviceRow | undefined> {
  const device = await lockDevice(tx, deviceId);
  return device && (await ownLaboratories(ctx, tx)).some(({ id }) => id === device.laboratoryId) ? device : undefined;
}

/** Gives a declared device the code of an item of the repair desk as another of its names. */
export async function nameDevice(
  ctx: Context,
  tx: Transaction,
  item: { laboratoryId: string | null; subject: string },
  deviceId: string,
): Promise<Outcome<string, Refusal<'not-found' | DeviceRefusal>>> {
  const device = await ownDevice(ctx, tx, deviceId);
  if (!device || device.laboratoryId !== item.laboratoryId) return refuse('not-found');
  const { codes } = contentOf({ ...device, codes: [...device.codes, item.subject] });
  const wrong = await wrongCodes(tx, device.laboratoryId, codes, device.id);
  if (wrong) return refuse(wrong);
  await updateDevice(tx, device.id, { codes, ...signatureOf(ctx) });
  await append(tx, ctx, { action: 'device.change', subjectId: device.id, detail: { codes: codes.length } });
  return done(device.id);
}
