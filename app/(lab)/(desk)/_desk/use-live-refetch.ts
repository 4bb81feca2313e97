'use client';

import { useEffect, useRef } from 'react';
import { useLive } from '../../../_client/live';

type Topics = Parameters<typeof useLive>[0];

/**
 * Reads again when something of these topics changed: at once, then at most every `everyMs`, so that a burst of messages does
 * not become a burst of questions; what came in between is read at the end of the pause.
 */
export function useLiveRefetch(topics: Topics, refetch: () => void, everyMs = 2_000): void {
  const pause = useRef<{ timer: ReturnType<typeof setTimeout>; isMissed: boolean } | null>(null);
  const newest = useRef(refetch);
  useEffect(() => {
    newest.current = refetch;
  });
  useEffect(
    () => () => {
      if (pause.current) clearTimeout(pause.current.timer);
    },
    [],
  );
  function readAndPause(): void {
    newest.current();
    const timer = setTimeout(() => {
      const isMissed = pause.current?.isMissed ?? false;
      pause.current = null;
      if (isMissed) readAndPause();
    }, everyMs);
    pause.current = { timer, isMissed: false };
  }
  useLive(topics, () => {
    if (pause.current) pause.current.isMissed = true;
    else readAndPause();
  });
}
