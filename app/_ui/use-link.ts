'use client';

import { useEffect, useState } from 'react';

/**
 * Tells whether the link to the server stands: the browser says online and the server answered within `silenceMs`.
 *
 * `lastContactAt` is injected by the page, which knows when a query or the event stream last heard from the server.
 */
export function useLink(lastContactAt: string | null, now: Date, silenceMs = 20_000): 'up' | 'lost' {
  const [online, setOnline] = useState(true);
  useEffect(() => {
    const read = () => setOnline(navigator.onLine);
    read();
    window.addEventListener('online', read);
    window.addEventListener('offline', read);
    return () => {
      window.removeEventListener('online', read);
      window.removeEventListener('offline', read);
    };
  }, []);
  const silent = lastContactAt !== null && now.getTime() - Date.parse(lastContactAt) > silenceMs;
  return online && !silent ? 'up' : 'lost';
}
