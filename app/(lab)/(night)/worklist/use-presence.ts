'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useLive } from '../../../_client/live';
import { trpcClient, useTRPC } from '../../../_client/trpc';

const BEAT_MS = 15_000;

export interface Holder {
  name: string;
  since: Date;
  hasTaken: boolean;
}

export interface PresenceState {
  /** Who else has the hand on the open dossier; null = nobody, or nobody knows: then nothing is said, and nothing is closed. */
  holder: Holder | null;
  take: () => void;
}

/** Says every fifteen seconds that a dossier is on this screen, and learns who else has it. A tablet that dies says nothing any more, and is forgotten by itself. */
export function usePresence(dossierId: string | null): PresenceState {
  const [told, setTold] = useState<{ dossierId: string | null; holder: Holder | null }>({ dossierId, holder: null });
  const beat = useEffectEvent(async (takes: boolean) => {
    if (dossierId === null || document.hidden) return;
    try {
      const { holder } = await trpcClient.list.present.mutate({ dossierId, takes }, { context: { background: true } });
      setTold({ dossierId, holder });
    } catch {
      // Whether somebody else has it is not known: it is not said.
      setTold({ dossierId, holder: null });
    }
  });
  useEffect(() => {
    if (dossierId === null) return undefined;
    const first = setTimeout(() => void beat(false));
    const timer = setInterval(() => void beat(false), BEAT_MS);
    const seen = () => void beat(false);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
      void trpcClient.list.leave.mutate({ dossierId }, { context: { background: true } }).catch(() => undefined);
    };
  }, [dossierId]);
  const ask = useEffectEvent(() => void beat(false));
  useLive(['presence'], () => ask());
  return { holder: told.dossierId === dossierId ? told.holder : null, take: () => void beat(true) };
}

/** What others of the sites on duty have open now, by dossier. */
export function usePresences(): ReadonlyMap<string, { name: string; since: Date }> {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(
    trpc.list.presences.queryOptions(undefined, { refetchInterval: BEAT_MS, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  useLive(['presence'], () => void refetch());
  return new Map((data ?? []).map(({ dossierId, name, since }) => [dossierId, { name, since }]));
}
