import { localIso } from '../platform/local-time';
import type { PdfMark } from '../report/mark-pdf';

/** What a copy must say of its version, to whoever prints it: replaced since, or being checked; null while the laboratory stands by it. */
export function pdfMarkOf({
  version,
  supersededAt,
  underReviewSince,
}: {
  version: number;
  supersededAt: Date | null;
  underReviewSince: Date | null;
}): PdfMark | null {
  if (supersededAt !== null) return { word: 'REMPLACÉ', sentence: `Version ${version}, remplacée le ${inWords(supersededAt)}. Ne pas utiliser.` };
  if (underReviewSince === null) return null;
  return {
    word: 'EN VÉRIFICATION',
    sentence: `Version ${version}, en vérification au laboratoire depuis le ${inWords(underReviewSince)}. Une nouvelle version suivra.`,
  };
}

function inWords(at: Date): string {
  const [date = '', time = ''] = localIso(at, 'Europe/Paris').split('T');
  return `${date.split('-').toReversed().join('/')} à ${time.slice(0, 5)}`;
}
