'use client';

import { useState } from 'react';
import { keepSelectable } from '../_logic/selection';
import type { Card } from '../_logic/types';

export interface Pick {
  selected: ReadonlySet<string>;
  pick: (ids: readonly string[], picked: boolean) => void;
  pickOnly: (ids: readonly string[]) => void;
}

const NONE: ReadonlySet<string> = new Set();

/** What she has ticked; a new version of a result is another result and is never ticked by the tick of the old one. */
export function usePick(card: Card | undefined): Pick {
  const [picked, setPicked] = useState<ReadonlySet<string>>(NONE);
  return {
    selected: card ? keepSelectable(card, picked) : NONE,
    pick: (ids, on) => setPicked((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id)))),
    pickOnly: (ids) => setPicked(new Set(ids)),
  };
}
