'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLive } from '../../../_client/live';
import { trpcClient } from '../../../_client/trpc';
import { askedOf, keyOf, type ListFilter } from '../_logic/list-filter';
import { begun, continued, type PagedList, refreshed, settled } from '../_logic/paged-list';
import type { SteadyList } from '../_logic/steady-list';
import type { Worklist, WorklistInput } from '../_logic/types';

/** The list is asked again this often even when nothing is announced: a lost announcement never hides a dossier. */
const POLL_MS = 15_000;
/** Several announcements of one moment are one question to the server. */
const GATHER_MS = 200;
const PAGE = 50;
/** Whoever scrolls wants more at once. */
const NEXT_PAGE = 100;
/** Lines asked for by name at most: those on the screen, and those that are doubtful. */
const NAMED = 100;
const EMPTY: SteadyList = { shown: [], waiting: { fresh: 0, pressing: 0 } };
const NO_GROUPS: Worklist['groups'] = { now: 0, tonight: 0, next: 0 };

export interface WorklistState {
  /** The newest answer: duty, sites and counts. */
  data: Worklist | undefined;
  failed: boolean;
  steady: SteadyList;
  /** How many lines answer the filter, read or not. */
  groups: Worklist['groups'];
  /** The lines are being read for the first time, or for another filter. */
  isReading: boolean;
  /** When the list came, by the device's clock. */
  readAt: number;
  hasMore: boolean;
  /** Reads the next page; answers the lines as they are then. */
  readMore: () => Promise<SteadyList['shown']>;
  /** Tells which lines are on the screen: they are kept as they are now. */
  onVisible: (dossierIds: readonly string[]) => void;
  /** Puts every line at its place, and answers them. */
  settleNow: () => SteadyList['shown'];
  refetch: () => void;
}

interface Kept {
  key: string;
  answer: Worklist | undefined;
  list: PagedList | null;
}

/** The worklist, live, read by pages, whose lines never move by themselves. */
export function useWorklist(filter: ListFilter, openId: string | null): WorklistState {
  const key = keyOf(filter);
  const [kept, setKept] = useState<Kept>({ key, answer: undefined, list: null });
  const visible = useRef<readonly string[]>([]);
  const newest = useRef({ kept, openId });
  useEffect(() => {
    newest.current = { kept, openId };
  });
  const reading = useRef<Promise<SteadyList['shown']> | null>(null);
  const asked = useRef(new WeakMap<Worklist, readonly string[]>());
  const ask = (given: Partial<WorklistInput>) =>
    trpcClient.validation.worklist.query(
      { filters: askedOf(filter), cursor: null, limit: PAGE, known: [], open: newest.current.openId, since: null, ...given },
      { context: { background: true } },
    );
  const { data, isError, dataUpdatedAt, isPlaceholderData, refetch } = useQuery({
    queryKey: ['validation.worklist', key],
    queryFn: async () => {
      const list = newest.current.kept.key === key ? newest.current.kept.list : null;
      const known = [...new Set([...visible.current, ...(list?.doubtful ?? [])])].filter((id) => list?.alive.has(id)).slice(0, NAMED);
      const answer = await ask({ known, since: list?.lastPlace ? { at: list.settledAt, upTo: list.lastPlace } : null });
      asked.current.set(answer, known);
      return answer;
    },
    refetchInterval: POLL_MS,
    networkMode: 'always',
    placeholderData: keepPreviousData,
    structuralSharing: false,
  });
  useLive(['worklist'], useGathered(refetch));
  // What the list says of the dossier that has just been opened is asked at once.
  useEffect(() => {
    if (openId !== null) void refetch();
  }, [openId, refetch]);
  const answer = isPlaceholderData ? undefined : data;
  if (kept.key !== key || kept.answer !== answer) {
    const before = kept.key === key ? kept.list : null;
    // oxlint-disable-next-line react/refs -- what was asked belongs to its answer, and is never changed after it
    const list = answer ? (before ? refreshed(before, answer, asked.current.get(answer) ?? []) : begun(answer)) : before;
    setKept({ key, answer, list });
  }
  const list = kept.key === key ? kept.list : null;

  const readPage = async (cursor: string): Promise<SteadyList['shown']> => {
    try {
      const page = await ask({ cursor, limit: NEXT_PAGE });
      const now = newest.current.kept;
      if (now.key === key && now.list?.cursor === cursor) {
        newest.current.kept = { ...now, list: continued(now.list, page) };
        setKept(newest.current.kept);
      }
    } catch {
      // The list is asked again by itself, and says when it could not be read.
    }
    reading.current = null;
    return newest.current.kept.list?.steady.shown ?? [];
  };
  const readMore = (): Promise<SteadyList['shown']> => {
    const before = newest.current.kept;
    if (!before.list?.cursor || before.key !== key) return Promise.resolve(before.list?.steady.shown ?? []);
    reading.current ??= readPage(before.list.cursor);
    return reading.current;
  };
  return {
    data,
    failed: isError,
    steady: filter.tab === 'calls' || filter.tab === 'handover' ? EMPTY : (list?.steady ?? EMPTY),
    groups: list?.groups ?? NO_GROUPS,
    isReading: list === null && !isError,
    readAt: dataUpdatedAt,
    hasMore: list?.cursor != null,
    readMore,
    onVisible: (dossierIds) => {
      visible.current = dossierIds;
    },
    settleNow: () => {
      if (!list || !answer) return [];
      const next = settled(list, answer);
      setKept({ key, answer, list: next });
      return next.steady.shown;
    },
    refetch: () => void refetch(),
  };
}

/** Makes of `ask` one that may be called as often as one likes and asks once per moment. */
function useGathered(ask: () => unknown): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void ask();
    }, GATHER_MS);
  };
}
