import { z } from 'zod';
import { blockDevice, unblockDevice } from '../inbound/block-device';
import { changeDevice } from '../inbound/change-device';
import { declareDevice } from '../inbound/declare-device';
import { DEVICE_KINDS } from '../inbound/device-rules';
import { readDevices } from '../inbound/read-devices';
import { DeviceContent } from './devices-types';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

const Device = z.object({
  id: z.string(),
  laboratoryId: z.string(),
  laboratoryName: z.string(),
  codes: z.array(z.string()),
  name: z.string(),
  ward: z.string(),
  kind: z.enum(DEVICE_KINDS),
  silentAfterMinutes: z.number().nullable(),
  /** The limit that counts today, written down or by its rhythm. */
  limitMinutes: z.number(),
  state: z.enum(['heard', 'silent', 'awaited', 'blocked']),
  createdAt: z.date(),
  changedAt: z.date(),
  changedByName: z.string(),
  expectedSince: z.date(),
  lastHeardAt: z.date().nullable(),
  blockedAt: z.date().nullable(),
  blockedByName: z.string().nullable(),
  blockReason: z.string().nullable(),
  heldBack: z.number(),
});
const One = z.object({ deviceId: z.uuid() });
const WithReason = One.extend({ reason: z.string().max(500) });
const Changed = z.object({ id: z.string() });

/** Bedside devices: which ones speak, and whether their results may go in. */
export const devicesRouter = router({
  list: professional('links.read')
    .input(z.void())
    .output(
      z.object({
        at: z.date(),
        mayManage: z.boolean(),
        laboratories: z.array(z.object({ id: z.string(), name: z.string(), wards: z.array(z.string()) })),
        devices: z.array(Device),
      }),
    )
    .query(async ({ ctx: { useCase } }) => unwrap(await readDevices(useCase))),

  declare: professional('links.manage')
    .input(z.object({ laboratoryId: z.uuid(), content: DeviceContent }))
    .output(Changed)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await declareDevice(useCase, input))),

  change: professional('links.manage')
    .input(One.extend({ content: DeviceContent }))
    .output(Changed)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await changeDevice(useCase, input))),

  block: professional('links.manage')
    .input(WithReason)
    .output(Changed)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await blockDevice(useCase, input))),

  unblock: professional('links.manage')
    .input(WithReason)
    .output(Changed)
    .mutation(async ({ input, ctx: { useCase } }) => unwrap(await unblockDevice(useCase, input))),
});
