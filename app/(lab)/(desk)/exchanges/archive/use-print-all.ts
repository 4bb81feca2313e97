'use client';

import { useEffect, useState } from 'react';
import type { Transmission } from '../../_logic/types';

export interface Printed {
  items: readonly Transmission[];
  isCut: boolean;
}

/** Prints a whole selection and not the page on the screen: what was read is drawn for paper, printed once it is there, and taken away again. */
export function usePrintAll(): { printed: Printed | null; print: (all: Printed) => void } {
  const [printed, setPrinted] = useState<Printed | null>(null);
  useEffect(() => {
    if (!printed) return;
    const end = () => setPrinted(null);
    window.addEventListener('afterprint', end, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', end);
  }, [printed]);
  return { printed, print: setPrinted };
}
