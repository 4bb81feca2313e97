const NAME = 'relais-keys';

/** Whether single-key shortcuts act on this device; on until somebody turns them off here. */
export function keysAreOn(): boolean {
  return localStorage.getItem(NAME) !== 'off';
}

/** Turns single-key shortcuts on or off, for this device. */
export function turnKeys(on: boolean): void {
  if (on) localStorage.removeItem(NAME);
  else localStorage.setItem(NAME, 'off');
}
