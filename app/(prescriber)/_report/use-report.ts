'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLive } from '../../_client/live';
import { openInTab } from '../../_client/open-pdf';
import { refusalOf } from '../../_client/refusal';
import { useTRPC, useTRPCClient } from '../../_client/trpc';

/** A report, read once: the call that answers with the content is the one that records the reading. Opening it again later is another reading. */
export function useReport(reportId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['reading', reportId],
    queryFn: async () => {
      const report = await client.portal.viewReport.mutate({ reportId });
      // However quickly one goes back, the list must not show as unread what has just been read.
      await queries.invalidateQueries({ ...trpc.portal.listReports.pathFilter(), refetchType: 'none' });
      return report;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return { report: query.data, refusal: refusalOf(query.error), failed: query.isError, read: () => void query.refetch() };
}

/** Who read it, and whether a newer version has come: follows the news, records nothing. */
export function useReaders(reportId: string, isRead: boolean) {
  const trpc = useTRPC();
  const query = useQuery(trpc.portal.readers.queryOptions({ reportId }, { enabled: isRead, trpc: { context: { background: true } } }));
  useLive(['results'], () => void query.refetch());
  return { readers: query.data, reread: () => void query.refetch() };
}

/** Opens the PDF in a tab; the reading is recorded before the document leaves. */
export function usePdf(reportId: string) {
  const client = useTRPCClient();
  return useMutation({ mutationFn: () => openInTab(async () => (await client.portal.requestPdf.mutate({ reportId })).url) });
}
