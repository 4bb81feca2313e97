'use client';

import { Button } from './button';
import { lockNow } from '../_client/lock-now';

/** Locks the screen at once, for whoever has to leave the terminal. */
export function LockButton({ name }: { name: string }) {
  return <Button onClick={() => void lockNow(name)}>Verrouiller</Button>;
}
