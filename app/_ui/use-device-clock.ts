'use client';

import { useCallback, useSyncExternalStore } from 'react';

/** The device's own clock in whole steps, or null while the page is drawn by the server; for pages without a session. */
export function useDeviceClock(stepMs: number): Date | null {
  const subscribe = useCallback(
    (changed: () => void) => {
      const timer = setInterval(changed, stepMs);
      return () => clearInterval(timer);
    },
    [stepMs],
  );
  const step = useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / stepMs),
    () => null,
  );
  return step === null ? null : new Date(step * stepMs);
}
