import { summariseCda } from '../../dossier/cda';
import type { IncomingDocument } from '../../dossier/types';
import { sha256 } from '../../platform/ids';

/** Larger ones are kept in the message and not shown: a report is read on telephones. */
export const LARGEST_DOCUMENT = 10 * 1024 * 1024;

export type DecodedDocument = { ok: true; document: IncomingDocument } | { ok: false; problem: 'unreadable_document' | 'oversize_document' };

/**
 * Decodes the Base64 of an ED value byte for byte, or says why it cannot: with or without padding, broken into lines by the sender, never guessed where a
 * sign is wrong. What it is comes from its own first bytes, never from what the sender calls it: whatever is none of the kinds that are shown stays « other ».
 * @see HL7 2.5 chapter 2.A.24 (ED); RFC 4648
 */
export function decodeDocument(encoding: string, data: string): DecodedDocument {
  if (encoding !== '' && encoding.toUpperCase() !== 'BASE64') return { ok: false, problem: 'unreadable_document' };
  const compact = data
    .replaceAll(/\\(\.br|X0D0A|X0D|X0A)\\/gi, '')
    .replaceAll(/\s/g, '')
    .replace(/={1,2}$/, '');
  if (compact === '' || !/^[A-Za-z0-9+/]+$/.test(compact) || compact.length % 4 === 1) return { ok: false, problem: 'unreadable_document' };
  if (compact.length > (LARGEST_DOCUMENT * 4) / 3) return { ok: false, problem: 'oversize_document' };
  const bytes = Buffer.from(compact, 'base64');
  return { ok: true, document: { mediaType: mediaTypeOf(bytes), size: bytes.byteLength, sha256: sha256(bytes), bytes } };
}

function mediaTypeOf(bytes: Buffer): IncomingDocument['mediaType'] {
  const head = bytes.subarray(0, 1024).toString('latin1');
  if (head.startsWith('%PDF-')) return 'application/pdf';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return /^(\xef\xbb\xbf)?\s*(<\?xml|<ClinicalDocument)/.test(head) ? 'application/xml' : 'application/octet-stream';
}

/** Whether a document is cut or ill-formed: its bytes are kept and shown all the same, since only a person can say what they are worth. */
export function isDamaged({ mediaType, bytes }: IncomingDocument): boolean {
  // A PDF ends with its mark; some writers put a little after it (ISO 32000-1 7.5.5, annex H.3).
  if (mediaType === 'application/pdf') return !bytes.subarray(-2_048).includes('%%EOF');
  return mediaType === 'application/xml' && bytes.subarray(0, 4_096).includes('<ClinicalDocument') && summariseCda(bytes) === null;
}
