'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { refusalOf } from '../../_client/refusal';
import { useTRPCClient } from '../../_client/trpc';

/** A report, read once: the call that answers with the content is the one that records the reading. */
export function useMyReport(reportId: string) {
  const client = useTRPCClient();
  const query = useQuery({
    queryKey: ['my-reading', reportId],
    queryFn: () => client.portal.viewMyReport.mutate({ reportId }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return { report: query.data, refusal: refusalOf(query.error), failed: query.isError, read: () => void query.refetch() };
}

/** Fetches the PDF; the answer is a file to keep, so the page stays where it is. */
export function useMyPdf(reportId: string) {
  const client = useTRPCClient();
  return useMutation({ mutationFn: async () => window.location.assign((await client.portal.requestMyPdf.mutate({ reportId })).url) });
}
