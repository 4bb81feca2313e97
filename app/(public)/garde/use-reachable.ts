'use client';

import { useCallback, useEffect, useState } from 'react';

const ASK_EVERY_MS = 5_000;

/** Whether the server answers, asked again and again: a device says that it is connected before its server does. */
export function useReachable(onAnswer: () => void): { isReachable: boolean; ask: () => void } {
  const [isReachable, setReachable] = useState(false);
  const ask = useCallback(() => {
    const find = async () => {
      const answer = await fetch('/api/health/live', { cache: 'no-store' }).catch(() => null);
      setReachable(answer?.ok === true);
      if (answer?.ok) onAnswer();
    };
    void find();
  }, [onAnswer]);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    window.addEventListener('online', ask);
    window.addEventListener('offline', ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', ask);
      window.removeEventListener('offline', ask);
    };
  }, [ask]);
  return { isReachable, ask };
}
