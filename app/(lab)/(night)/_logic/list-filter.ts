import { plural } from '../../../_text/format';
import type { WorklistFilters } from './types';

/** `calls` and `handover` hold no dossier that waits: what is to be announced, and what is handed over, have lists of their own. */
export type ListTab = 'awaiting' | 'held' | 'calls' | 'handover';

export type ListFilter = Omit<WorklistFilters, 'tab'> & { tab: ListTab };

export const NO_FILTER: ListFilter = { tab: 'awaiting', siteIds: [], search: '', wards: [], priorities: [], chapters: [], ages: [], effects: [] };

/** What the server is asked; the calls' list is another question, the counts beside it are the same. */
export const askedOf = (filter: ListFilter): WorklistFilters => ({ ...filter, search: filter.search.trim(), tab: filter.tab === 'held' ? 'held' : 'awaiting' });

/** Two filters that ask the same have the same key. */
export const keyOf = (filter: ListFilter): string => {
  const { tab, siteIds, search, wards, priorities, chapters, ages, effects } = askedOf(filter);
  return JSON.stringify([tab, search, ...[siteIds, wards, priorities, chapters, ages, effects].map((list) => [...list].sort())]);
};

/** How many of the kinds of filters behind the button narrow the list; sites and search are in sight by themselves. */
export const narrowedBy = ({ wards, priorities, chapters, ages, effects }: ListFilter): number =>
  [wards, priorities, chapters, ages, effects].filter((list) => list.length > 0).length;

export const isNarrowed = (filter: ListFilter): boolean => filter.search.trim() !== '' || filter.siteIds.length > 0 || narrowedBy(filter) > 0;

export const PRIORITY_WORDS = { stat: 'Urgence vitale', urgent: 'Urgent', routine: 'Routine' } as const;
export const AGE_WORDS = { newborn: 'Moins de 28 jours', child: 'De 28 jours à 17 ans', adult: 'De 18 à 74 ans', elder: '75 ans et plus' } as const;
export const EFFECT_WORDS = { block: 'Ne pas diffuser', call: 'Appel demandé', hold: 'À regarder' } as const;

/** The filters in one line: « 2 services, urgent, de 18 à 74 ans »; '' when none is set. */
export function filterWords(filter: ListFilter): string {
  return [
    filter.wards.length > 2 ? plural(filter.wards.length, 'service', 'services') : filter.wards.join(', '),
    filter.priorities.map((priority) => PRIORITY_WORDS[priority].toLowerCase()).join(' ou '),
    filter.chapters.join(', '),
    filter.ages.map((age) => AGE_WORDS[age].toLowerCase()).join(' ou '),
    filter.effects.map((effect) => `règle : ${EFFECT_WORDS[effect].toLowerCase()}`).join(', '),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
