'use client';

import { useSyncExternalStore } from 'react';

let lastContactAt: string | null = null;
const listeners = new Set<() => void>();

/** Notes that the server has just been heard: an answer of a call, or a sign of life of the event stream. */
export function noteContact(): void {
  lastContactAt = new Date().toISOString();
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** When the server was last heard from, as an ISO instant; null before the first time. For `useLink`. */
export function useLastContact(): string | null {
  return useSyncExternalStore(
    listen,
    () => lastContactAt,
    () => null,
  );
}
