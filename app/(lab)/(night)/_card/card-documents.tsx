'use client';

import { openInTab } from '../../../_client/open-pdf';
import { useTRPCClient } from '../../../_client/trpc';
import { DocumentList } from '../../../_ui/document-list';
import type { CardResult } from '../_logic/types';

/** The documents of one result, for the biologist before she decides. */
export function CardDocuments({ documents }: { documents: CardResult['documents'] }) {
  const client = useTRPCClient();
  return (
    <DocumentList documents={documents} open={(documentId) => openInTab(async () => (await client.portal.requestDossierDocument.mutate({ documentId })).url)} />
  );
}
