'use client';

import { useState } from 'react';
import { useLastContact } from '../../../_client/contact';
import { useDeviceClock } from '../../../_ui/use-device-clock';
import { useLink } from '../../../_ui/use-link';

/** How many answers the clock is set by: enough for a quick one, few enough to follow a device that corrects its clock. */
const KEPT = 8;

export interface ServerClock {
  /** The server's time, whatever this device's clock says. */
  now: Date;
  link: 'up' | 'lost';
  /** When the server was last heard, in its own time; null before the first time. */
  lastContactAt: Date | null;
}

/**
 * The server's time, and whether the server still answers.
 * @param answered the instant that the server gave, and when it came by the device's clock
 */
export function useServerClock(answered: { now: Date; readAt: number } | null): ServerClock | null {
  const device = useDeviceClock(1000);
  const contact = useLastContact();
  const link = useLink(contact, device ?? new Date(0));
  const [last, setLast] = useState<{ readAt: number; drifts: readonly number[] }>({ readAt: 0, drifts: [] });
  if (!answered) return null;
  // An answer that stands in while another is asked for has no hour of arrival: it measures nothing.
  const isMeasure = answered.readAt > 0 && last.readAt !== answered.readAt;
  const drifts = isMeasure ? [answered.now.getTime() - answered.readAt, ...last.drifts].slice(0, KEPT) : last.drifts;
  if (isMeasure) setLast({ readAt: answered.readAt, drifts });
  // An answer is older than its arrival by its way here: the quickest one is nearest to the truth.
  const drift = drifts.length === 0 ? 0 : Math.max(...drifts);
  return {
    now: device ? new Date(Math.max(device.getTime() + drift, answered.now.getTime())) : answered.now,
    link,
    lastContactAt: contact === null ? null : new Date(Date.parse(contact) + drift),
  };
}
