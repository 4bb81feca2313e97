import { formatNumber, NBSP } from './format';

const KINDS: Readonly<Record<string, string>> = { 'application/pdf': 'PDF', 'application/xml': 'XML', 'image/png': 'image PNG', 'image/jpeg': 'image JPEG' };

/** « Document joint, PDF, 34 ko ». */
export function documentWords({ mediaType, size }: { mediaType: string; size: number }): string {
  return `Document joint, ${KINDS[mediaType] ?? 'fichier'}, ${formatNumber(Math.max(1, Math.round(size / 1024)))}${NBSP}ko`;
}
