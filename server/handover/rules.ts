import type { Change, Item } from './types';

/** An offer that stands longer, or a night that is over for longer without one, rings. */
export const UNANSWERED_MS = 15 * 60_000;

/** What an acceptance is bound to: every open thing and how it stands, in one order; names and places may be written anew without changing what is accepted. */
export const essenceOf = (items: readonly Item[]): string[] => items.map(({ key, state }) => `${key} ${state}`).toSorted();

/** Compares what was offered with what is there now: nothing that came, went or changed in between is passed over in silence. */
export function compareItems(offered: readonly Item[], current: readonly Item[]): (Item & { change: Change })[] {
  const before = new Map(offered.map((item) => [item.key, item]));
  const now = new Set(current.map(({ key }) => key));
  const changeOf = (item: Item): Change => {
    const known = before.get(item.key);
    if (!known) return 'new';
    return known.state === item.state ? 'same' : 'changed';
  };
  return [
    ...current.map((item) => ({ ...item, change: changeOf(item) })),
    ...offered.filter(({ key }) => !now.has(key)).map((item) => ({ ...item, change: 'gone' as const })),
  ];
}

/** Remarks that belong to an item that is handed over; an empty one is none. */
export const remarksOn = (items: readonly Item[], remarks: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(items.flatMap(({ key }) => (remarks[key]?.trim() ? [[key, remarks[key].trim()]] : [])));
