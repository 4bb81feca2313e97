'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { type KeyMap, putKeyMap } from '../../../_ui/key-map';
import { type KeyAct, keptOf, mapOf } from '../_logic/own-keys';

export interface OwnKeys {
  map: KeyMap;
  keep: (map: KeyMap) => void;
  isKeeping: boolean;
  failed: boolean;
}

/** The keys that this person chose, wherever she is logged in; they hold while this page is open and are nobody's afterwards. */
export function useOwnKeys(acts: readonly KeyAct[]): OwnKeys {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data } = useQuery(trpc.account.keys.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY, trpc: { context: { background: true } } }));
  const change = useMutation(
    trpc.account.changeKeys.mutationOptions({ onSuccess: (_answer, { keys }) => client.setQueryData(trpc.account.keys.queryKey(), keys) }),
  );
  const map = mapOf(data ?? {}, acts);
  const written = JSON.stringify(map);
  useEffect(() => {
    putKeyMap(JSON.parse(written) as KeyMap);
    return () => putKeyMap({});
  }, [written]);
  return { map, keep: (next) => change.mutate({ keys: keptOf(next) }), isKeeping: change.isPending, failed: change.isError };
}
