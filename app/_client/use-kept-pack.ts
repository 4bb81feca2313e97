'use client';

import { useEffect, useState } from 'react';
import { KEPT_PACK, readHeader } from './pack-database';
import { lookAtClock } from './pack-keeper';

/** Whether a pack that the passkey opens lies on this device; one whose time is over goes as it is looked at. */
export function useKeptPack(): boolean {
  const [hasKept, setKept] = useState(false);
  useEffect(() => {
    void lookAtClock()
      .then(() => readHeader(KEPT_PACK))
      .then((header) => setKept(header !== null))
      .catch(() => undefined);
  }, []);
  return hasKept;
}
