'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { useLive } from '../../_client/live';
import { useTRPC } from '../../_client/trpc';
import type { ListScope, ReportList } from '../_logic/types';
import { FIRST_PAGE, PAGE_SIZE } from './pages';

/** Asked again this often even when nothing is announced: a lost announcement never hides a result. */
const POLL_MS = 30_000;

export interface FirstList {
  scope: ListScope;
  list: ReportList;
}

/** The list of a scope, searched and paged, live; begins the visit that « nouveau depuis ma dernière visite » counts from. */
export function useResults(first: FirstList) {
  const trpc = useTRPC();
  const [scope, setScope] = useState<ListScope>(first.scope);
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const asked = { ...FIRST_PAGE, scope, search: useDeferredValue(search.trim()), offset };
  const isFirst = scope === first.scope && asked.search === '' && offset === 0;
  const query = useQuery(
    trpc.portal.listReports.queryOptions(asked, {
      ...(isFirst ? { initialData: first.list, initialDataUpdatedAt: first.list.at.getTime() } : {}),
      placeholderData: keepPreviousData,
      refetchInterval: POLL_MS,
      networkMode: 'always',
      trpc: { context: { background: true } },
    }),
  );
  useLive(['results'], () => void query.refetch());
  const { mutate: beginVisit } = useMutation(trpc.portal.beginVisit.mutationOptions());
  useEffect(() => beginVisit(), [beginVisit]);
  const list = query.data ?? first.list;
  return {
    list,
    failed: query.isError,
    isStale: query.isPlaceholderData,
    refetch: () => void query.refetch(),
    scope,
    setScope: (next: ListScope) => {
      setScope(next);
      setOffset(0);
    },
    search,
    setSearch: (next: string) => {
      setSearch(next);
      setOffset(0);
    },
    pages: {
      from: list.items.length === 0 ? 0 : offset + 1,
      to: offset + list.items.length,
      before: offset > 0 ? () => setOffset(Math.max(0, offset - PAGE_SIZE)) : null,
      after: offset + PAGE_SIZE < list.total ? () => setOffset(offset + PAGE_SIZE) : null,
    },
  };
}
