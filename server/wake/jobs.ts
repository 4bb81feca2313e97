import type { OutsideHandler } from '../platform/handlers';
import { fallBack } from './fall-back';
import { pushWake } from './push-wake';

/** Hears `wake.asked`; speaks to push services. */
export const onWakeAsked: OutsideHandler = (ctx, fact) => pushWake(ctx, fact.subjectId);

/** Hears `wake.overdue`, due when she has had her time; speaks to the SMS gateway. */
export const onWakeOverdue: OutsideHandler = (ctx, fact) => fallBack(ctx, fact.subjectId);

/** Seconds between two tries: somebody sleeps, and something waits. */
export const WAKE_BACKOFF = [2, 5, 15, 60, 120] as const;
