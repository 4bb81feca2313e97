'use client';

import { setIdleTime } from './idle-time';
import { leaveIfSessionEnded } from './session-end';
import { trpcClient } from './trpc';

const KEEP_EVERY_MS = 60_000;
/** What only a hand does: a page that scrolls by itself, because a list grew, is nobody's presence. */
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'touchmove'] as const;

let present = false;
let keptAt = 0;
let watching = false;

/** Notes from now on whether a hand is on the screen: reading for a quarter of an hour asks the server nothing, and is work all the same. */
export function watchPresence(): void {
  if (watching) return;
  watching = true;
  for (const sign of SIGNS) window.addEventListener(sign, () => (present = true), { passive: true, capture: true });
}

/** Prolongs the session when somebody was there since the last time, at most once a minute. */
export function keepIfPresent(): void {
  if (!present || Date.now() - keptAt < KEEP_EVERY_MS) return;
  present = false;
  keptAt = Date.now();
  trpcClient.session.keep
    .mutate()
    .then(({ idleMs }) => setIdleTime(idleMs))
    .catch(leaveIfSessionEnded);
}
