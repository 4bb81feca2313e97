'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import type { ExchangeFilter } from '../_logic/types';

const POLL_MS = 30_000;
const background = { trpc: { context: { background: true } }, refetchInterval: POLL_MS, networkMode: 'always' } as const;

export type Filter = Omit<ExchangeFilter, 'cursor'>;

export const NO_FILTER: Filter = { direction: 'all', laboratoryId: null, state: 'all', from: null, to: null, accessionNumber: null, controlId: null };

/** Links, repairs and one page of messages, live. Pages are remembered by where they begin, so that going back shows the same. */
export function useExchanges() {
  const trpc = useTRPC();
  const [filter, setFilterOnly] = useState<Filter>(NO_FILTER);
  const [cursors, setCursors] = useState<NonNullable<ExchangeFilter['cursor']>[]>([]);
  const links = useQuery(trpc.exchanges.links.queryOptions(undefined, background));
  const repairs = useQuery(trpc.exchanges.repairs.queryOptions(undefined, background));
  const page = useQuery(trpc.exchanges.list.queryOptions({ ...filter, cursor: cursors.at(-1) ?? null }, { ...background, placeholderData: keepPreviousData }));
  const refetch = () => {
    void links.refetch();
    void repairs.refetch();
    void page.refetch();
  };
  useLiveRefetch(['exchanges'], refetch);
  const next = page.data?.next ?? null;
  return {
    links: links.data,
    repairs: repairs.data,
    page: page.data,
    failed: page.isError || links.isError || repairs.isError,
    isStale: page.isPlaceholderData,
    refetch,
    filter,
    setFilter: (changed: Filter) => {
      setFilterOnly(changed);
      setCursors([]);
    },
    older: next && !page.isPlaceholderData ? () => setCursors([...cursors, next]) : null,
    newer: cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : null,
  };
}
