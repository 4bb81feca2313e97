'use client';

import { useEffect, useEffectEvent } from 'react';

const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'touchmove'] as const;
const LOOK_EVERY_MS = 2_000;

/** Calls once nobody has touched the page for so long, and whenever it comes back into sight after that; 0 = never. */
export function useUntouched(afterMs: number, onLeft: () => void): void {
  const left = useEffectEvent(onLeft);
  useEffect(() => {
    if (afterMs <= 0) return undefined;
    let touchedAt = Date.now();
    const touched = () => {
      touchedAt = Date.now();
    };
    const look = () => {
      if (Date.now() - touchedAt >= afterMs) left();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, capture: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
      document.removeEventListener('visibilitychange', look);
    };
  }, [afterMs]);
}
