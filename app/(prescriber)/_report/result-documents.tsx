'use client';

import { openInTab } from '../../_client/open-pdf';
import { useTRPCClient } from '../../_client/trpc';
import { DocumentList } from '../../_ui/document-list';
import type { Result } from '../_logic/types';

/** The documents of one result, each opened in a tab of its own. */
export function ResultDocuments({ reportId, documents }: { reportId: string; documents: NonNullable<Result['documents']> }) {
  const client = useTRPCClient();
  return (
    <DocumentList
      documents={documents}
      open={(documentId) => openInTab(async () => (await client.portal.requestDocument.mutate({ reportId, documentId })).url)}
    />
  );
}
