'use client';

import { useQuery } from '@tanstack/react-query';
import { useLive } from '../../../_client/live';
import { useTRPC } from '../../../_client/trpc';

/** As for the list: a lost announcement never hides a call. */
const POLL_MS = 15_000;

/** What is still to be announced where she is on duty, live. */
export function useCalls() {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.alert.calls.queryOptions(undefined, { refetchInterval: POLL_MS, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  useLive(['worklist'], () => void query.refetch());
  return query;
}

/** The calls of the dossier on the screen, live. */
export function useCallsOfDossier(dossierId: string) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.alert.ofDossier.queryOptions({ dossierId }, { refetchInterval: POLL_MS, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  useLive(['worklist'], () => void query.refetch());
  return query;
}
