'use client';

import { useState } from 'react';
import type { ShownEntry } from '../_logic/steady-list';

/** As many as the server takes together. */
export const PICK_MOST = 20;

export interface Picked {
  /** Lines are being picked: each shows its box. */
  isOn: boolean;
  ids: ReadonlySet<string>;
  /** More were asked for than may go together. */
  isFull: boolean;
  turn: (isOn: boolean) => void;
  toggle: (dossierId: string) => void;
  /** Everything from the line that was picked last to this one. */
  reach: (dossierId: string) => void;
}

/** Which lines of the list were picked to be read together; a line that has gone is picked no more. */
export function usePicked(shown: readonly ShownEntry[]): Picked {
  const [isOn, setOn] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const [isFull, setFull] = useState(false);
  const there = shown.filter(({ gone }) => !gone).map(({ entry }) => entry.dossierId);
  const ids = new Set(there.filter((id) => chosen.has(id)));
  const put = (next: readonly string[], lastId: string) => {
    setOn(true);
    setFull(next.length > PICK_MOST);
    setChosen(new Set(next.slice(0, PICK_MOST)));
    setLast(lastId);
  };
  return {
    isOn,
    ids,
    isFull,
    turn: (next) => {
      setOn(next);
      setFull(false);
      if (!next) setChosen(new Set());
    },
    toggle: (dossierId) => put(ids.has(dossierId) ? [...ids].filter((id) => id !== dossierId) : [...ids, dossierId], dossierId),
    reach: (dossierId) => {
      const [from, to] = [there.indexOf(last ?? dossierId), there.indexOf(dossierId)].toSorted((a, b) => a - b);
      put([...new Set([...ids, ...there.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)])], dossierId);
    },
  };
}
