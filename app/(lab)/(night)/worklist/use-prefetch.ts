'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { trpcClient } from '../../../_client/trpc';
import type { Card } from '../_logic/types';

/** Longer than that, what lies ready is asked for again: it may be old. */
const READY_MS = 60_000;
/** The dossier that was just opened comes first. */
const AFTER_MS = 400;

const readyKey = (dossierId: string): readonly [string, string] => ['validation.ready', dossierId];

/** Has the dossier that comes next lie ready while this one is read, so that it is there at once. Nobody has read it until it is shown. */
export function usePrefetch(next: string | null, current: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (next === null || next === current) return undefined;
    const timer = setTimeout(() => {
      void client.prefetchQuery({
        queryKey: readyKey(next),
        queryFn: () => trpcClient.validation.prefetch.mutate({ dossierId: next }),
        staleTime: READY_MS,
        gcTime: READY_MS,
        retry: false,
      });
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [client, next, current]);
}

/** The card that lies ready, taken once; undefined when there is none, or one that is too old. */
function takeReady(client: QueryClient, dossierId: string): Card | undefined {
  const key = readyKey(dossierId);
  const state = client.getQueryState<Card>(key);
  client.removeQueries({ queryKey: key, exact: true });
  return state?.data && Date.now() - state.dataUpdatedAt < READY_MS ? state.data : undefined;
}

/** Opens a dossier: what lies ready, once its reading is on record and only if it is still so; else read from the server. */
export async function openCard(client: QueryClient, dossierId: string): Promise<Card> {
  const ready = takeReady(client, dossierId);
  if (ready && (await trpcClient.validation.show.mutate({ dossierId, displayed: ready.displayed })).isCurrent) return ready;
  return trpcClient.validation.open.mutate({ dossierId });
}
