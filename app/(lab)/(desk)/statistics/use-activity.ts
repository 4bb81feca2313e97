'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { dayBefore, parisDay } from '../../../_text/paris-day';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import type { Period } from '../_logic/activity-words';

/** Asked again this often even when nothing is announced. */
const POLL_MS = 60_000;
const background = { trpc: { context: { background: true } }, refetchInterval: POLL_MS, networkMode: 'always' } as const;

/** The activity of a period and a site, live; the day changes at midnight in Paris by itself. */
export function useActivity(now: Date) {
  const trpc = useTRPC();
  const [period, setPeriod] = useState<Period>('1');
  const [siteId, setSiteId] = useState<string | null>(null);
  const to = parisDay(now);
  const from = dayBefore(to, Number(period) - 1);
  const query = useQuery(trpc.statistics.activity.queryOptions({ from, to, siteId }, { ...background, placeholderData: keepPreviousData }));
  const links = useQuery(trpc.exchanges.links.queryOptions(undefined, background));
  const refetch = () => {
    void query.refetch();
    void links.refetch();
  };
  useLiveRefetch(['activity', 'exchanges'], refetch);
  return { activity: query.data, links: links.data, failed: query.isError, isStale: query.isPlaceholderData, refetch, period, setPeriod, siteId, setSiteId };
}
