'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';

const PATH = '/worklist';
const NAME = 'dossier';

/** The address of a dossier in the night; an id and nothing nominative. */
export const dossierHref = (dossierId: string): string => `${PATH}?${NAME}=${dossierId}`;

/** The address of everything that is known of its patient. */
export const historyHref = (dossierId: string): string => `/history?${NAME}=${dossierId}`;

/**
 * Which dossier is open, as the address says, and how to open another one at once: the page is not asked of the server
 * again, « back » goes to the dossier before.
 */
export function useOpenDossier(): { dossierId: string | null; open: (dossierId: string | null) => void } {
  const [dossierId, setDossierId] = useState(useSearchParams().get(NAME));
  useEffect(() => {
    const follow = () => setDossierId(new URLSearchParams(window.location.search).get(NAME));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const open = (next: string | null) => {
    if (next === dossierId) return;
    setDossierId(next);
    window.history.pushState(null, '', next === null ? PATH : dossierHref(next));
  };
  return { dossierId, open };
}
