import { type SteadyList, settle, takeIn } from './steady-list';
import type { Worklist, WorklistEntry } from './types';

/** What has been read of the list, page by page, and what of it is on the screen; lines never move by themselves. */
export interface PagedList {
  /** Every line that was read and, as far as is known, still answers the filter. */
  alive: ReadonlyMap<string, WorklistEntry>;
  steady: SteadyList;
  /** Where the next page begins; null = the end was reached. */
  cursor: string | null;
  /** The place of the last line that was read. */
  lastPlace: string | null;
  /** Since when what arrives is news. */
  settledAt: Date;
  /** Lines that should be in the first page and are not: to be asked for by name. */
  doubtful: readonly string[];
  groups: Worklist['groups'];
}

/** The order of the list, the same as the database's. */
export function compareEntries(a: WorklistEntry, b: WorklistEntry): number {
  return (
    a.tier - b.tier ||
    a.pressesAt.getTime() - b.pressesAt.getTime() ||
    a.arrivedAt.getTime() - b.arrivedAt.getTime() ||
    (a.dossierId < b.dossierId ? -1 : a.dossierId > b.dossierId ? 1 : 0)
  );
}

const ordered = (alive: ReadonlyMap<string, WorklistEntry>): WorklistEntry[] => [...alive.values()].sort(compareEntries);
const byId = (entries: readonly WorklistEntry[]) => entries.map((entry) => [entry.dossierId, entry] as const);

/** The list anew, from its first page. */
export function begun(answer: Worklist): PagedList {
  const { cursor, lastPlace, groups } = answer;
  return { alive: new Map(byId(answer.entries)), steady: settle(answer.entries), cursor, lastPlace, settledAt: answer.now, doubtful: [], groups };
}

/** The next page follows the lines that were read. */
export function continued(list: PagedList, page: Worklist): PagedList {
  const alive = new Map([...list.alive, ...byId(page.entries)]);
  const known = new Set(list.steady.shown.map(({ entry }) => entry.dossierId));
  const added = settle(page.entries.filter(({ dossierId }) => !known.has(dossierId))).shown;
  return {
    ...list,
    alive,
    steady: { ...list.steady, shown: inGroups([...list.steady.shown, ...added]) },
    cursor: page.cursor,
    lastPlace: page.lastPlace ?? list.lastPlace,
    groups: page.groups,
  };
}

/**
 * Takes in the first page as it is now, and the lines that were asked for by name: whoever is missing among these has left. What is new and belongs above waits behind the door.
 * @param asked the lines that were asked for by name
 */
export function refreshed(list: PagedList, answer: Worklist, asked: readonly string[]): PagedList {
  const named = new Map(byId(answer.known));
  const head = new Map(byId(answer.entries));
  const isEverything = answer.cursor === null;
  const gone = new Set(asked.filter((id) => !named.has(id) && !head.has(id)));
  const alive = new Map([...list.alive].filter(([id]) => !gone.has(id) && (!isEverything || head.has(id))));
  for (const [id, entry] of [...named, ...head]) if (head.has(id) || list.alive.has(id)) alive.set(id, entry);
  const lastOfHead = answer.entries.at(-1);
  const wanted = ordered(alive);
  const doubtful = lastOfHead
    ? wanted
        .filter((entry) => !head.has(entry.dossierId) && !named.has(entry.dossierId) && compareEntries(entry, lastOfHead) < 0)
        .map(({ dossierId }) => dossierId)
    : [];
  const steady = takeIn(list.steady, wanted);
  const shown = new Set(steady.shown.map(({ entry }) => entry.dossierId));
  const seenAmongNew = [...alive.values()].filter(({ dossierId, arrivedAt }) => shown.has(dossierId) && arrivedAt > list.settledAt).length;
  const total = totalOf(answer.groups);
  return {
    ...list,
    alive,
    steady: { ...steady, waiting: { ...steady.waiting, fresh: Math.max(steady.waiting.fresh, answer.arrivedAbove - seenAmongNew) } },
    // Something came after the end that had been reached.
    cursor: isEverything ? null : (list.cursor ?? (total > alive.size ? list.lastPlace : null)),
    doubtful,
    groups: answer.groups,
  };
}

/** Every line that was read at its place, those that left away. What came in between and was not read is read again with its page. */
export function settled(list: PagedList, head: Worklist): PagedList {
  const lines = ordered(list.alive);
  const unread = list.steady.waiting.fresh - lines.filter((entry) => list.steady.shown.every((line) => line.entry.dossierId !== entry.dossierId)).length;
  if (unread > 0) return begun(head);
  return { ...list, steady: settle(lines), settledAt: head.now };
}

export const totalOf = ({ now, tonight, next }: Worklist['groups']): number => now + tonight + next;

/** Lines by their groups, in the order in which they stand within each. */
const inGroups = (shown: SteadyList['shown']): SteadyList['shown'] => GROUPS.flatMap((group) => shown.filter((line) => line.group === group));
const GROUPS = ['now', 'tonight', 'next'] as const;
