'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { useTRPC } from '../../../_client/trpc';
import { useLiveRefetch } from '../_desk/use-live-refetch';

const READ_EVERY_MS = 30_000;

/** The roster of some days, read anew by itself and at once when somebody changed it. */
export function useRoster(from: string, days: number) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.duty.coverage.queryOptions(
      { from, days },
      { refetchInterval: READ_EVERY_MS, placeholderData: keepPreviousData, trpc: { context: { background: true } } },
    ),
  );
  const refetch = () => void query.refetch();
  useLiveRefetch(['duty'], refetch);
  return { roster: query.data, failed: query.isError, isStale: query.isPlaceholderData, readAt: query.dataUpdatedAt, refetch };
}

/** Sends one act at a time, says why it was not done, and reads the roster again. */
export function useDutyAct(onDone: () => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const { mutateAsync, isPending } = useMutation({ mutationFn: (send: () => Promise<unknown>) => send() });
  const act = async (send: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    try {
      await mutateAsync(send);
      onDone();
      return true;
    } catch (error) {
      if (!leaveIfSessionEnded(error)) setProblem(sentenceOf(error));
      return false;
    }
  };
  return { act, problem, pending: isPending, clear: () => setProblem(null) };
}

export type DutyActs = ReturnType<typeof useDutyAct>;
