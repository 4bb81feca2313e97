import { z } from 'zod';
import type { DocumentRecord } from './read-dossier';

/** A document as a card shows it and a report lists it: the hash makes its very bytes a part of what was signed. */
export const documentSchema = z.object({ documentId: z.string(), mediaType: z.string(), size: z.number(), sha256: z.string() });
export type ListedDocument = z.infer<typeof documentSchema>;

/** The documents of one version of a result, in their order. */
export const listedDocuments = (documents: readonly DocumentRecord[], observationId: string): ListedDocument[] =>
  documents
    .filter((document) => document.observationVersionId === observationId)
    .map(({ id, mediaType, size, sha256 }) => ({ documentId: id, mediaType, size, sha256 }));
