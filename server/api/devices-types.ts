import { z } from 'zod';
import { DEVICE_KINDS } from '../inbound/device-rules';

/** What a person says of a bedside device, at its registration and at the repair desk alike. */
export const DeviceContent = z.object({
  codes: z.array(z.string().trim().max(200)).max(20),
  name: z.string().trim().min(1).max(80),
  ward: z.string().trim().max(80),
  kind: z.enum(DEVICE_KINDS),
  silentAfterMinutes: z.number().int().min(5).max(43_200).nullable(),
});
