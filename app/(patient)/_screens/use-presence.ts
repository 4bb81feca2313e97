'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLive } from '../../_client/live';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';

/** How the code stands, live; its digits are known to the page that made it and to no other. */
export function usePresence() {
  const trpc = useTRPC();
  const [digits, setDigits] = useState<{ code: string; expiresAt: Date } | null>(null);
  const background = { trpc: { context: { background: true } } };
  const presence = useQuery(trpc.presence.mine.queryOptions(undefined, { ...background, refetchInterval: 15_000 }));
  const list = useQuery(trpc.portal.listMine.queryOptions(undefined, background));
  useLive(['results'], () => void presence.refetch());
  const show = useMutation(
    trpc.presence.show.mutationOptions({
      onSuccess: (made) => {
        setDigits(made);
        void presence.refetch();
      },
    }),
  );
  const stop = useMutation(
    trpc.presence.stop.mutationOptions({
      onSuccess: () => {
        setDigits(null);
        void presence.refetch();
      },
    }),
  );
  const error = show.error ?? stop.error;
  const refusal = refusalOf(error);
  return {
    presence: presence.data,
    reports: list.data?.reports,
    failed: presence.isError || list.isError,
    reload: () => {
      void presence.refetch();
      void list.refetch();
    },
    digits,
    show,
    stop,
    problem: error ? refusalSentence(refusal?.code ?? '', refusal?.detail) : null,
  };
}
