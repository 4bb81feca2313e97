import type { Context } from '../platform/context';
import { clearUnseen, raiseAlarm } from '../platform/link-alarms';
import { certificatesEndingBefore } from './link-store';

/** Time enough to have a certificate made, signed and named in the link. */
const WARNING_MS = 30 * 86_400_000;

/** Raises an alarm for every link whose certificate ends within thirty days or has ended, and closes it when another certificate speaks for the link. */
export async function sweepCertificates(ctx: Context): Promise<{ ending: number }> {
  return ctx.transaction(async (tx) => {
    const at = ctx.now();
    const ending = await certificatesEndingBefore(tx, new Date(at.getTime() + WARNING_MS));
    for (const { profileId, laboratoryId, validUntil } of ending)
      await raiseAlarm(ctx, tx, { kind: 'certificate-expiring', laboratoryId, subject: profileId, detail: { until: validUntil.toISOString() } });
    await clearUnseen(ctx, tx, ['certificate-expiring'], at);
    return { ending: ending.length };
  });
}
