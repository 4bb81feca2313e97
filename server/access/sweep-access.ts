import { lt } from 'drizzle-orm';
import { authChallenge, providerTrip, rateWindow } from '../../db/schema/access';
import type { Context } from '../platform/context';

const KEPT_MS = 24 * 60 * 60_000;

/** Forgets what opens nothing any more: challenges, trips to an identity provider and counts of tries that are over for a day. What was done stands in the trace. */
export function sweepAccess(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_MS);
  return ctx.transaction(async (tx) => {
    await tx.delete(authChallenge).where(lt(authChallenge.expiresAt, before));
    await tx.delete(providerTrip).where(lt(providerTrip.expiresAt, before));
    await tx.delete(rateWindow).where(lt(rateWindow.windowStart, before));
  });
}
