import type { WorklistEntry } from './types';

/** `calls` and `handover` hold no dossier that waits: what is to be announced, and what is handed over, have lists of their own. */
export type ListTab = 'awaiting' | 'held' | 'calls' | 'handover';

export interface ListFilter {
  tab: ListTab;
  siteId: string | null;
  search: string;
}

/**
 * Keeps the lines of a tab, a site and a search; a signed dossier whose time to undo runs stays with those to validate.
 * The search looks at names, dossier numbers and places, without accents, every word of it.
 */
export function filterEntries(entries: readonly WorklistEntry[], { tab, siteId, search }: ListFilter): WorklistEntry[] {
  if (tab === 'calls' || tab === 'handover') return [];
  const words = plain(search).split(/\s+/u).filter(Boolean);
  return entries.filter((entry) => {
    if ((entry.standing === 'held') !== (tab === 'held')) return false;
    if (siteId !== null && entry.siteId !== siteId) return false;
    const text = plain(`${entry.patientName} ${entry.accessionNumber} ${entry.place} ${entry.siteName}`);
    return words.every((word) => text.includes(word));
  });
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
