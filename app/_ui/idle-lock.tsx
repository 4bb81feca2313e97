'use client';

import { useEffect } from 'react';
import { setIdleTime } from '../_client/idle-time';
import { watchPresence } from '../_client/presence';
import { guardSession } from '../_client/session-guard';
import { setWayOut } from '../_client/way-out';

/** Locks the screen after as long without a hand on it as its terminal allows; draws nothing. Put by `SessionGuard`, once in the layout of a kind of user. */
export function IdleLock({ name, idleMs, leavesByPsc }: { name: string; idleMs: number; leavesByPsc: boolean }) {
  useEffect(() => {
    setIdleTime(idleMs);
    setWayOut(leavesByPsc ? '/api/psc/logout' : null);
    watchPresence();
    return guardSession(name);
  }, [name, idleMs, leavesByPsc]);
  return null;
}
