'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import type { ReadingReason } from '../_logic/reading-words';
import type { Intent } from '../_logic/types';

const SETTLE_MS = 350;

export interface Fingerprint {
  /** Of exactly this intent, or null while it is being made. */
  value: string | null;
  /** Hash of what the card would show now. */
  displayed: string | null;
  /** With what the server will ask her to prove herself; null while nobody knows. */
  method: 'passkey' | 'password' | null;
  /** Why another biologist will have to read it before anything leaves. */
  secondReader: readonly ReadingReason[];
  /** The laboratory lets nobody sign what she validated technically herself. */
  isOwnRefused: boolean;
  /** The executing laboratory whose part alone it is; null = the whole. */
  part: string | null;
  /** Executing laboratories in whose name it stands as well. */
  capacities: readonly string[];
  /** Executing laboratories that have not validated what is chosen. */
  awaited: readonly string[];
  failed: boolean;
  retry: () => void;
}

/** Of the same person on the same page: the next sheet shows the right door at once. */
let lastMethod: Fingerprint['method'] = null;

/** The fingerprint of what is about to be signed, asked again once the comment rests; never that of another text. */
export function useFingerprint(intent: Intent): Fingerprint {
  const trpc = useTRPC();
  const settled = useSettled(intent);
  const { data, isError, isFetching, refetch } = useQuery(
    trpc.validation.prepare.queryOptions(settled, {
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
      networkMode: 'always',
      retry: (count, error) => refusalOf(error) === null && count < 2,
    }),
  );
  useEffect(() => {
    if (data) lastMethod = data.method;
  }, [data]);
  const isCurrent = JSON.stringify(settled) === JSON.stringify(intent) && !isFetching && !isError;
  return {
    value: isCurrent && data ? data.fingerprint : null,
    displayed: data?.displayed ?? null,
    method: data?.method ?? lastMethod,
    secondReader: data?.secondReader ?? [],
    isOwnRefused: data?.isOwnRefused ?? false,
    part: data?.part ?? null,
    capacities: data?.capacities ?? [],
    awaited: data?.awaited ?? [],
    failed: isError,
    retry: () => void refetch(),
  };
}

/** The first value at once, later ones when they have rested. */
function useSettled(intent: Intent): Intent {
  const text = JSON.stringify(intent);
  const [settled, setSettled] = useState({ text, intent });
  useEffect(() => {
    if (settled.text === text) return undefined;
    const timer = setTimeout(() => setSettled({ text, intent: JSON.parse(text) }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, settled.text]);
  return settled.intent;
}
