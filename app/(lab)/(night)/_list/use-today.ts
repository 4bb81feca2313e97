'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../_client/trpc';
import { type TodayWords, todayWords } from '../_logic/today-words';

/** The books of the day of every laboratory, as reconciliation counts them by a way of its own; null before the first count. */
export function useToday(now: Date): TodayWords | null {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.reconciliation.today.queryOptions(undefined, { refetchInterval: 30_000, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  return data ? todayWords(data, now) : null;
}
