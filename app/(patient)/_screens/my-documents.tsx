'use client';

import { useTRPCClient } from '../../_client/trpc';
import { DocumentList } from '../../_ui/document-list';
import type { MyResult } from '../_logic/types';

/** The documents of one result; each is a file to keep, so the page stays where it is. */
export function MyDocuments({ reportId, documents }: { reportId: string; documents: MyResult['documents'] }) {
  const client = useTRPCClient();
  return (
    <DocumentList
      documents={documents}
      open={async (documentId) => window.location.assign((await client.portal.requestMyDocument.mutate({ reportId, documentId })).url)}
    />
  );
}
