import type { Sql } from '../../db/client';

/** Longer waits are left to the queue, which looks every two seconds anyway. */
const LONGEST_MS = 10 * 60_000;

/**
 * Rings at the very instant for which a fact was told to be heard later (the end of the time to undo). Only a convenience:
 * an alarm that is lost with the process is rung by the queue, at most one poll later.
 */
export async function startAlarmClock(sql: Sql, ring: (handler: string) => void): Promise<() => Promise<void>> {
  const timers = new Set<NodeJS.Timeout>();
  const subscription = await sql.listen('relais_due', (payload) => {
    const [handler = '', due = ''] = payload.split(':');
    const delay = Number(due) - Date.now();
    if (handler === '' || !(delay <= LONGEST_MS)) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      ring(handler);
    }, Math.max(delay, 0) + 1);
    timers.add(timer);
  });
  return async () => {
    for (const timer of timers) clearTimeout(timer);
    await subscription.unlisten();
  };
}
