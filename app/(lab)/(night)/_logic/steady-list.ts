import type { WorklistEntry } from './types';

export type Group = WorklistEntry['group'];

/** A line as it stands on the screen; `gone` when somebody has decided meanwhile, so that nothing moves under a finger. */
export interface ShownEntry {
  entry: WorklistEntry;
  group: Group;
  gone: boolean;
}

export interface SteadyList {
  shown: readonly ShownEntry[];
  /** What waits behind « n nouveaux »: lines that are not shown, or that have become more pressing than where they stand. */
  waiting: { fresh: number; pressing: number };
}

const GROUPS: readonly Group[] = ['now', 'tonight', 'next'];

/** Puts every line at its place: to be called only when the person asked for it, or has left the list. */
export function settle(entries: readonly WorklistEntry[]): SteadyList {
  const shown = entries.map((entry) => ({ entry, group: entry.group, gone: false }));
  return { shown: GROUPS.flatMap((group) => shown.filter((line) => line.group === group)), waiting: { fresh: 0, pressing: 0 } };
}

/**
 * Takes news in without moving a line that is shown: values change in place, a line that was decided stays as gone, only
 * lines that come after all others are added by themselves. The rest waits behind « n nouveaux ».
 * @see screens « Never »: move a row under a finger
 */
export function takeIn(before: SteadyList, entries: readonly WorklistEntry[]): SteadyList {
  if (before.shown.every(({ gone }) => gone)) return settle(entries);
  const news = new Map(entries.map((entry) => [entry.dossierId, entry]));
  const known = new Set(before.shown.map(({ entry }) => entry.dossierId));
  const kept = before.shown.map((line) => {
    const entry = news.get(line.entry.dossierId);
    return entry ? { ...line, entry, gone: false } : { ...line, gone: true };
  });
  const lastKnown = entries.findLastIndex((entry) => known.has(entry.dossierId));
  const lastGroup = Math.max(...kept.map(({ group }) => GROUPS.indexOf(group)));
  const added = entries.slice(lastKnown + 1).filter(({ group }) => GROUPS.indexOf(group) >= lastGroup);
  const taken = new Set(added.map((entry) => entry.dossierId));
  return {
    shown: [...kept, ...settle(added).shown],
    waiting: {
      fresh: entries.filter((entry) => !known.has(entry.dossierId) && !taken.has(entry.dossierId)).length,
      pressing: kept.filter((line) => !line.gone && line.group !== 'now' && line.entry.group === 'now').length,
    },
  };
}

/** The words on the door behind which news waits; empty when there is none. */
export function waitingWords({ fresh, pressing }: SteadyList['waiting']): string {
  const parts = [
    fresh > 0 ? `${fresh} ${fresh === 1 ? 'nouveau' : 'nouveaux'}` : '',
    pressing > 0 ? `${pressing} ${pressing === 1 ? 'devenu urgent' : 'devenus urgents'}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/**
 * The dossier that comes up after `current`: the next line that still waits, from the top again after the last one; null
 * when none is left. `step` −1 walks back and stops at the top.
 */
export function neighbourOf(shown: readonly ShownEntry[], current: string | null, step: 1 | -1): string | null {
  const open = shown.filter((line) => !line.gone || line.entry.dossierId === current);
  const here = open.findIndex((line) => line.entry.dossierId === current);
  if (here === -1) return open[0]?.entry.dossierId ?? null;
  const around = step === 1 ? [...open.slice(here + 1), ...open.slice(0, here)] : open.slice(0, here).toReversed();
  return around[0]?.entry.dossierId ?? null;
}

/**
 * The dossier that comes up by itself once `decided` is decided: first what cannot wait and came in meanwhile, behind the
 * door where she could not see it; else the next line. Signed dossiers whose time to undo runs are passed over.
 */
export function nextAfter(shown: readonly ShownEntry[], fresh: readonly ShownEntry[], decided: string): string | null {
  const known = new Set(shown.map(({ entry }) => entry.dossierId));
  const pressing = fresh.find(({ entry, group }) => group === 'now' && entry.standing !== 'pending' && !known.has(entry.dossierId));
  if (pressing) return pressing.entry.dossierId;
  const open = shown.filter(({ entry }) => entry.standing !== 'pending' || entry.dossierId === decided);
  const next = neighbourOf(open, decided, 1);
  return next === decided ? null : next;
}
