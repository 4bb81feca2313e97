'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLive } from '../../../_client/live';
import { useTRPC } from '../../../_client/trpc';
import { filterEntries, type ListFilter } from '../_logic/filter-entries';
import { type SteadyList, settle, takeIn } from '../_logic/steady-list';
import type { Worklist, WorklistEntry } from '../_logic/types';

/** The list is asked again this often even when nothing is announced: a lost announcement never hides a dossier. */
const POLL_MS = 15_000;
/** Several announcements of one moment are one question to the server. */
const GATHER_MS = 200;
/** As many lines as the server gives at most. */
const WHOLE = 300;
const NOTHING: readonly WorklistEntry[] = [];

export interface WorklistState {
  data: Worklist | undefined;
  failed: boolean;
  steady: SteadyList;
  /** When the list came, by the device's clock. */
  readAt: number;
  isWhole: boolean;
  /** Puts every line at its place, and answers them. */
  settleNow: () => SteadyList['shown'];
  refetch: () => void;
}

/** The worklist, live, whose lines never move by themselves. */
export function useWorklist(filter: ListFilter): WorklistState {
  const trpc = useTRPC();
  const { data, isError, dataUpdatedAt, refetch } = useQuery(
    trpc.validation.worklist.queryOptions(undefined, { refetchInterval: POLL_MS, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  useLive(['worklist'], useGathered(refetch));
  const { tab, siteId, search } = filter;
  const entries = data?.entries ?? NOTHING;
  const wanted = useMemo(() => filterEntries(entries, { tab, siteId, search }), [entries, tab, siteId, search]);
  const [state, setState] = useState(() => ({ wanted, key: keyOf(filter), steady: settle(wanted) }));
  if (state.wanted !== wanted) {
    const steady = state.key === keyOf(filter) ? takeIn(state.steady, wanted) : settle(wanted);
    setState({ wanted, key: keyOf(filter), steady });
  }
  return {
    data,
    failed: isError,
    steady: state.steady,
    readAt: dataUpdatedAt,
    isWhole: entries.length < WHOLE,
    settleNow: () => {
      const steady = settle(wanted);
      setState({ wanted, key: keyOf(filter), steady });
      return steady.shown;
    },
    refetch: () => void refetch(),
  };
}

const keyOf = ({ tab, siteId, search }: ListFilter): string => JSON.stringify([tab, siteId, search]);

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
