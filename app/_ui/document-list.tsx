'use client';

import { useMutation } from '@tanstack/react-query';
import { documentWords } from '../_text/document-words';
import { Button } from './button';

export interface DocumentListProps {
  documents: readonly { documentId: string; mediaType: string; size: number; sha256: string }[];
  /** Shows one; its reading is recorded before it leaves. */
  open: (documentId: string) => Promise<void>;
}

/** What came attached to a result, each with its kind and size, to be opened one by one. */
export function DocumentList({ documents, open }: DocumentListProps) {
  const opening = useMutation({ mutationFn: open });
  if (documents.length === 0) return null;
  return (
    <div className="mt-1 flex flex-wrap gap-2 print:hidden">
      {documents.map((document) => (
        <Button
          key={document.documentId}
          pending={opening.isPending && opening.variables === document.documentId}
          onClick={() => opening.mutate(document.documentId)}
        >
          {documentWords(document)}
        </Button>
      ))}
      {opening.isError && (
        <p role="alert" className="w-full font-medium">
          Le document n’est pas venu. Réessayez, ou appelez le laboratoire.
        </p>
      )}
    </div>
  );
}
