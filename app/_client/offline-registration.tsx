'use client';

import { useEffect } from 'react';

/** Registers the service worker once the page is at rest; the product works the same without one. */
export function OfflineRegistration() {
  useEffect(() => {
    if (!('serviceWorker' in navigator) || process.env.NODE_ENV !== 'production') return;
    navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }).catch(() => undefined);
  }, []);
  return null;
}
