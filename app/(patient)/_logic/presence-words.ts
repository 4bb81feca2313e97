import { formatDuration, NBSP, plural } from '../../_text/format';
import { dayWords } from './patient-words';
import type { MyList, MyPresence } from './types';

/** « 482 913 »: as one dictates it. */
export const spokenCode = (code: string): string => `${code.slice(0, 3)}${NBSP}${code.slice(3)}`;

/** What is left of a code, never « 0 min » while it is still good. */
export function leftWords(expiresAt: Date, now: Date): string {
  const left = expiresAt.getTime() - now.getTime();
  return left < 60_000 ? 'moins d’une minute' : formatDuration(left);
}

/** What the code opens: « Lecture seule du compte rendu du 24 novembre, rien d’autre. » */
export function scopeWords(reportIds: readonly string[] | null, reports: MyList['reports']): string {
  if (reportIds === null) return 'Lecture seule de tous vos comptes rendus.';
  const only = reports.find((report) => reportIds.includes(report.reportId));
  if (reportIds.length === 1 && only) return `Lecture seule du ${reportWords(only)}, rien d’autre.`;
  return `Lecture seule de ${plural(reportIds.length, 'compte rendu choisi', 'comptes rendus choisis')}, rien d’autre.`;
}

/** « compte rendu du 24 novembre » */
export const reportWords = (report: Pick<MyList['reports'][number], 'collectedAt' | 'availableAt'>): string =>
  `compte rendu du ${dayWords(report.collectedAt && report.collectedAt.length >= 10 ? `${report.collectedAt.slice(0, 10)}T12:00:00Z` : report.availableAt).replace(/^le /, '')}`;

/** Why there is no code to dictate now; null while there is none to speak of. */
export function endedWords(code: MyPresence['code']): string | null {
  if (!code || code.state === 'live' || code.state === 'used') return null;
  return 'Code terminé. Il n’ouvre plus rien.';
}
