'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { refusalOf } from '../../../_client/refusal';
import { cardDiff } from '../_logic/card-diff';
import type { Card } from '../_logic/types';
import { openCard } from './use-prefetch';

export interface CardState {
  card: Card | undefined;
  /** The code of a refusal, `link` when the server did not answer, null when all is well. */
  failure: string | null;
  isReading: boolean;
  /** When the card was read, by the device's clock. */
  readAt: number;
  /** Reads the dossier again and answers what differs from what was shown; null when it could not be read. */
  reread: () => Promise<{ card: Card; changes: string[] } | null>;
}

/**
 * Opens a dossier, which is a reading that leaves its trace: never asked again by focus, time or return of the link, and
 * never kept for later, so that nobody reads an old state as if it were now.
 */
export function useCard(dossierId: string): CardState {
  const client = useQueryClient();
  const { data, error, isFetching, dataUpdatedAt, refetch } = useQuery({
    queryKey: ['validation.open', dossierId],
    queryFn: () => openCard(client, dossierId),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: 'always',
    refetchOnReconnect: false,
    retry: (count, failure) => refusalOf(failure) === null && count < 1,
  });
  const reread = async () => {
    const answer = await refetch();
    if (!answer.data || answer.isError) return null;
    return { card: answer.data, changes: data ? cardDiff(data, answer.data) : [] };
  };
  return { card: data, failure: error ? (refusalOf(error)?.code ?? 'link') : null, isReading: isFetching, readAt: dataUpdatedAt, reread };
}
