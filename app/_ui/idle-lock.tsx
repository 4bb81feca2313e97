'use client';

import { useEffect } from 'react';
import { setIdleTime } from '../_client/idle-time';
import { watchPresence } from '../_client/presence';
import { guardSession } from '../_client/session-guard';

/** Locks the screen after as long without a hand on it as its terminal allows; draws nothing. Put by `SessionGuard`, once in the layout of a kind of user. */
export function IdleLock({ name, idleMs }: { name: string; idleMs: number }) {
  useEffect(() => {
    setIdleTime(idleMs);
    watchPresence();
    return guardSession(name);
  }, [name, idleMs]);
  return null;
}
