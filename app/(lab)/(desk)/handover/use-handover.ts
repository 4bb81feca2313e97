'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../_client/trpc';
import { useLiveRefetch } from '../_desk/use-live-refetch';

const READ_EVERY_MS = 30_000;

/** Who answers and what is offered, live. */
export function useHandoverState() {
  const trpc = useTRPC();
  const query = useQuery(trpc.handover.state.queryOptions(undefined, { refetchInterval: READ_EVERY_MS, trpc: { context: { background: true } } }));
  const refetch = () => void query.refetch();
  useLiveRefetch(['duty'], refetch);
  return { state: query.data, failed: query.isError, readAt: query.dataUpdatedAt, refetch };
}

/** What is open at these sites now; read again when asked, never under somebody who writes a remark. */
export function useOpenItems(siteIds: readonly string[]) {
  const trpc = useTRPC();
  const query = useQuery(trpc.handover.items.queryOptions({ siteIds: [...siteIds] }, { enabled: siteIds.length > 0, refetchOnWindowFocus: false }));
  return { list: siteIds.length > 0 ? query.data : undefined, failed: query.isError, refetch: () => void query.refetch() };
}

/** One hand-over; live while it is open, so that whoever is about to accept sees what changes. */
export function useHandover(handoverId: string) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.handover.read.queryOptions(
      { handoverId },
      { refetchInterval: (asked) => (asked.state.data?.state === 'open' ? READ_EVERY_MS : false), trpc: { context: { background: true } } },
    ),
  );
  const refetch = () => void query.refetch();
  useLiveRefetch(['duty', 'worklist'], refetch, 5_000);
  return { handover: query.data, failed: query.isError, readAt: query.dataUpdatedAt, refetch };
}
