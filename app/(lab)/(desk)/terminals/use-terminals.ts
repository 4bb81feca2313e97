'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import type { TerminalFilter } from '../_logic/types';

const READ_EVERY_MS = 15_000;
const NO_FILTER: TerminalFilter = { state: null, kind: null, siteId: null, text: '' };

/** Terminals, open sessions and idle times, read anew by themselves and at once when a terminal was blocked. */
export function useTerminals() {
  const trpc = useTRPC();
  const [filter, setFilter] = useState(NO_FILTER);
  const query = useQuery(
    trpc.terminal.list.queryOptions(filter, {
      trpc: { context: { background: true } },
      refetchInterval: READ_EVERY_MS,
      placeholderData: keepPreviousData,
    }),
  );
  const refetch = () => void query.refetch();
  useLiveRefetch(['security'], refetch);
  return { list: query.data, failed: query.isError, isStale: query.isPlaceholderData, readAt: query.dataUpdatedAt, refetch, filter, setFilter };
}
