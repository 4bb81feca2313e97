'use client';

import { useSyncExternalStore } from 'react';
import { followKeyMap, keyMap, noKeyMap, pressedFor } from './key-map';

/** Shows the key that does the same as the control beside it; hidden from screen readers, which list keys in the help. */
export function Kbd({ children }: { children: string }) {
  const map = useSyncExternalStore(followKeyMap, keyMap, noKeyMap);
  return (
    <kbd
      aria-hidden="true"
      className="inline-block min-w-5 shrink-0 rounded-flag border border-current px-1 text-center font-sans text-s leading-[18px] font-medium no-underline"
    >
      {pressedFor(children, map)}
    </kbd>
  );
}
