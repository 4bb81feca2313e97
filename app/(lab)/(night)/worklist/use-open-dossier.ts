'use client';

import { useSearchParams } from 'next/navigation';

const PATH = '/worklist';

/** The address of a dossier in the night; an id and nothing nominative. */
export const dossierHref = (dossierId: string): string => `${PATH}?dossier=${dossierId}`;

/** Which dossier is open, as the address says, and how to open another one without asking the server for the page again. */
export function useOpenDossier(): { dossierId: string | null; open: (dossierId: string | null) => void } {
  const dossierId = useSearchParams().get('dossier');
  const open = (next: string | null) => {
    if (next !== dossierId) window.history.pushState(null, '', next === null ? PATH : dossierHref(next));
  };
  return { dossierId, open };
}
