'use client';

import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { refusalOf } from '../../../_client/refusal';
import { trpcClient } from '../../../_client/trpc';
import type { BatchPart, Card, PreparedDossier } from '../_logic/types';
import { openCard } from '../worklist/use-prefetch';

export interface ReviewedDossier {
  dossierId: string;
  card: Card | undefined;
  /** The code of a refusal, `link` when the server did not answer, null when all is well. */
  failure: string | null;
  /** What the server says of it; undefined = it has not said yet. */
  prepared: PreparedDossier | undefined;
  reread: () => void;
}

/** The instant at which a batch is to be signed: what was in sight is fixed from then on. */
export interface ReadyBatch {
  method: 'passkey' | 'password';
  parts: BatchPart[];
  leftOut: PreparedDossier[];
}

/** Opens each dossier, which is a reading that leaves its trace, and asks what keeps it from being signed with others. */
export function useReview(dossierIds: readonly string[]) {
  const client = useQueryClient();
  const cards = useQueries({
    queries: dossierIds.map((dossierId) => ({
      queryKey: ['batch.open', dossierId],
      queryFn: () => openCard(client, dossierId),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      networkMode: 'always' as const,
      refetchOnReconnect: false,
      retry: (count: number, error: Error) => refusalOf(error) === null && count < 1,
    })),
  });
  const read = cards.flatMap(({ data }) => data ?? []);
  const isRead = dossierIds.length > 0 && cards.every(({ data, error }) => data !== undefined || error !== null);
  const asked = useQuery({
    queryKey: ['batch.prepare', read.map(({ displayed }) => displayed).join(' ')],
    queryFn: () => trpcClient.batch.prepare.mutate({ dossiers: read.map(({ dossierId, displayed }) => ({ dossierId, displayed, seen: [] })) }),
    enabled: isRead && read.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: 'always',
  });
  const prepared = new Map(asked.data?.dossiers.map((one) => [one.dossierId, one]));
  const dossiers: ReviewedDossier[] = dossierIds.map((dossierId, index) => {
    const query = cards[index];
    return {
      dossierId,
      card: query?.data,
      failure: query?.error ? (refusalOf(query.error)?.code ?? 'link') : null,
      prepared: prepared.get(dossierId),
      reread: () => void query?.refetch(),
    };
  });
  /** Fixes what was in sight and asks what would be signed of it now. */
  const makeReady = async (times: ReadonlyMap<string, number>): Promise<ReadyBatch> => {
    const shown = read.map((card) => ({
      dossierId: card.dossierId,
      displayed: card.displayed,
      seen: card.panels.flatMap(({ results }) => results.flatMap(({ id }) => (times.has(id) ? [{ id, ms: times.get(id) ?? 0 }] : []))),
    }));
    const answer = await trpcClient.batch.prepare.mutate({ dossiers: shown });
    const parts = answer.dossiers.flatMap(({ dossierId, fingerprint, observationIds, bars }): BatchPart[] => {
      const one = shown.find((other) => other.dossierId === dossierId);
      return one && fingerprint !== null && bars.length === 0 ? [{ dossierId, fingerprint, observationIds, seen: one.seen }] : [];
    });
    const taken = new Set(parts.map(({ dossierId }) => dossierId));
    return { method: answer.method, parts, leftOut: answer.dossiers.filter(({ dossierId }) => !taken.has(dossierId)) };
  };
  return { dossiers, makeReady };
}
