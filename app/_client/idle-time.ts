'use client';

let idleMs = 5 * 60_000;

/** How long this terminal may be left alone, as the server said it last; an administrator may change it while somebody works. */
export const idleTime = (): number => idleMs;

export function setIdleTime(milliseconds: number): void {
  idleMs = milliseconds;
}
