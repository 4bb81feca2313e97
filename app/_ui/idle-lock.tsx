'use client';

import { useEffect } from 'react';
import { lockNow } from '../_client/lock-now';

const SIGNS = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const;

/** Locks the screen after some minutes without a hand on it; draws nothing. Put it once in the layout of a kind of user. */
export function IdleLock({ name, afterMinutes = 5 }: { name: string; afterMinutes?: number }) {
  useEffect(() => {
    let last = Date.now();
    const touched = () => {
      last = Date.now();
    };
    for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, capture: true });
    const timer = setInterval(() => {
      if (Date.now() - last < afterMinutes * 60_000) return;
      clearInterval(timer);
      void lockNow(name, afterMinutes);
    }, 5_000);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
    };
  }, [name, afterMinutes]);
  return null;
}
