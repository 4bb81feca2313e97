'use client';

import { lockNow } from '../_client/lock-now';
import { Button } from './button';

/** Locks the screen at once, for whoever has to leave the terminal. */
export function LockButton({ name, className }: { name: string; className?: string }) {
  return (
    <Button className={className} onClick={() => void lockNow(name)}>
      Verrouiller
    </Button>
  );
}
