'use client';

import { useEffect, useState } from 'react';

/**
 * A clock that ticks on the server's time, whatever the tablet's own clock says.
 *
 * `serverNow` is the instant at which the server answered (ISO 8601); the first render uses it as it is, so that
 * server and browser draw the same thing. `stepMs` is how often it ticks: 1 s for a countdown, more for a list.
 */
export function useNow(serverNow: string, stepMs = 1000): Date {
  const [now, setNow] = useState(() => new Date(serverNow));
  useEffect(() => {
    const drift = Date.parse(serverNow) - Date.now();
    const tick = () => setNow(new Date(Date.now() + drift));
    tick();
    const timer = setInterval(tick, stepMs);
    return () => clearInterval(timer);
  }, [serverNow, stepMs]);
  return now;
}
