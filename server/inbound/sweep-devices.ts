import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { deviceStateOf, quietSince, silenceLimitOf } from './device-rules';
import { allDevices, dailyPausesOf } from './device-store';

/** No device is called silent before that, whatever its rhythm: those heard since need no look at what they sent. */
const LEAST_SILENCE_MS = 5 * 60_000;

/**
 * Raises an alarm for every bedside device of which nothing has come for longer than its limit, by its name, and ends it when the device speaks again or is
 * blocked.
 * @see GBUI XIII-2.1
 */
export async function sweepDevices(ctx: Context): Promise<{ silent: number }> {
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const quiet = (await allDevices(tx)).filter((device) => now.getTime() - quietSince(device).getTime() > LEAST_SILENCE_MS);
    const pauses = await dailyPausesOf(
      tx,
      quiet.filter(({ silentAfterMinutes }) => silentAfterMinutes === null).map(({ id }) => id),
      now,
    );
    const silent = quiet.filter((device) => deviceStateOf(device, silenceLimitOf(device, pauses.get(device.id) ?? []), now) === 'silent');
    for (const device of silent) {
      const { id, laboratoryId, name, ward } = device;
      await raiseAlarm(ctx, tx, { kind: 'device-silent', laboratoryId, subject: id, detail: { device: name, ward, since: quietSince(device).toISOString() } });
    }
    await clearUnseen(ctx, tx, ['device-silent'], now);
    return { silent: silent.length };
  });
}
